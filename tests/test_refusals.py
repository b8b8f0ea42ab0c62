"""Inputs that would make the book say something wrong, and the one line with which each is refused.

Each row is one of a kind: a file of ``seeds/``, a text in it, what is put in its place, and what is then told. The
line names file and place, what is wrong, and what is near or allowed. A new kind of nonsense is a new row.
"""

import re
from typing import NamedTuple

import pytest

from compendium.evidence import EvidenceError, read_ledger
from compendium.evidence.checking import check_ledger

FEB, SERIES = "reuters-2025-03.yaml", "un-comtrade-2846.yaml"
VALUE, UNIT, PERIOD = "    value: 311\n", "    unit: t\n", "    period: 2025-02?\n"
NO_DATE = "is not a date; allowed: a year, month or day"


def told(seeds) -> list[str]:
    """What is wrong with the records, whether they cannot be read or are not right."""
    try:
        return [str(problem) for problem in check_ledger(read_ledger(seeds))]
    except EvidenceError as error:
        return [str(problem) for problem in error.problems]


class Row(NamedTuple):
    """A text of a file, what is put in its place, and what is then told."""

    file: str
    old: str
    new: str
    told: str


PERIODS = [Row(FEB, PERIOD, f"    period: '{text}'\n", f"claim imports-feb-2025: period: '{text}' {said}")
           for text, said in [
    ("2024-25", NO_DATE), ("20XX", NO_DATE), ("?2025", NO_DATE), ("{2025,2026}", NO_DATE), ("[2025..2027]", NO_DATE),
    ("../..", NO_DATE), ("2025-1X", NO_DATE), ("1985-04-12T23:20:30Z", NO_DATE),
    ("2999", "is not a date; the year is one from 1900 to 2100"),
    ("2025-03-28/2025-03", "ends before it begins, or where it begins"),
    ("2025-04", "is later than the source, which was published 28 March 2025; allowed for a claim whose standing is"
                " planned or projected"),
    ("2025-01/2025-12", "is later than the source"),
]]
BASES = [
    Row(FEB, "    against: 2024-02?\n", "", "claim imports-fall-year: against: is missing: 'weight-as-shipped' is a"
        " mass, and in % only a change of one can be given; a change names the period that it is counted from"),
    Row(FEB, "    against: 2024-02?\n", "    against: 2026-02\n", "claim imports-fall-year: against: '2026-02' is later"
        " than the source, which was published 28 March 2025; a change is counted from what has been"),
    Row(FEB, "    against: 2024-02?\n", "    against: last year\n", "against: 'last year' is not a date; allowed"),
]


