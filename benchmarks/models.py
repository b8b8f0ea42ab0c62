"""``python -m benchmarks.models``: how long the models take, in seconds of one processor.

What is timed is the processor's time of this process and not the clock's, so that a busy machine gives the
same figures. They are kept in ``benchmarks/models.json`` and shown on the book's page of measurements.
"""

import os
import platform
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

# one thread, or the processor's time would count the waiting of others
os.environ.setdefault("OMP_NUM_THREADS", "1")

from compendium import datasets
from compendium.book.ledger.accounts import record_measurement
from compendium.results.draws import DRAWS, SEED
from kachin.models.derived import MODELS
from kachin.models.leverage import by_claim, given_ranges, pooled, shares
from kachin.models.scenarios import run
from kachin.models.volumes.months import Readings, year
from kachin.models.volumes.programs import bounds_of, constraint_conflicts
from kachin.models.volumes.results import readings_table
from kachin.models.volumes.statements import constraints

ROOT = Path(__file__).parent.parent
RUNS = 5
SCENARIO_DRAWS = (10_000, 20_000, 40_000, 80_000)
HEADERS = ["What", "Seconds", "From", "To"]
CLAIMS, ASSUMPTIONS = datasets.load("claims"), datasets.load("assumptions")
EVERY = constraints(CLAIMS, Readings(share="value", goods="as-shipped"))


def main() -> None:
    """Time every case and keep the medians."""
    rows = [[what, *timed(case)] for what, case in cases()]
    about = (f"Processor seconds of one core, medians of {RUNS} runs after one to warm up, on "
             f"{datetime.now(UTC):%-d %B %Y}, Python {platform.python_version()}.")
    record_measurement(ROOT, "models", about, HEADERS, rows)
    for row in rows:
        print("{:70} {:>7} s  ({} to {})".format(*row))


def cases() -> list[tuple[str, Callable[[], object]]]:
    """What is timed: its name, and what is done."""
    return [
        ("Volumes: the range of one year, two linear programs", lambda: bounds_of(year(2024), EVERY)),
        ("Volumes: every conflict with the customs returns",
         lambda: constraint_conflicts(constraints(CLAIMS, Readings()))),
        ("Volumes: all ways to read the two falls and May",
         lambda: readings_table(CLAIMS, Readings(), ("quadrupled", "share-after-coup"), "fall", "early", "similar")),
        *((f"Leverage: {number:,} draws", lambda number=number: leverage(number)) for number in (DRAWS, 10 * DRAWS)),
        *((f"Scenarios: all, {number:,} draws", lambda number=number: run(CLAIMS, ASSUMPTIONS, draws=number))
          for number in SCENARIO_DRAWS),
        *((f"Rows of derived.csv: {model.__name__}", lambda model=model: list(model(CLAIMS, ASSUMPTIONS)))
          for model in MODELS),
    ]


def leverage(draws: int) -> object:
    """The mixture of all claims on the world's share."""
    found = shares(CLAIMS)
    return pooled(found, by_claim(found, given_ranges(CLAIMS, ASSUMPTIONS), SEED, draws))


def timed(case: Callable[[], object]) -> list[str]:
    """Median, least and greatest processor seconds of a case."""
    case()
    seconds = []
    for _ in range(RUNS):
        began = time.process_time()
        case()
        seconds.append(time.process_time() - began)
    return [f"{value:.3f}" for value in (statistics.median(seconds), min(seconds), max(seconds))]


if __name__ == "__main__":
    main()
