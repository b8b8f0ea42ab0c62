"""Keeping what was measured, so that the book can show it: counts of a check, timings of a benchmark."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from compendium.evidence.locating import OUTCOMES
from compendium.evidence.verification import Verification
from compendium.execution.writing import write_whole


def record(root: Path, name: str, about: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write one record to ``benchmarks/``, for the page of measurements."""
    content = {"about": about, "headers": headers, "rows": rows}
    write_whole(root / "benchmarks" / f"{name}.json", json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def record_verification(root: Path, results: Sequence[Verification]) -> None:
    """Keep how the claims of each source stood against its text."""
    rows = [[result.source, *(str(result.outcomes[outcome]) for outcome in OUTCOMES), str(result.numbers),
             str(result.uncovered), f"{result.located:.1%}"] for result in results]
    about = (f"Held against the texts on {datetime.now(UTC):%-d %B %Y}: claims whose words stand where the "
             "ledger says, numeric expressions of each text and how many of them no claim covers, and the "
             "share of each text's words that locators quote.")
    headers = ["Source", *(outcome.capitalize() for outcome in OUTCOMES), "Numbers", "Not covered", "Quoted"]
    record(root, "verification", about, headers, rows)
