"""A sentence as a reader meets it: where it stands, what it refers to, and how it is cut out of Markdown or code."""

import ast
import io
import re
import tokenize
from bisect import bisect_right
from calendar import month_name
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown_it.token import Token

from compendium.execution.text_form import as_python

CITATIONS = ("cite", "cite:t", "cite:p")
HIDDEN = "\N{BULLET}"
"""What stands in a passage's text for a role whose content nobody typed as a number, or that is marked."""


WORK = "*title*"
"""How the title of a work that has its year in it is called among the roles; no role can be called so."""
UNSEEN = ("fact", "plain", "code", "numref", WORK, *CITATIONS)
"""Roles whose content is no number typed by hand, or is marked as one that is no evidence."""
NUMBERED = re.compile(r"%s|\{(?:number|name)\}")
"""What in the words of a reference to a figure stands for its number or title."""
MARKS = 0xE000
"""The first of the private characters that stand for the roles of a block while it is cut."""
MARK = re.compile("[\ue000-\uf8ff]")
DATED_TITLE = re.compile(rf"(?=.*\b(?!(?:{'|'.join(filter(None, month_name))})\b)[A-Z]\w{{3}})\D*\b(?:19|20)\d\d\D*")
"""An emphasised text with a year, no other number, and a name beside that of a month: the title of a work."""
ENDS = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bNo)(?<!\bcf)(?<!\bDr)(?<!\bMr)(?<!\bU\.S)[.!?][”\"’')\]]*\s")
SELECTING = {"load", "describe", "isin", "contains", "startswith", "endswith", "findall", "match", "set_index",
             "drop", "dropna", "drop_duplicates", "groupby", "sort_values", "astype", "explode", "merge", "filter",
             "get", "read_csv", "strftime", "query", "extract", "split"}
