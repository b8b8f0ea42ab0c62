"""A book of two chapters and two plain pages, made anew for the tests that run and build one."""

import shutil
from pathlib import Path

from compendium.execution.text_form import canonical

HEADER = """---
jupytext:
  notebook_metadata_filter: -jupytext.text_representation.jupytext_version
  text_representation:
    extension: .md
    format_name: myst
    format_version: 0.13
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

"""
TOC = """format: jb-book
root: index
parts:
- caption: The chapters
  numbered: 1
  chapters:
  - file: chapters/trade
  - file: chapters/pricing
- caption: Appendices
  chapters:
  - file: chapters/glossary
"""
INDEX = "# The book\n\nSee {numref}`fig-months` and {numref}`tab-taxes`.\n"
GLOSSARY = """# Glossary

{.glossary}
Tax
: What is taken at the border: $x^n + \\frac{a}{b}$.
"""
TRADE = HEADER + """# Trade

What crossed the border? See {numref}`fig-months`.

```{code-cell} ipython3
:tags: [remove-input]

import altair as alt
import pandas as pd

import compendium.charts
```

```{code-cell} ipython3
:tags: [parameters]

months = 12  # int, 1 to 24: how far to look back
share = 0.4  # float, at least 0
evidence = "all"  # one of: all, reported: which claims to count
```

```{code-cell} ipython3
---
mystnb:
  figure:
    caption: Imports by month. The {term}`Tax` is left out.
    name: fig-months
tags: [hide-input]
---
table = pd.DataFrame({"month": range(1, months + 1), "tonnes": range(10, 10 * months + 1, 10)})
title = alt.Title(["Imports rose every month, </script> or not"], subtitle=["By month"])
chart = alt.Chart(table, width="container", height=200, title=title)
chart = chart.mark_bar(color="#b5482a").encode(alt.X("month:O"), alt.Y("tonnes:Q"))
chart = chart.properties(description="Rising bars.", usermeta={"compendium": {
    "name": "months", "claims": [], "described": "They rise.",
    "data": [{"label": str(row.month), "value": row.tonnes, "unit": "t"} for row in table.itertuples()]}})
chart.configure(font="Liberation Sans")
```

The end.
"""
PRICING = HEADER + """# Pricing

```{code-cell} ipython3
:tags: [remove-input]

import pandas as pd
```

```{code-cell} ipython3
---
mystnb:
  figure:
    caption: Taxes by reading, beside {numref}`fig-months`.
    name: tab-taxes
tags: [hide-input]
---
taxes = pd.DataFrame({"Reading": ["20% of value", "a fixed sum"], "What": ["{term}`Tax`", "a <b>toll</b>"]})
taxes["CNY/t"] = [4800.5, None]
taxes.style.hide(axis="index").format(na_rep="–", precision=1)
```
"""
PAGES = {
    "_toc.yml": TOC,
    "index.md": INDEX,
    "chapters/glossary.md": GLOSSARY,
    "chapters/trade.md": TRADE,
    "chapters/pricing.md": PRICING,
}


def write_book(root: Path, **changed: str) -> Path:
    """Write the tiny book, with the whole book's records and tables; ``trade="…"`` replaces a chapter."""
    whole = Path(__file__).parent.parent
    for name in ("seeds", "data"):
        shutil.copytree(whole / name, root / name, dirs_exist_ok=True)
    for name, text in PAGES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, text in changed.items():
        (root / "chapters" / f"{name}.md").write_text(text, encoding="utf-8")
    shutil.copy(whole / "CITATION.cff", root)
    # of its own contents the first part is printed
    settings = (whole / "_config.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    (root / "_config.yml").write_text("".join(line for line in settings if "printed_" not in line), encoding="utf-8")
    return root


def add_ledger(root: Path) -> None:
    """Add to the tiny book the index pages of the ledger, to which its pages lead."""
    parts = ("claims", "questions", "sources", "figures", "data")
    pages = {f"chapters/ledger/{part}": f"# {part.title()}\n\n:::{{ledger-index}} {part}\n:::\n" for part in parts}
    for name, text in pages.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / f"{name}.md").write_text(text, encoding="utf-8")
    (root / "_toc.yml").write_text(TOC + "".join(f"  - file: {name}\n" for name in pages), encoding="utf-8")


def chapter_with(*cells: str) -> str:
    """A chapter that holds these cells and nothing else."""
    return HEADER + "# A chapter\n\n" + "\n".join(f"```{{code-cell}} ipython3\n{cell}\n```\n" for cell in cells)


def test_the_tiny_chapters_are_canonical() -> None:
    assert canonical(TRADE) == TRADE
    assert canonical(PRICING) == PRICING
