"""Keeping what was measured, so that the book can show it: counts of a check, timings of a benchmark."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from compendium.evidence.verification import OUTCOMES, Verification
from compendium.fingerprints import write_whole


def record(root: Path, name: str, about: str, headers: Sequence[str], rows: Sequence[Sequence[str]],
           **more: str) -> None:
    """Write one record to ``benchmarks/``, for the page of measurements."""
    content = {"about": about, **more, "headers": headers, "rows": rows}
    write_whole(root / "benchmarks" / f"{name}.json", json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def record_verification(root: Path, results: Sequence[Verification]) -> None:
    """Keep how the claims of each source stood against its text."""
    rows = [[result.source, *(str(result.outcomes[outcome]) for outcome in OUTCOMES), str(result.numbers),
             str(result.uncovered), f"{result.located:.1%}"] for result in results]
    date = f"{datetime.now(UTC):%-d %B %Y}"
    about = (f"Held against the texts on {date}: claims whose words stand where the "
             "ledger says, numeric expressions of each text and how many of them no claim covers, and the "
             "share of each text's words that locators quote.")
    headers = ["Source", *(outcome.capitalize() for outcome in OUTCOMES), "Numbers", "Not covered", "Quoted"]
    record(root, "verification", about, headers, rows, date=date)


def read_verification(root: Path, source: str) -> tuple[str, Mapping[str, str]]:
    """The date of the last recorded check against the texts, and its counts for one source; empty without one."""
    path = root / "benchmarks" / "verification.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"headers": [], "rows": []}
    rows = [row for row in kept["rows"] if row[0] == source]
    return kept.get("date", ""), dict(zip(kept["headers"], rows[0], strict=True)) if rows else {}