"""Calls whose strings choose data and are not shown."""
NAMING = {"name", "by", "label", "split", "across", "down", "on", "how", "regex", "subset", "colour", "color"}
"""Arguments that name a file or a column."""
TABLES = {"DataFrame", "Series", "assign", "map", "from_records", "from_dict"}
"""Calls that put values into a table."""
SHOWING = {"print", "display"}
"""Calls that show what they are given."""
DRAWING = {"dots"}
"""Charts of bare values, and not of a table's rows."""
WORDS_OF_FORMULA = re.compile(r"\\(?:text|mbox|mathrm|textrm|textbf|textit|textsf|operatorname)\s*\{([^{}]*)\}")
BARE_NUMBER = re.compile(r"[\s\d.,{}+-]*\d[\s\d.,{}]*(?:\\?%)?\s*")
READING = "read_"
"""How pandas' readers begin: what they are given in place of a file is shown as a table."""
ROLE = re.compile(r"\{[\w:-]+\}`[^`]*`?")
"""A role in a table's cell, which the book reads like one in the text."""
IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(?:[-_/#.|:][a-z0-9]+)+")


@dataclass(frozen=True)
class RoleMarkup:
    """One MyST role as it stands in the file: its name, what is between its backticks, and its line."""

    name: str
    content: str
    line: int

    @property
    def target(self) -> str:
        """What the role leads to: the id in angle brackets, or all of its content."""
        match = re.fullmatch(r".*<([^<>]+)>\s*", self.content, re.DOTALL)
        return match[1] if match else self.content.strip()

    @property
    def shown(self) -> str:
        """How it reads, as far as can be told without the ledger."""
        known = {"fact": "…", "numref": "The figure", **dict.fromkeys(CITATIONS, "")}
        return self.words or known.get(self.name, self.content)

    @property
    def words(self) -> str:
        """The author's own words in it, nothing where there are none."""
        return self.content.rpartition("<")[0].strip() if self.target != self.content.strip() else ""


@dataclass(frozen=True)
class Passage:
    """A sentence without roles, code or links' addresses, and whether it has a source.

    ``line`` is the line of the file where it begins, ``breaks`` are the offsets at which its next
    lines do; ``sourced`` says that it carries a fact or a citation, so that its dates are resolved;
    ``shown`` is how it reads; ``place`` is text, heading, cell, number, rivals or broken-fence;
    ``row`` are the roles of the table's row in which it stands.
    """

    line: int
    text: str
    sourced: bool
    roles: tuple[RoleMarkup, ...] = ()
    breaks: tuple[int, ...] = ()
    shown: str = ""
    place: str = "text"
    row: tuple[RoleMarkup, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of those facts that the author left for the book to print."""
        return tuple(role.content for role in self.roles if role.name == "fact" and not role.words)

    def line_at(self, offset: int) -> int:
        """The line of the file on which a character of the text stands."""
        return self.line + bisect_right(self.breaks, offset)


Block = tuple[str, list[RoleMarkup], list[int]]
"""A block's text with a mark for each role, the roles, and the offsets at which its next lines begin."""


def sentences(token: Token, line: int, place: str = "text") -> Iterator[Passage]:
    """The sentences of one block's inline token, which begins on that line."""
    block = _read(token, line)
    text, start = block[0], 0
    for end in [*(match.end() for match in ENDS.finditer(text)), len(text)]:
        if text[start:end].strip():
            yield _sentence(block, (start, end), line, place)
        start = end


def first_sentence(text: str) -> str:
    """The first sentence of plain text, with its full stop."""
    end = ENDS.search(f"{text} ")
    return text[: end.end()].rstrip() if end else text


def spoken_of_formula(formula: str) -> str:
    """What of a formula is read as plain text, and no form of a calculation: its words, or all of a bare number."""
    return formula if BARE_NUMBER.fullmatch(formula) else " ".join(WORDS_OF_FORMULA.findall(formula))


def as_row(cells: list[Passage]) -> Iterator[Passage]:
    """The cells of a table's row, where one cell's source is the source of all."""
    sourced = any(cell.sourced for cell in cells)
    row = tuple(role for cell in cells for role in cell.roles)
    return (replace(cell, sourced=sourced, row=row) for cell in cells)


def _read(token: Token, line: int) -> Block:
    """The pieces of an inline token put together; lines are counted inside roles and code too."""
    text, at, before = "", 0, ""
    roles: list[RoleMarkup] = []
    breaks: list[int] = []
    for child in token.children or []:
        found = _found(child.content, token.content, at)
        named = child.meta.get("name", "") if child.type == "myst_role" else ""
        name = "code" if child.type == "code_inline" or (
            child.type.startswith("math_inline") and not spoken_of_formula(child.content)) else named
        name = WORK if before == "em_open" and DATED_TITLE.fullmatch(child.content) else name
        before = child.type
        # one that an author typed is told where pages are read, and is no role's
        content = MARK.sub("\N{REPLACEMENT CHARACTER}", child.content)
        if child.type in ("softbreak", "hardbreak"):
            text += " "
            breaks.append(len(text))
        elif name == "numref" and (words := RoleMarkup(name, content, 0).words):
            text += NUMBERED.sub("", words)
        elif child.type.startswith("math_inline") and not name:
            text += spoken_of_formula(content)
        elif name in UNSEEN:
            roles.append(RoleMarkup(name, child.content, line + len(breaks)))
            text += chr(MARKS + len(roles) - 1)
        else:
            # a link's or a picture's title is shown to whoever points at it
            title = MARK.sub("", str(child.attrs.get("title", "")))
            text += (RoleMarkup(name, content, 0).words or content if name else content) + (
                f" {title} " if title else "")
        if child.content and found:
            breaks += [len(text)] * token.content.count("\n", *found)
            at = found[1]
    return text, roles, breaks


def _found(words: str, content: str, at: int) -> tuple[int, int] | None:
    """Where some words stand in a text, from a place on, whatever spaces and line breaks stand between them."""
    # most are found as they are, and an expression for each would take longer than all the rest
    if (start := content.find(words, at)) >= 0:
        return start, start + len(words)
    found = re.compile(r"\s+".join(map(re.escape, words.split()))).search(content, at)
    return found.span() if found else None


def _sentence(block: Block, cut: tuple[int, int], line: int, place: str) -> Passage:
    text, roles, breaks = block
    start, end = cut
    start += len(text[start:end]) - len(text[start:end].lstrip())
    inside = tuple(roles[ord(mark) - MARKS] for mark in MARK.findall(text[start:end]))
    return Passage(
        line + bisect_right(breaks, start), MARK.sub(HIDDEN, text[start:end]),
        any(role.name in ("fact", *CITATIONS) for role in inside), inside,
        tuple(offset - start for offset in breaks if start < offset < end),
        MARK.sub(lambda mark: roles[ord(mark.group()) - MARKS].shown, text[start:end]).strip(), place)


def cell_strings(code: str, line: int, parameters: bool = False) -> Iterator[Passage]:
    """What of a code cell, whose first line follows the given one, is shown; settings are not."""
    kept = "\n".join("" if each.startswith(("%", "!")) else each for each in code.split("\n"))
    if parameters:
        return
    try:
        tree = ast.parse(as_python(kept))
    except SyntaxError:
        # told with its line where the markup of the page is checked
        return
    seen = _ShownStrings()
    seen.visit(tree)
    for node in seen.found:
        yield _of_string(node, kept, line)
    for number in _typed_numbers(tree):
        words = ast.unparse(number)
        yield Passage(line + number.lineno, words, sourced=False, shown=words, place="number")


class _ShownStrings(ast.NodeVisitor):
    """Collects the strings of a cell, without those that choose data or name columns and files."""

    def __init__(self) -> None:
        self.found: list[ast.Constant] = []

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and not IDENTIFIER.fullmatch(node.value):
            self.found.append(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)

    def visit_Compare(self, node: ast.Compare) -> None:
        self.visit(node.left)

    def visit_Call(self, node: ast.Call) -> None:
        self.visit(node.func)
        name = _called(node)
        shown = [] if name in SELECTING else node.args[1:] if name == "replace" and len(node.args) > 1 else node.args
        shown = [*shown, *(word.value for word in node.keywords if word.arg not in NAMING)]
        if name.startswith(READING):
            shown += [each for each in node.args if isinstance(each, ast.Call)]
        for each in shown:
            self.visit(each)
            if name in TABLES and isinstance(each, ast.Dict):
                for key in each.keys if name == "DataFrame" else []:
                    self.visit(key or ast.Pass())

    def visit_FormattedValue(self, node: ast.FormattedValue) -> None:
        self.visit(node.value)

    def visit_Dict(self, node: ast.Dict) -> None:
        for value in node.values:
            self.visit(value)


def _typed_numbers(tree: ast.Module) -> Iterator[ast.expr]:
    """The numbers that a cell types into a table or a text, or shows as they are, also worked out from others."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (called := _called(node)) in TABLES | SHOWING | DRAWING:
            # how a chart looks is set, and not shown
            named = (each.value for each in node.keywords if called not in DRAWING or each.arg == "values")
            for value in [*node.args, *named]:
                yield from _numbers_of(value)
        elif isinstance(node, ast.FormattedValue) or (
                isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)):
            yield from _numbers_of(node.value)
    if tree.body and isinstance(last := tree.body[-1], ast.Expr):
        yield from _numbers_of(last.value)


def _numbers_of(value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(value, (ast.List, ast.Tuple, ast.Dict)):
        for each in value.values if isinstance(value, ast.Dict) else value.elts:
            yield from _numbers_of(each)
    elif _is_number(value):
        yield value


def _is_number(value: ast.expr) -> bool:
    """Whether an expression is a number, or made of numbers alone, such as 40 + 1."""
    if isinstance(value, ast.BinOp):
        return _is_number(value.left) and _is_number(value.right)
    if isinstance(value, ast.UnaryOp):
        return _is_number(value.operand)
    return isinstance(value, ast.Constant) and type(value.value) in (int, float)


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _of_string(node: ast.Constant, code: str, line: int) -> Passage:
    """A string as a passage; the chart or table it belongs to names its claims, so that its dates are resolved."""
    text, breaks, last = "", list[int](), node.lineno
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        inside = (node.lineno, node.col_offset) <= token.start and token.end[0] <= (node.end_lineno or 0)
        plain = token.type == tokenize.STRING and "f" not in token.string.partition(token.string[-1])[0].lower()
        if inside and plain:
            breaks += [len(text)] * (token.start[0] - last)
            text, last = text + str(ast.literal_eval(token.string)), token.start[0]
    whole = ROLE.sub(lambda role: HIDDEN * len(role.group()), str(node.value))
    return Passage(line + node.lineno, whole, sourced=True, breaks=tuple(breaks), shown=whole, place="cell")
