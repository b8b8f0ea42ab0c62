"""One value changed in ``seeds/`` changes everywhere in the book, and ``impact`` names those places beforehand.

The book is a small one, in a copy of the package, so that its data can change.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pybtex.database import parse_string
from test_execution_tiny_book import HEADER, add_ledger, write_book

CLAIM, RESULT = "reuters-2025-03/terbium-price", "terbium-price-sep-2024"
OLD, NEW = "6,550 yuan per kg", "6,650 yuan per kg"
OLD_RESULT, NEW_RESULT = "about 5,370 yuan per kg", "about 5,460 yuan per kg"
PRICING = HEADER + f"""# Pricing

Terbium oxide cost {{fact}}`{CLAIM}`, which implies {{fact}}`{RESULT}` in September.

```{{code-cell}} ipython3
:tags: [hide-input]

from compendium import charts, datasets

prices, derived = datasets.load("prices"), datasets.load("derived")
prices = prices[prices["id"] == "{CLAIM}"]
```

```{{code-cell}} ipython3
---
mystnb:
  figure:
    name: fig-oxide
    caption: The price, {{fact}}`{CLAIM}`.
tags: [hide-input]
---
charts.bars(prices, name="oxide", finding="Terbium oxide was dear", shows="Price in yuan, by Reuters",
            axis="yuan per kg")
```

```{{code-cell}} ipython3
---
mystnb:
  figure:
    name: tab-taxes
    caption: The price as a table.
tags: [hide-input]
---
charts.claims_table(prices, "says", "number")
```

```{{code-cell}} ipython3
---
mystnb:
  figure:
    name: tab-derived
    caption: What it implies.
tags: [hide-input]
---
charts.derived_table(derived, ["{RESULT}"])
```
"""


def compendium(root: Path, *command: str) -> str:
    """What the command says, with the package and the data of this copy."""
    program = [sys.executable, "-c", "from compendium.cli import main; main()", *command]
    done = subprocess.run(program, cwd=root, env=os.environ | {"PYTHONPATH": str(root)}, capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def page(root: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((root / f"_build/html/chapters/{name}.html").read_text(encoding="utf-8"), "lxml")


@pytest.fixture(scope="module")
def changed(tmp_path_factory, root) -> tuple[Path, str]:
    """The book after the change, and what ``impact`` said before it."""
    book = write_book(tmp_path_factory.mktemp("changed"), pricing=PRICING)
    add_ledger(book)
    contents = book / "_toc.yml"
    # an unnumbered chapter does not argue, and needs no question and no conclusion
    contents.write_text(contents.read_text(encoding="utf-8").replace("  numbered: 1\n", ""), encoding="utf-8")
    for name in ("compendium", "kachin"):
        shutil.copytree(root / name, book / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "requirements.txt", book)
    # the headlines' figures stand in chapters that this book does not have
    (book / "seeds/findings.yaml").unlink()
    compendium(book, "build")
    assert OLD in page(book, "pricing").article.get_text() and NEW not in page(book, "pricing").article.get_text()
    listed = compendium(book, "impact", CLAIM)
    record = book / "seeds/reuters-2025-03.yaml"
    text = record.read_text(encoding="utf-8").replace(OLD, NEW, 1).replace("    value: 6550\n", "    value: 6650\n", 1)
    record.write_text(text, encoding="utf-8")
    # the verdict that states the value has to say the new one, or the book does not build
    questions = book / "seeds/questions.yaml"
    questions.write_text(questions.read_text(encoding="utf-8").replace("6,550", "6,650"), encoding="utf-8")
    compendium(book, "build")
    return book, listed


def test_the_prose_the_caption_and_the_tables_have_the_new_value(changed):
    chapter = page(changed[0], "pricing")
    prose = chapter.find("section", id="pricing").find("p").get_text()
    assert NEW in prose and NEW_RESULT in prose
    assert NEW in chapter.select_one("#fig-oxide figcaption").get_text()
    assert chapter.select_one("table#tab-taxes").get_text().count(NEW) == 2
    assert NEW_RESULT in chapter.select_one("table#tab-derived").get_text()
    assert OLD not in chapter.article.get_text() and OLD_RESULT not in chapter.article.get_text()


def test_the_cards_have_the_new_value(changed):
    written = (changed[0] / "_build/html/cards/chapters/pricing.js").read_text(encoding="utf-8")
    cards = json.loads(written.partition("=")[2].rstrip().rstrip(";"))
    assert f'<p class="fact-card-value">{NEW}</p>' in cards[f"claims/{CLAIM}.html"]
    assert "6,645 to 6,655 yuan per kg" in cards[f"claims/{CLAIM}.html"]
    derived = cards[f"results/{RESULT}.html"]
    assert f'<p class="fact-card-value">{NEW_RESULT}</p>' in derived
    assert f"{NEW} (Reuters)</a>" in derived


def test_the_chart_has_it_in_its_data_its_description_and_its_file(changed):
    drawn = page(changed[0], "pricing").select_one("[data-chart=oxide]")
    assert NEW in drawn.img["alt"] and OLD not in drawn.img["alt"]
    spec = json.loads((changed[0] / "figures/oxide.vl.json").read_text(encoding="utf-8"))
    rows = [row for rows in spec["datasets"].values() for row in rows if row.get("id") == CLAIM]
    assert rows and all(row["middle"] == 6650 for row in rows)
    kept = (changed[0] / "_build/html/figures/oxide.csv").read_text(encoding="utf-8")
    assert "6650" in kept and "6550" not in kept


def test_a_table_can_be_taken_along_with_its_citation(changed):
    links = {link.get_text(): link["href"] for link in page(changed[0], "pricing").select(".source-line a[href*=tab-]")}
    assert links["citation"].endswith(".bib")
    cited = (changed[0] / "_build/html/figures/tab-taxes.bib").read_text(encoding="utf-8")
    entry = parse_string(cited, "bibtex").entries["kachin-rare-earths-tab-taxes"]
    assert entry.fields["title"] == "{The price as a table.}"
    assert entry.fields["note"] == r"chapters/pricing.html\#tab-taxes"
    assert entry.fields["howpublished"].startswith("Table in: Kachin")


def test_the_data_and_the_ledger_have_it(changed):
    with (changed[0] / "data/derived.csv").open(encoding="utf-8") as file:
        derived = {row["id"]: row for row in csv.DictReader(file)}
    assert float(derived[RESULT]["value"]) == pytest.approx(6650 / 1.219)
    assert NEW in page(changed[0], f"../claims/{CLAIM}").article.get_text()
    assert NEW_RESULT in page(changed[0], f"../results/{RESULT}").article.get_text()


def test_every_place_was_listed_beforehand(changed):
    lines = PRICING.splitlines()
    prose = next(n for n, line in enumerate(lines, start=1) if line.startswith("Terbium oxide cost"))
    chapter = r"chapters/pricing.md:\d+"
    for place in (f"chapters/pricing.md:{prose}", f"{chapter}  oxide", f"{chapter}  tab-taxes",
                  f"{chapter}  tab-derived", rf"kachin/models/derived.py:\d+  {RESULT}",
                  "data/claims.csv", "data/prices.csv", "data/derived.csv"):
        assert re.search(rf"^  {place}$", changed[1], re.MULTILINE), (place, changed[1])
