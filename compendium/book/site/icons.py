"""The few icons that the pages show, as pictures in the style sheet, in place of fonts with thousands of them.

The theme draws its icons as letters of Font Awesome's fonts, and carries the same icons as outlines in a
script. Fonts and script weigh three megabytes. Here each letter that is left in a style sheet becomes the
outline that belongs to it, as a mask filled with the colour of the text around it.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from urllib.parse import quote

OUTLINES = "theme/pydata_sphinx_theme/static/scripts/fontawesome.js"
OUTLINE = re.compile(r'\[(\d+),(\d+),\[[^\]]*\],"([0-9a-f]+)",\s*"([^"]+)"\]')
LETTER = re.compile(r'"(?:\\([ef][0-9a-f]{3})|([\ue000-\uf8ff]))"')
RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
NAMED = re.compile(r'content:\s*(var\(--pst-(?:icon|breadcrumb)-[\w-]+\)|url\("data:image/svg[^"]*"\))')
FONT = re.compile(r"(?:font:\s*var\(--fa-font-\w+\)|font-family:\s*Font Awesome[^;}]*)")
MASKED = ("display:inline-block;width:1em;height:1em;font:inherit;background-color:currentColor;"
          "mask:var(--icon) center/contain no-repeat;forced-color-adjust:preserve-parent-color")
SHEET = (f":is(.fa,.fas,.far,.fab,.fa-solid,.fa-regular,.fa-brands)::before{{{MASKED};width:1.25em;"
         "vertical-align:-.125em}@media (forced-colors:active){"
         ":is(.fa,.fas,.far,.fab,.fa-solid,.fa-regular,.fa-brands)::before"
         "{background-color:ButtonText;forced-color-adjust:none}}")


def with_pictures(sheet: str) -> str:
    """A style sheet whose icons are pictures; unchanged where it shows none."""
    if not FONT.search(sheet):
        return sheet
    pictured = LETTER.sub(lambda found: _picture(found[1] or f"{ord(found[2]):x}") or found[0], sheet)
    return RULE.sub(_masked, NAMED.sub(r'content:"";--icon:\1', pictured)) + SHEET


def _masked(rule: re.Match[str]) -> str:
    """A rule that names the font: what is a letter of it needs the box that the mask fills, all else nothing."""
    letter = ":before" in rule[1] or ":after" in rule[1]
    return f"{rule[1]}{{{FONT.sub(MASKED if letter else '', rule[2])}}}"


def _picture(letter: str) -> str:
    """The outline of a letter as the address of a picture; nothing where the theme has none."""
    outline = _outlines().get(letter)
    if outline is None:
        return ""
    width, height, path = outline
    drawn = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'><path d='{path}'/></svg>"
    return f'url("data:image/svg+xml,{quote(drawn, safe="/:=, ")}")'


@cache
def _outlines() -> Mapping[str, tuple[str, str, str]]:
    """Width, height and path of each icon by its letter; the solid ones come last in the script, and win."""
    script = (files("pydata_sphinx_theme") / OUTLINES).read_text(encoding="utf-8")
    return {letter: (width, height, path) for width, height, letter, path in OUTLINE.findall(script)}