NUMBERS = [Row(FEB, VALUE, f"    value: {written}\n", f"claim imports-feb-2025: value: {said}") for written, said in [
    (".inf", "'.inf' is not a number; allowed are digits with a point, such as 311 or 21.9"),
    ("inf", "'inf' is not a number"), ("-inf", "'-inf' is not a number"), ("nan", "'nan' is not a number"),
    ("1e400", "inf is not a finite number"), ("1e308", "1e+308 is not a finite number; allowed is up to 1e+15"),
    ("'311'", "'311' is a text, as it stands in quotes; a number is written without"),
    ("3_11", "'3_11' is not a number"),
    ("٣١١", "'٣١١' is not a number"), ("0x137", "'0x137' is not a number"), ("3,11", "'3,11' is not a number"),
    ("-5", "-5 t: nothing is counted, weighed, paid or lasts less than 0; if it can be, 'weight-as-shipped' in"
           " seeds/definitions.yaml says why, as 'beyond'"),
]] + [
    Row(FEB, VALUE, "    low: -inf\n    high: inf\n", "claim imports-feb-2025: low: '-inf' is not a number"),
    Row(FEB, VALUE, "    low: 400\n    high: 300\n", "low 400 is above high 300"),
    Row(FEB, VALUE, VALUE + "    rounded_to: inf\n", "rounded_to: 'inf' is not a number"),
    Row(FEB, VALUE, VALUE + "    equivalent: {value: 5, unit: kg}\n",
        "equivalent: 5 kg is 0.005 t, which the claim's own number leaves no room for; correct one of the two"),
    Row(FEB, VALUE, VALUE + "    equivalent: {value: 5, unit: USD}\n",
        "equivalent: USD measures something else than t; allowed is the same in another unit"),
    Row("dvb-2025.yaml", "equivalent: {value: 4800, unit: USD/t}", "equivalent: {value: 480, unit: USD/t}",
        "equivalent: $480 per tonne for 35,000 yuan per tonne is no rate that there has been; allowed are 1 to 20"
        " yuan to the dollar"),
    Row(FEB, VALUE, VALUE + "    equivalent: {value: nan, unit: kg}\n", "equivalent.value: 'nan' is not a number"),
    Row(FEB, "    value: -89\n", "    value: -189\n", "value: -189 %: a fall is at most 100%; allowed from -100"),
    Row("dvb-2025.yaml", "value: 57", "value: 157", "157 %: a share lies within 0 and 100%"),
    Row("dvb-2025.yaml", "value: 57", "value: -5", "-5 %: a share lies within 0 and 100%"),
    Row("dvb-2025.yaml", "value: 3\n    unit: x", "value: -2\n    unit: x", "-2 x: a multiple is larger than 0"),
    Row(SERIES, "values: {2015: ", "values: {2015: -", "nothing is counted, weighed, paid or lasts less than 0"),
    Row(SERIES, "values: {2015: ", "values: {2015-21: 1, 2015: ", "'2015-21' is not a date"),
    Row(FEB, "at: {line: 12,", "at: {line: 1000000000000000000000000000000,", "at.line: 1e+30 is not a finite number"),
    Row("assumptions.yaml", "    high: 100\n", "    high: 140\n",
        "allowed is -100 to 100; if it can be more or less, say"),
]
CHAINS = [
    Row(FEB, "credited_to: [Chinese customs]", "credited_to: [Reuters, Chinese customs]",
        "credited_to: 'Reuters' stands twice in the chain Reuters < Reuters < Chinese customs"),
    Row(FEB, "credited_to: [Chinese customs]", "credited_to: [A Firm, Chinese customs, A Firm]",
        "'A Firm' stands twice"),
    Row(FEB, "credited_to: [Chinese customs]", "credited_to: ['']", "credited_to"),
    Row(FEB, "credited_to: [Chinese customs]", "credited_to: [Chinese custom]",
        "'Chinese custom' is near 'Chinese customs', who stands behind other claims; write both alike"),
    Row(FEB, VALUE, VALUE + "    answers: {claim: reuters-2025-03/imports-feb-2025, as: disputes}\n",
        "reuters-2025-03/imports-feb-2025 answers reuters-2025-03/imports-feb-2025: a circle; leave one of them out"),
]
ABOUT = "about: {destination: india, need: access}"
TEXTS = [
    Row("bni-2025-12.yaml", ABOUT, "about: {destination: india}", " asks for 'need': "),
    Row("bni-2025-12.yaml", ABOUT, "about: {destination: india, need: acces}", "need 'acces' is not allowed; allowed"),
    Row("construction-world-2025-09.yaml", "short: Construction World", "short: The Diplomat",
        "source construction-world-2025-09: short: 'The Diplomat' is what diplomat-2025-09 is called too; give each"),
    Row(FEB, "imports-feb-2025\n    theme: trade", "imports-feb-2025\n    theme: tr\u202eade",
        "holds U+202E (RIGHT-TO-LEFT OVERRIDE), which cannot be seen; allowed are characters that can"),
    Row(FEB, "imports-feb-2025\n    theme: trade", "imports-feb-2025\n    theme: tr\u200bade",
        "holds U+200B (ZERO WIDTH SPACE)"),
    Row(FEB, "imports-feb-2025\n    theme: trade", "imports-feb-2025\n    theme: tr\x07ade", "holds U+0007"),
    Row(FEB, "imports-feb-2025\n    theme: trade", "imports-feb-2025\n    theme: tr\x00ade", "holds U+0000"),
    Row(FEB, VALUE, VALUE + '    hedge: "likely \\u202e"\n', "holds U+202E"),
    Row(FEB, "claims:\n", "claims: " + "[" * 1000 + "\n", "nested more than 12 levels deep"),
    Row(FEB, "  kind: news\n", "  kind: &kind news\n", "an anchor (&) or an alias (*); write the value out"),
    Row(FEB, "  kind: news\n", "  kind: *kind\n", "an anchor (&) or an alias (*)"),
    Row(FEB, "  kind: news\n", "  kind: !!python/object news\n", "a tag (tag:yaml.org,2002:python/object)"),
    Row(FEB, "  kind: news\n", "  ? [a, b]\n  : news\n",
        "a list or a mapping stands where the name of a field is wanted"),
    Row(FEB, "  kind: news\n", "  kind: news\n---\n", "holds a second document after '---'"),
    Row(FEB, "url: https://www.arabnews.com/node/2595122/world", "url: https://",
        "is no address: allowed is http:// or https://, a host"),
    Row(FEB, "url: https://www.arabnews.com/node/2595122/world", "url: https://a.org/\"><script>", "is no address"),
    Row("stimson-2025-06.yaml", "  url: ",
        "  url: http://m.arabnews.com:80//node/2595122/worl%64/index.html?utm_source=rss#top\n  # ",
        "source stimson-2025-06: url: is that of reuters-2025-03 too; one publication is one source"),
    Row(FEB, "published: 2025-03-28", "published: 2099", "published 2099, which is still to come"),
    Row(FEB, "published: 2025-03-28", "published: 2999", "the year is one from 1900 to 2100"),
    Row(FEB, "    file: 001", "    file: ../../001", "document.file"),
    Row("places.yaml", "    longitude: ", "    # ",
        "longitude is missing: a place with a latitude has both, or neither"),
]
MADE_TOO = """claims:
  - id: world-weight-2015
    theme: trade
    question: china-imports-by-origin
    kind: quantity
    says: China reported imports of 5 t.
    value: 5
    unit: t
    definition: weight-as-shipped
    of: rare earth compounds
    period: 2015
    credited_to: [Chinese customs]
    standing: reported
    where: HS 2846
series:
"""
IDS = [Row(SERIES, "series:\n", MADE_TOO, "id 'world-weight-2015', which the series makes here, is another claim's")]


