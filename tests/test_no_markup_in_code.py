"""HTML stands in templates: none of the engine's or the subject's Python holds a tag."""

import ast
import re

TAG = re.compile(r"</?(?:a|article|b|br|button|code|dd|details|dialog|div|dl|dt|em|figure|h[1-6]|iframe|img|input|li|"
                 r"link|main|meta|nav|ol|option|p|pre|rect|script|section|span|strong|style|sub|summary|sup|svg|table|"
                 r"tbody|td|template|th|thead|tr|ul)(?:\s[\w-]+=|\s*/?>)")
READS = {"book/site/finished_page.py"}
"""Modules that read and mend the pages that others wrote: what they hold is a pattern."""
ICONS = "book/site/style_sheets.py"
"""Makes pictures in the form in which a style sheet holds them."""


def tags(text: str) -> list[str]:
    """The tags in the strings of a module that are no docstring."""
    tree = ast.parse(text)
    told = {id(node.body[0].value) for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body
            and isinstance(node.body[0], ast.Expr)}
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
            and id(node) not in told and TAG.search(node.value)]


def test_python_holds_no_markup(root):
    found = {}
    for path in sorted((*(root / "compendium").rglob("*.py"), *(root / "kachin").rglob("*.py"))):
        name = path.relative_to(root / "compendium").as_posix() if root / "compendium" in path.parents else path.name
        if name not in {*READS, ICONS} and (held := tags(path.read_text(encoding="utf-8"))):
            found[name] = held
    assert found == {}


def test_a_tag_would_be_noticed():
    assert tags('"""Doc <p>."""\nx = "<p class=\'a\'>"') == ["<p class='a'>"]
    assert tags('x = "1 < 2 > 0"') == []
