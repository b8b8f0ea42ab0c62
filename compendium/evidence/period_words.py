"""A period in words: 'October 2024 (inferred)', 'since 2021', '2017 to 2024'.

The words keep what the source left open: a vague date is 'about', and what the reader worked out is
marked, or marked as partly so where one of the two dates was printed.
"""

from calendar import month_name

from compendium.evidence.periods import Period


def in_words(period: Period) -> str:
    """A period as a reader says it, each end as precise as it was given."""
    first, _, last = period.text.partition("/")
    dated = [part for part in (first, last) if part not in ("", "..")]
    worked_out = [part for part in dated if part.endswith(("?", "%"))]
    mark = " (inferred)" if worked_out == dated else " (partly inferred)" if worked_out else ""
    return _stretch(first, last) + mark


def _stretch(first: str, last: str) -> str:
    if not last:
        return _date(first)
    if last == "..":
        return f"since {_date(first)}"
    if first == "..":
        return f"until {_date(last)}"
    begins, ends = _date(first), _date(last)
    # 'about' at the beginning holds for both ends
    return f"{begins} to {ends.removeprefix('about ') if begins.startswith('about ') else ends}"


def _date(written: str) -> str:
    """One date: '28 March 2025', 'about October 2024'."""
    year, *rest = written.rstrip("~?%").split("-")
    month = [month_name[int(rest[0])]] if rest else []
    day = [str(int(rest[1]))] if len(rest) == 2 else []
    about = "about " if written.endswith(("~", "%")) else ""
    return about + " ".join([*day, *month, year])
