"""What a page of the book may load and run: its own files, and nothing that stands in the page itself.

The policy holds over HTTP and from a file alike. For a page that was opened from a file, browsers take
``'self'`` to mean classic scripts, style sheets and pictures beside it; modules and anything inline stay out.
"""

from functools import cache

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


def policy() -> str:
    """The policy as one line."""
    return "; ".join(f"{name} {value}" for name, value in POLICY.items())


@cache
def meta() -> str:
    """The element that tells a browser, at the head of a page, before anything is loaded."""
    return template("policy.html").render(policy=policy()).strip()
