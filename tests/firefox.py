"""Debian's Firefox, driven over WebDriver BiDi, the standard that it speaks itself: no driver beside it is needed.

Playwright brings a Firefox of its own, which is not the one that readers have.
"""

import asyncio
import json
import queue
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any

from tornado.websocket import websocket_connect

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
SECONDS = 60
PREFERENCES = """user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.disabledForTesting", true);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
user_pref("toolkit.telemetry.enabled", false);
"""
EVENTS = ["log.entryAdded", "network.beforeRequestSent", "network.fetchError"]
WATCH = """() => document.addEventListener("securitypolicyviolation", (event) => console.error(
  "refused by the policy:", event.violatedDirective, event.blockedURI))"""


class Firefox:
    """One window; ``wrong`` is what its pages said that they should not, or asked of other hosts."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self._loop, self._number, self._folder = asyncio.new_event_loop(), 0, Path(tempfile.mkdtemp())
        (self._folder / "user.js").write_text(PREFERENCES, encoding="utf-8")
        self._process = subprocess.Popen(
            [str(FIREFOX), "--headless", "--no-remote", "--profile", str(self._folder), "--remote-debugging-port", "0"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert self._process.stderr is not None
        self._says = self._process.stderr
        try:
            self._socket = self._done(
                websocket_connect, f"{self._address()}/session", max_message_size=50_000_000)
            self.ask("session.new", capabilities={})
            self.ask("session.subscribe", events=EVENTS)
            self.ask("script.addPreloadScript", functionDeclaration=WATCH)
            self._window = self.ask("browsingContext.getTree")["contexts"][0]["context"]
            self.ask("browsingContext.setViewport", context=self._window, viewport={"width": 1280, "height": 900})
        except BaseException:
            self.close()
            raise

    def _address(self) -> str:
        """Where the browser listens, as it says itself; the rest of what it says is read and dropped."""
        said: queue.Queue[str] = queue.Queue()

        def read() -> None:
            for line in self._says:
                said.put(line)

        self._reading = threading.Thread(target=read, daemon=True)
        self._reading.start()
        while not (line := said.get(timeout=SECONDS)).startswith("WebDriver BiDi listening on "):
            pass
        return line.split()[-1]

    def _done(self, begun: Any, *words: Any, **options: Any) -> Any:
        """What a call gives that has to be waited for; it begins within this browser's own loop."""
        async def within() -> Any:
            return await asyncio.wait_for(begun(*words, **options), SECONDS)
        return self._loop.run_until_complete(within())

    def ask(self, method: str, **parameters: Any) -> Any:
        """Send one command, note the events that come meanwhile, and return what it gives."""
        self._number += 1
        said = json.dumps({"id": self._number, "method": method, "params": parameters})
        self._done(self._socket.write_message, said)
        while True:
            told = json.loads(self._done(self._socket.read_message))
            if told["type"] == "event":
                self._note(told["method"], told["params"])
            elif told["id"] == self._number:
                assert told["type"] == "success", told
                return told["result"]

    def _note(self, method: str, told: dict[str, Any]) -> None:
        if method == "log.entryAdded":
            if told["level"] in {"error", "warn"}:
                self.wrong.append(f"{told['level']}: {told['text']}")
            return
        address = told["request"]["url"]
        if method == "network.fetchError":
            self.wrong.append(f"failed: {address}")
        elif not address.startswith(("file:", "data:", "blob:", "about:")):
            self.wrong.append(f"another host: {address}")

    def open(self, address: str) -> None:
        """Go to a page and wait until it is loaded."""
        self.ask("browsingContext.navigate", context=self._window, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """What an expression gives on the page, a promise being waited for: a truth, a number or a text."""
        told = self.ask("script.evaluate", expression=expression, awaitPromise=True, target={"context": self._window})
        assert told["type"] == "success", told["exceptionDetails"]["text"]
        return told["result"].get("value")

    def until(self, expression: str) -> None:
        """Wait until an expression is true of the page."""
        turns = (f"(async () => {{ for (let turn = 0; turn < {SECONDS * 20}; turn += 1) {{"
                 f" if ({expression}) return true;"
                 " await new Promise((resolve) => setTimeout(resolve, 40)); } return false; })()")
        assert self.evaluate(turns), f"never true: {expression}"

    def point(self, x: int, y: int) -> None:
        """Move the mouse to a point of the window."""
        self.ask("input.performActions", context=self._window, actions=[
            {"type": "pointer", "id": "mouse", "actions": [{"type": "pointerMove", "x": x, "y": y}]}])

    def type(self, text: str) -> None:
        """Press the keys of a text, one after the other."""
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self.ask("input.performActions", context=self._window, actions=[
            {"type": "key", "id": "keyboard", "actions": keys}])

    def close(self) -> None:
        """End the browser, and remove its profile."""
        self._process.terminate()
        self._process.wait(SECONDS)
        self._reading.join(SECONDS)
        self._says.close()
        self._loop.close()
        shutil.rmtree(self._folder, ignore_errors=True)
