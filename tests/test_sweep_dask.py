"""The same sweep on a cluster: a scheduler and worker processes on this machine, one of them killed in the middle."""

import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from sweep_book import made, write_sweep_book

from compendium.errors import CompendiumError
from compendium.execution.sweep import Settings
from compendium.execution.sweep_command import sweep
from compendium.execution.sweep_dask import machine_prints, sorted_workers

pytest.importorskip("distributed", reason="Dask is not installed: pip install distributed")
pytestmark = [pytest.mark.skipif(sys.platform != "linux", reason="chapters are forked on Linux alone"),
              # the client's own clean-up leaves sockets to the collector
              pytest.mark.filterwarnings("ignore::ResourceWarning")]
TOOL = [sys.executable, "-m", "dask"]


@contextmanager
def running(*command: str, log: Path, folder: Path):
    with log.open("w") as said:
        process = subprocess.Popen([*TOOL, *command], cwd=folder, stdout=said, stderr=said)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@contextmanager
def cluster(tmp_path: Path, *folders: Path):
    """The address of a scheduler, and a worker of one thread in each folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    with running("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", log=tmp_path / "scheduler",
                 folder=tmp_path):
        workers = [running("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", str(at),
                           "--local-directory", str(tmp_path / f"scratch-{at}"), log=tmp_path / f"worker-{at}",
                           folder=folder) for at, folder in enumerate(folders)]
        with workers[0] as first, workers[1] as second:
            deadline = time.monotonic() + 120
            while not all("Registered to" in (tmp_path / f"worker-{at}").read_text() for at in (0, 1)):
                assert time.monotonic() < deadline, (tmp_path / "worker-0").read_text()
                time.sleep(0.1)
            yield address, first, second


def run(book: Path, address: str, given: dict[str, str]):
    return sweep(book, "trade", given, settings=Settings(timeout=120), scheduler=address, progress=False)


def test_a_sweep_on_two_workers_loses_nothing_when_one_is_killed(tmp_path):
    log = tmp_path / "made.txt"
    book = write_sweep_book(tmp_path / "book", log)
    with cluster(tmp_path, book, book) as (address, first, _):
        import threading

        def kill() -> None:
            deadline = time.monotonic() + 120
            while len(made(log)) < 4 and time.monotonic() < deadline:
                time.sleep(0.05)
            first.kill()

        killer = threading.Thread(target=kill)
        killer.start()
        told, failures = run(book, address, {"tonnes": "1:12:1", "wait": "0.3"})
        killer.join()
        assert first.wait(timeout=10) == -9
    assert failures == [] and "12 runs made, 0 kept from before; 12 of 12 stand in " in told[-1]
    assert {line.split()[0] for line in made(log)} == {f"{each}.0" for each in range(1, 13)}
    # what the cluster made is kept here like what this machine makes
    told, _ = sweep(book, "trade", {"tonnes": "1:12:1", "wait": "0.3"}, settings=Settings(), progress=False)
    assert "0 runs made, 12 kept" in told[-1]


def test_a_worker_whose_data_differ_gets_no_runs(tmp_path):
    log = tmp_path / "made.txt"
    book = write_sweep_book(tmp_path / "book", log)
    other = tmp_path / "other"
    shutil.copytree(book, other)
    with (other / "data/trade.csv").open("a") as file:
        file.write("\n")
    with cluster(tmp_path, book, other) as (address, first, _):
        told, failures = run(book, address, {"tonnes": "1:3:1"})
        assert failures == [] and "differs and gets no runs: data/trade.csv" in told[0] and "3 of 3" in told[-1]
        first.kill()
        first.wait()
        time.sleep(1)
        with pytest.raises(CompendiumError, match=r"no worker at .* is like this machine; worker .* differs"):
            run(book, address, {"tonnes": "4:5:1"})


def test_a_run_that_a_worker_does_not_end_is_told(tmp_path, monkeypatch):
    from distributed import LocalCluster

    def broken(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr("compendium.execution.sweep_dask.run_there", broken)
    book = write_sweep_book(tmp_path / "book", tmp_path / "made.txt")
    monkeypatch.setenv("COMPENDIUM_BOOK", str(book))
    with LocalCluster(n_workers=1, processes=False, protocol="tcp", dashboard_address=None) as one:
        _, failures = run(book, one.scheduler_address, {"tonnes": "1"})
    assert [str(each) for each in failures] == [
        "chapters/trade.md: came to no end on the cluster: the disk is full (tonnes=1.0)"]


def test_what_differs_is_named(tmp_path):
    ours = {"Python": "3.11.7", "data/a.csv": "1", "requirements.txt": "2"}
    good, bad = sorted_workers(ours, {"tcp://a": dict(ours), "tcp://b": ours | {"Python": "3.12.1"},
                                      "tcp://c": {"book": "there is no book at /x"}})
    assert good == ["tcp://a"]
    assert bad == ["worker tcp://b differs and gets no runs: Python",
                   "worker tcp://c differs and gets no runs: there is no book at /x"]
    assert {"Python", "requirements.txt", "data/claims.csv", "compendium/fingerprints.py"} <= set(
        machine_prints(Path(__file__).parent.parent))


def test_a_scheduler_that_does_not_answer_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("compendium.execution.sweep_dask.WAIT", 1)
    book = write_sweep_book(tmp_path / "book", tmp_path / "made.txt")
    with pytest.raises(CompendiumError, match=r"answers at tcp://127\.0\.0\.1:9: .*; allowed: tcp://host:port of one"):
        run(book, "tcp://127.0.0.1:9", {"tonnes": "1"})
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CompendiumError, match="--scheduler needs Dask: pip install distributed"):
        run(book, "tcp://127.0.0.1:9", {"tonnes": "1"})


def test_a_scheduler_without_a_worker_is_told(tmp_path, monkeypatch):
    from distributed import LocalCluster

    monkeypatch.setattr("compendium.execution.sweep_dask.WAIT", 0.2)
    book = write_sweep_book(tmp_path / "book", tmp_path / "made.txt")
    with (LocalCluster(n_workers=0, processes=False, protocol="tcp", dashboard_address=None) as none,
          pytest.raises(CompendiumError, match=r"the scheduler at tcp://.* has no worker; start some: dask worker ")):
        run(book, none.scheduler_address, {"tonnes": "1"})
