"""``make mutants``: small faults put into the code, one at a time, to see which of them the tests notice.

The faults are those of cosmic-ray: a comparison turned, a number off by one, a 'not' too many. A sample of the places
where one could be made is drawn with a seed, one fault for each. What was found is kept in ``_build/mutants``, so that
a run which was stopped goes on where it was; once all of the sample is tried, those that survived are tried again.
The counts are kept in ``benchmarks/mutants.json`` for the book's page of measurements.
"""

import difflib
import hashlib
import importlib
import os
import random
import resource
import signal
import sys
import tomllib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

# one thread, or a fork could inherit a lock that nobody opens again
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

import hypothesis
import pytest
from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkItem, WorkResult

from compendium.book.ledger.accounts import record_measurement

ROOT = Path(__file__).parent.parent
CONFIG = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
TESTS: dict[str, list[str]] = CONFIG["tests"]
"""The test files that concern each module, by the module's path; the quickest first."""
EQUIVALENT = {(each["module"], each["line"], each["mutant"]) for each in CONFIG.get("equivalent", [])}
"""Faults that are none: no input could tell them from the code. Each says why."""
NOT_A_PROGRAM = 99
"""How a run ends whose module cannot even be imported; any test would notice, so it is not counted."""
PROCESSOR_SECONDS, SECONDS = 90, 900
"""After so long a run has lost its way, by the processor's clock or by the wall's, and counts as noticed."""
HEADERS = ["Folder", "Tried", "Noticed", "Not noticed", "Of these no fault", "Share not noticed"]


def main() -> None:
    """Try what has not been tried yet, or else what survived, and record the counts."""
    for module in TESTS:
        importlib.import_module(name_of(module))
    for module, tests in TESTS.items():
        if outcome(module, Path(module).read_text(encoding="utf-8"), tests) is not TestOutcome.SURVIVED:
            sys.exit(f"the tests of {module} fail without any fault; mend them first")
    with use_db(session()) as work:
        if not work.num_work_items:
            init([Path(module) for module in TESTS], work, {})
        try_sample(work)
        report(work)


def session() -> Path:
    """The file of what was found so far; another one as soon as a module or the sample changes."""
    kept = hashlib.sha256(repr((CONFIG["seed"], sorted(TESTS))).encode())
    for module in sorted(TESTS):
        kept.update(Path(module).read_bytes())
    path = ROOT / "_build" / "mutants" / f"{kept.hexdigest()[:12]}.sqlite"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def sample(work: WorkDB) -> Iterator[WorkItem]:
    """All faults in an order that the seed gives, one for each place in the code."""
    items = sorted(work.work_items, key=lambda item: (str(spec(item).module_path), spec(item).operator_name,
                                                      spec(item).occurrence))
    random.Random(CONFIG["seed"]).shuffle(items)
    return iter({(spec(item).module_path, spec(item).start_pos): item for item in reversed(items)}.values())


def spec(item: WorkItem) -> MutationSpec:
    """The one fault of an item."""
    return item.mutations[0]


def try_sample(work: WorkDB) -> None:
    """Try faults until there are as many as wanted, or, where there are, those once more that survived."""
    found = dict(work.results)
    again = [item for item, result in work.completed_work_items
             if result.test_outcome is TestOutcome.SURVIVED and not is_equivalent(item, result)]
    left = CONFIG["number"] - sum(result.test_outcome is not TestOutcome.INCOMPETENT for result in found.values())
    for item in again if left <= 0 else sample(work):
        if left > 0 and item.job_id in found:
            continue
        result = tried(spec(item))
        work.set_result(item.job_id, result)
        print(result.test_outcome.value if result.test_outcome else "", spec(item).module_path, result.diff, flush=True)
        if left > 0 and result.test_outcome is not TestOutcome.INCOMPETENT:
            left -= 1
            if not left:
                return