@pytest.mark.parametrize("row", [*IDS, *PERIODS, *BASES, *NUMBERS, *CHAINS, *TEXTS])
def test_nonsense_is_refused_in_one_line(seeds, edit, row):
    edit(row.file, row.old, row.new)
    lines = told(seeds)
    assert any(line.startswith(f"seeds/{row.file}:") and row.told in line for line in lines), lines
    assert len(lines) <= 2 and all(len(line) < 500 and "\n" not in line for line in lines), lines


def test_a_claim_against_a_verdict_already_given_asks_to_be_judged(seeds, edit):
    record = (seeds / FEB).read_text(encoding="utf-8")
    start = record.index("  - id: imports-feb-2025")
    rival = record[start:record.index("  - id: ", start + 9)]
    rival = rival.replace("imports-feb-2025", "imports-other").replace("311", "900")
    edit(FEB, "claims:\n", "claims:\n" + rival)
    said = ("claim imports-other: stands against reuters-2025-03/imports-feb-2025, and the verdict on"
            " china-imports-from-myanmar names it neither in its claims nor in not_followed")
    assert any(said in line for line in told(seeds))
    edit("questions.yaml", "      claims: [reuters-2025-03/imports-feb-2025, ",
         "      claims: [reuters-2025-03/imports-other, reuters-2025-03/imports-feb-2025, ")
    assert not any("stands against" in line for line in told(seeds))


@pytest.mark.parametrize(("name", "make", "said"), [
    ("zz.yml", lambda path: path.write_text("a: 1"), "is not read, as the name of a record ends in .yaml"),
    ("zz.yaml", lambda path: path.mkdir(), "is no file; seeds/ holds records"),
    ("zz.yaml", lambda path: path.symlink_to(path), "is a link; a record is a file of its own"),
    ("zz.yaml", lambda path: path.symlink_to("/etc/passwd"), "is a link; a record is a file of its own"),
    ("notes.txt", lambda path: path.write_text("x"), "is not read"),
])
def test_nothing_beside_the_records_is_passed_over(seeds, name, make, said):
    make(seeds / name)
    assert told(seeds) == [line for line in told(seeds) if line.startswith(f"seeds/{name}: {said}")] != []


def test_braces_in_a_series_sentence_are_no_format(seeds, edit):
    edit(SERIES, "{value}", "{0} {foo} {value:>2000000000} {value}")
    with pytest.raises(EvidenceError, match=re.escape("holds '{0}', for which nothing stands; allowed are {value}")):
        read_ledger(seeds)
