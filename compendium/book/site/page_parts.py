"""Moving out of a page what its policy does not let run there: scripts, style sheets, styles and handlers.

A page may load its own files, and run nothing that stands in itself. The policy holds over HTTP and from a file alike:
for a page that was opened from a file, browsers take ``'self'`` to mean classic scripts, style sheets and pictures
beside it; modules and anything inline stay out. Whatever an extension writes into a page becomes a file beside it, with
the same effect at the same place. What cannot be moved is refused: modules, addresses that are scripts, and anything
from another host.
"""

import hashlib
import re
from functools import cache
from html import unescape
from html.parser import HTMLParser

from compendium.book.site.templates import template

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    # the icons of style sheets are pictures written into them
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""Directives that a page can give itself. Who may frame a page, only a server can say: see ``docs/server``."""
SCRIPT_TYPES = {"", "text/javascript", "application/javascript"}
REFUSED_TYPES = {"module", "importmap", "speculationrules"}
LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "embed": "src", "object": "data"}
ATTRIBUTE = r"""\s+{}\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)"""
HANDLER = re.compile(ATTRIBUTE.format(r"on(\w+)"), re.IGNORECASE)
STYLE = re.compile(ATTRIBUTE.format("style"), re.IGNORECASE)
CLASS = re.compile(ATTRIBUTE.format("class"), re.IGNORECASE)
SPACE = re.compile(r"[\x00-\x20]")
"""What a browser passes over before an address's scheme, and some of it within."""
STYLES = "_static/inline-styles.css"
"""Where the styles of all pages stand, each as a class."""


def policy() -> str:
    """The policy as one line."""
    return "; ".join(f"{name} {value}" for name, value in POLICY.items())


@cache
def policy_element() -> str:
    """The element that tells a browser, at the head of a page, before anything is loaded."""
    return template("policy.html").render(policy=policy()).strip()


class PageParts(HTMLParser):
    """Reads one page and collects what is to be replaced, and by what; nothing else of it changes."""

    def __init__(self, text: str, root: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text, self.root = text, root
        self.edits: list[tuple[int, int, str]] = []
        self.files: dict[str, str] = {}
        self.styles: dict[str, str] = {}
        self.handlers: list[str] = []
        self.problems: list[str] = []
        self.head_end, self.late = 0, ""
        self.opened: tuple[int, int, str] | None = None
        self.lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take one element's tag, and note what its policy does not allow."""
        given = {name: value or "" for name, value in attrs}
        begin, written = self._place(), self.get_starttag_text() or ""
        self._refuse(tag, given, written)
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type", "") in SCRIPT_TYPES):
            self.opened = (begin, begin + len(written), tag)
            return
        if tag == "head":
            self.edits.append((begin + len(written), begin + len(written), f"\n    {policy_element()}"))
        changed = self._without_handlers(self._without_style(written, given), given)
        if changed != written:
            self.edits.append((begin, begin + len(written), changed))

    def handle_endtag(self, tag: str) -> None:
        """Move the content of an element that ends here into a file."""
        end = self._place()
        if self.opened is not None and tag == self.opened[2]:
            begin, inner, _ = self.opened
            self.opened = None
            moved, after = self._moved(tag, self.text[inner:end].strip()), self.text.index(">", end) + 1
            # a link in the middle of a drawing would not be one
            late = tag == "style" and self.head_end
            self.edits.append((begin, after, "" if late else moved))
            self.late += moved if late else ""
        elif tag == "head":
            self.head_end = end
        elif tag == "body" and self.handlers:
            self.edits.append((end, end, self._moved("script", "\n".join(dict.fromkeys(self.handlers)))))

    def rewritten(self) -> str:
        """The page with all that was noted replaced."""
        styles = _loaded("style", f"{self.root}{STYLES}") if self.styles else ""
        late = (self.head_end, self.head_end, f"{styles}{self.late}\n")
        text, at = [], 0
        for begin, end, new in sorted([*self.edits, late], key=lambda edit: edit[0]):
            text += [self.text[at:begin], new]
            at = end
        return "".join([*text, self.text[at:]])

    def _place(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def _refuse(self, tag: str, given: dict[str, str], written: str) -> None:
        address = given.get(LOADING.get(tag, ""), "") or (given.get("href", "") if tag == "link" else "")
        foreign = re.match(r"(?:https?:)?//", address) and given.get("rel") not in {"canonical", "alternate", "license"}
        if foreign or given.get("type") in REFUSED_TYPES or "srcdoc" in given or any(
                SPACE.sub("", value).lower().startswith("javascript:") for value in given.values()):
            self.problems.append(f"the pages' policy does not allow {written[:200]}")

    def _moved(self, tag: str, content: str) -> str:
        """The element that loads, from a file named by its content, what stood in the page."""
        if not content:
            return ""
        mark = hashlib.sha256(content.encode()).hexdigest()[:12]
        name = f"_static/inline-{mark}.{'js' if tag == 'script' else 'css'}"
        self.files[name] = content + "\n"
        return _loaded(tag, f"{self.root}{name}")

    def _without_style(self, written: str, given: dict[str, str]) -> str:
        found = STYLE.search(written)
        if "style" not in given or found is None:
            return written
        name = f"s-{hashlib.sha256(given['style'].encode()).hexdigest()[:10]}"
        self.styles[name] = given["style"]
        return _with_class(written[:found.start()] + written[found.end():], name)

    def _without_handlers(self, written: str, given: dict[str, str]) -> str:
        for found in list(HANDLER.finditer(written)):
            event, code = found[1].lower(), unescape(found[2].strip("\"'"))
            if f"on{event}" not in given:
                continue
            name = f"h-{hashlib.sha256((event + code).encode()).hexdigest()[:10]}"
            self.handlers.append(f'document.querySelectorAll(".{name}").forEach((each) => '
                                 f'each.addEventListener("{event}", function (event) {{ {code} }}));')
            written = _with_class(written.replace(found[0], "", 1), name)
        return written


def _loaded(kind: str, address: str) -> str:
    """The element that loads a script or a style sheet."""
    return template("loaded.html").render(kind=kind, address=address)


def _with_class(written: str, name: str) -> str:
    """A start tag with one more class."""
    found = CLASS.search(written)
    if found is None:
        return re.sub(r"^<[\w-]+", rf'\g<0> class="{name}"', written, count=1)
    classes = found[1].strip("\"'")
    return f'{written[:found.start()]} class="{classes} {name}"{written[found.end():]}'
