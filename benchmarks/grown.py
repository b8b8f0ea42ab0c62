"""Books of any size, made from the example: more sources with more claims, or more chapters."""

import hashlib
import shutil
from pathlib import Path

import yaml  # type: ignore[import-untyped]

EXAMPLE = Path(__file__).parent.parent / "tests" / "example"
POST = "lenn-post-2019-04"
CLAIMS_OF_A_QUESTION = 20
"""How many claims answer one question: a larger ledger asks more, and not everybody the same."""


MOST_DRAWN = 100


def new_book(folder: Path) -> Path:
    """The example as it stands."""
    left_out = shutil.ignore_patterns("_build", "data", "figures", "schema", "__pycache__")
    shutil.copytree(EXAMPLE, folder, ignore=left_out)
    return folder


def post(number: int) -> str:
    """The id of one of the sources that a larger ledger has, and the name of its record."""
    return f"post-{number}-2019-04"


def with_claims(folder: Path, number: int) -> Path:
    """The example with about so many claims, in sources of six claims each, on questions of some twenty claims."""
    book = new_book(folder)
    record = yaml.safe_load((book / "seeds" / f"{POST}.yaml").read_text(encoding="utf-8"))
    each = [claim for claim in record["claims"] if claim.get("kind", "quantity") == "quantity"]
    questions, per_source = [], len(each)
    for at in range(number // per_source):
        group = at // CLAIMS_OF_A_QUESTION
        # a source has a text of its own, or it would be the same source twice
        text = {**record["source"]["document"], "sha256": hashlib.sha256(f"text {at}".encode()).hexdigest()}
        source = {**record["source"], "id": post(at), "title": f"{record['source']['title']}, {at}",
                  "document": text}
        claims = [{**claim, "id": f"{claim['id']}-{at}", "question": f"{claim['question']}-{group}"} for claim in each]
        content = {"source": source, "claims": claims, "set_aside": record["set_aside"]}
        _write(book / "seeds" / f"{post(at)}.yaml", content)
        if at % CLAIMS_OF_A_QUESTION == 0:
            # a number in a question is held to its claims
            called = "".join(chr(ord("a") + int(digit)) for digit in str(group))
            questions += [{"id": f"{claim['question']}-{group}",
                           "asks": f"What of {claim['question']}, group {called}?",
                           "theme": claim["theme"], "table": claim["theme"]} for claim in each]
    file = book / "seeds" / "questions.yaml"
    asked = yaml.safe_load(file.read_text(encoding="utf-8"))
    _write(file, {"questions": asked["questions"] + questions})
    # no chart has a mark for each of ten thousand claims, and Altair draws none with more than five thousand
    page = book / "chapters" / "animals.md"
    every = 'animals[animals["unit"] == "count"]'
    page.write_text(page.read_text(encoding="utf-8").replace(every, f"{every}.head({MOST_DRAWN})"), encoding="utf-8")
    return book


def with_chapters(folder: Path, number: int) -> Path:
    """The example with so many chapters, each like its second, with parameters, a value and a chart of its own."""
    book = new_book(folder)
    text = (book / "chapters" / "animals.md").read_text(encoding="utf-8")
    names = []
    for at in range(number - 2):
        name = f"more-{at}"
        made = text.replace("(animals)=", f"({name})=").replace("otters-counts", f"otters-counts-{at}")
        (book / "chapters" / f"{name}.md").write_text(made, encoding="utf-8")
        names.append(name)
    toc = (book / "_toc.yml").read_text(encoding="utf-8")
    last = "      - file: chapters/damage\n"
    (book / "_toc.yml").write_text(
        toc.replace(last, last + "".join(f"      - file: chapters/{name}\n" for name in names)), encoding="utf-8")
    return book


def _write(path: Path, content: object) -> None:
    path.write_text(yaml.dump(content, allow_unicode=True, sort_keys=False, Dumper=yaml.CSafeDumper), encoding="utf-8")
