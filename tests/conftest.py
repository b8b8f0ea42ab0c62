"""What all tests share: the repository, its ledger, a small seeds folder to break, the articles' texts, a browser."""

import multiprocessing
import os
import shutil
import signal
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import other_process
import pytest

from compendium.evidence import Ledger, read_ledger

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium")


def pytest_addoption(parser):
    parser.addoption("--texts", type=Path, help="the folder with the articles' texts")


def pytest_configure(config):
    # a shell ignores Ctrl-C for what it runs in the background, and all that is started there would inherit it
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(NamedAtOnce(config))


class NamedAtOnce:
    """Names a test as soon as it fails: a run that is cut off has then said which."""

    def __init__(self, config):
        self.config = config

    def pytest_runtest_logreport(self, report):
        if report.failed:
            told = str(getattr(getattr(report.longrepr, "reprcrash", None), "message", "")).partition("\n")[0]
            screen = self.config.pluginmanager.get_plugin("terminalreporter")
            screen.write_line(f"\nFAILED {report.nodeid}: {told[:300]}")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    return read_ledger(ROOT / "seeds")


@pytest.fixture(scope="session")
def texts(request) -> Path:
    folder = request.config.getoption("--texts")
    if folder is None or not folder.is_dir():
        pytest.skip("the articles' texts are not here; name their folder with --texts")
    return folder


@pytest.fixture(scope="module")
def command():
    """Run a command on another book than this one: its words, and the folder in which it is run.

    Returns the exit code and the output.
    """
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as there:
        yield lambda *words, folder=None: there.submit(
            other_process.run_there, [str(word) for word in words], folder).result()


# a driver kept open for the whole session would get in the way of tests that run an event loop of their own
@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium; tests are skipped without it, but not in CI, which installs it."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("there is no 'chromium' on the PATH")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def seeds(tmp_path) -> Path:
    """A copy of seeds/ that a test may break."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copy(ROOT / "_config.yml", tmp_path)  # it names the subject
    return tmp_path / "seeds"


@pytest.fixture
def edit(seeds):
    """Replace a text in one file of the copied seeds/; fails where the text is not there."""
    def replace(name: str, old: str, new: str) -> None:
        path = seeds / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return replace