def tried(fault: MutationSpec) -> WorkResult:
    """What the tests say of a module with one fault."""
    source = fault.module_path.read_text(encoding="utf-8")
    mutant = mutate_code(source, get_operator(fault.operator_name)(**fault.operator_args), fault.occurrence)
    lines = difflib.unified_diff(source.splitlines(), mutant.splitlines(), n=0, lineterm="")
    diff = "\n".join(line for line in lines if not line.startswith(("---", "+++")))
    module = str(fault.module_path)
    return WorkResult(WorkerOutcome.NORMAL, test_outcome=outcome(module, mutant, TESTS[module]), diff=diff)


def outcome(module: str, source: str, tests: Sequence[str]) -> TestOutcome:
    """Run tests in a process of their own, in which a module has another source; nothing on the disk is changed."""
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
        signal.alarm(SECONDS)
        os._exit(run_tests(module, source, tests))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {0: TestOutcome.SURVIVED, NOT_A_PROGRAM: TestOutcome.INCOMPETENT}.get(code, TestOutcome.KILLED)


def run_tests(module: str, source: str, tests: Sequence[str]) -> int:
    """pytest's exit code for the tests of a module with another source."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        # as a reload: what the tests import of the module has the fault, and what other modules took before has not
        exec(compile(source, module, "exec"), vars(sys.modules[name_of(module)]))
    except Exception:
        return NOT_A_PROGRAM
    hypothesis.settings.register_profile("mutants", derandomize=True, database=None, max_examples=30)
    hypothesis.settings.load_profile("mutants")
    # file by file, as the first test that fails is enough
    return next((int(code) for each in tests if (code := pytest.main(["-x", "-p", "no:cacheprovider", each]))), 0)


def name_of(module: str) -> str:
    """A module's name, from its path."""
    return module.removesuffix(".py").replace("/", ".")


def is_equivalent(item: WorkItem, result: WorkResult) -> bool:
    """Whether a fault is listed as one that no input can tell from the code."""
    taken = [line[1:].strip() for line in (result.diff or "").splitlines() if line[:1] in "+-"]
    return (str(spec(item).module_path), *taken) in EQUIVALENT


def report(work: WorkDB) -> None:
    """Record the counts by folder, and print what survived."""
    done = [(item, result) for item, result in work.completed_work_items
            if result.test_outcome is not TestOutcome.INCOMPETENT]
    survived = [(item, result) for item, result in done if result.test_outcome is TestOutcome.SURVIVED]
    folders = sorted({str(Path(module).parent) for module in TESTS})
    rows = [row(folder, [each for each in done if str(spec(each[0]).module_path.parent) == folder])
            for folder in folders]
    rows.insert(0, row("All", done))
    about = (f"{len(done)} small faults put into the code, one at a time, at places drawn with a seed from "
             f"{len(TESTS)} modules that work on records and numbers and touch no file; a sample, and not every fault "
             "that could be made. A fault counts as noticed when one of the tests of its module fails. What no test "
             "noticed at first was given one, and tried again. 'No fault' is "
             "what no input could tell from the code as it stands, each with its reason in benchmarks/mutants.toml. "
             f"Tried with cosmic-ray on {datetime.now(UTC):%-d %B %Y}, Python {sys.version.split()[0]}.")
    record_measurement(ROOT, "mutants", about, HEADERS, rows)
    for item, result in survived:
        print("equivalent" if is_equivalent(item, result) else "SURVIVED", spec(item).module_path, result.diff)
    for each in rows:
        print(*each, sep="\t")


def row(folder: str, done: Sequence[tuple[WorkItem, WorkResult]]) -> list[str]:
    """The counts of one folder; the share is of the faults that are some."""
    survived = [(item, result) for item, result in done if result.test_outcome is TestOutcome.SURVIVED]
    none = sum(is_equivalent(item, result) for item, result in survived)
    real, missed = len(done) - none, len(survived) - none
    return [folder, *map(str, (len(done), len(done) - len(survived), len(survived), none)),
            f"{missed / real:.1%}" if real else ""]


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
