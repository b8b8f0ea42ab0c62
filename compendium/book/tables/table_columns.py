"""Telling what the columns of a table hold, as that decides how they are set."""

import re

from bs4 import Tag

WHOLE_ROLE = re.compile(r"\{[\w:-]+\}`(?:([^`<]+)<[^`]*>|[^`]*)`")
LONG = 50
NUMBER = re.compile(r"[<>≤≥~≈±+−–-]*\s*[\d,.  ]*\d(?:\s?(?:%|×|[–-]\s?[\d,.]+))?")
EMPTY = ("", "–", "—", "nan", "NaN", "<NA>", "None")


def drop_running_index(head: list[list[Tag]], body: list[list[Tag]]) -> None:
    """Leave out pandas' own row numbers, which mean nothing to a reader."""
    names = [row[0] for row in body if row]
    if [name.get_text() for name in names] == list(map(str, range(len(body)))) and all(n.name == "th" for n in names):
        for row in head + body:
            del row[0]


def kinds_of_columns(body: list[list[Tag]]) -> dict[int, list[str]]:
    """What each column holds: only numbers (and one at least), or sentences, or neither."""
    columns: dict[int, list[str]] = {}
    for row in body:
        for index, cell in enumerate(row):
            columns.setdefault(index, []).append(cell.get_text().strip())
    return {index: _kinds(texts) for index, texts in columns.items()}


def _kinds(texts: list[str]) -> list[str]:
    if all(map(_is_number, texts)) and set(texts) - set(EMPTY):
        return ["number"]
    return ["words"] if max(len(WHOLE_ROLE.sub(_title_of_role, text)) for text in texts) > LONG else []


def _title_of_role(role: re.Match[str]) -> str:
    """What a role shows, as far as can be told: its own words, or something as short as a number."""
    return role[1] or ""


def _is_number(text: str) -> bool:
    return text in EMPTY or NUMBER.fullmatch(text) is not None
