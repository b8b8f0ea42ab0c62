"""Opening a page of the built book as a reader does, from a file or over HTTP, and noting all that goes wrong."""

import functools
import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WATCH = """(() => {
  window.seen = {violations: [], shift: 0};
  document.addEventListener("securitypolicyviolation", (event) => seen.violations.push(
    [event.violatedDirective, event.blockedURI, event.sourceFile, event.lineNumber, event.sample].join(" ")));
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
  }).observe({type: "layout-shift", buffered: true});
})()"""
"""Notes what the browser refuses, and how far things move that no reader has touched."""
READ = """async () => {
  const later = (time) => new Promise((resolve) => setTimeout(resolve, time));
  for (const chart of document.querySelectorAll(".chart")) {
    chart.scrollIntoView({block: "center", behavior: "instant"});
    for (let tries = 0; tries < 300 && !chart.classList.contains("drawn"); tries += 1) await later(20);
    // what has been drawn is painted before the reader goes on
    await later(40);
  }
  await later(100);
  return {...seen, charts: document.querySelectorAll(".chart").length,
          drawn: document.querySelectorAll(".chart.drawn .chart-drawing svg").length,
          too_wide: document.documentElement.scrollWidth - window.innerWidth};
}"""
"""Comes past every chart of a page, as each is drawn only when a reader comes near."""


@dataclass
class Visit:
    """One page as a browser saw it."""

    requests: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    shift: float = 0.0
    charts: int = 0
    drawn: int = 0

    def look(self, page: Any) -> None:
        """Read the whole page, and note what the browser refused, what was not drawn, and what is too wide."""
        seen = page.evaluate(READ)
        self.wrong += [f"refused by the policy: {violation}" for violation in seen["violations"]]
        self.shift, self.charts, self.drawn = seen["shift"], seen["charts"], seen["drawn"]
        if self.drawn != self.charts:
            self.wrong.append(f"{self.drawn} of {self.charts} charts drawn")
        if seen["too_wide"] > 0:
            self.wrong.append(f"{seen['too_wide']} px wider than the window")


def opened(context: Any, base: str) -> tuple[Any, Visit]:
    """A new tab that allows requests to the book alone, and the record of what it does."""
    page, visit = context.new_page(), Visit()
    page.add_init_script(WATCH)
    page.on("console", lambda said: visit.wrong.append(f"{said.type}: {said.text}")
            if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: visit.wrong.append(f"error: {error}"))
    page.on("requestfailed", lambda asked: visit.wrong.append(f"failed: {asked.url}"))
    page.on("request", lambda asked: _note(visit, asked.url, base))
    return page, visit


def _note(visit: Visit, address: str, base: str) -> None:
    if address.startswith(base):
        visit.requests.append(address)
    elif not address.startswith("data:"):
        visit.wrong.append(f"another host: {address}")


def until(page: Any, expression: str, argument: object = None, seconds: float = 20) -> None:
    """Wait until an expression is true of a page; Playwright's own way runs text as code, which the policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression, argument):
        assert time.monotonic() < end, f"never true within {seconds:.0f} s: {expression}"
        page.wait_for_timeout(20)


@contextmanager
def served(folder: Path, headers: dict[str, str] | None = None) -> Iterator[str]:
    """The book over HTTP on this machine, with the headers that a server would add; gives its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def end_headers(self) -> None:
            """Add the headers of the sample configurations."""
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            super().end_headers()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
