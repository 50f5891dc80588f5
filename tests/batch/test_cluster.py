"""A run on a cluster: a scheduler and workers as processes of their own, and what goes wrong with them."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from subprocess import Popen
from time import monotonic

import pytest
from cluster_jobs import Poison, Slow, Told
from servers import free_port, scheduler, worker

from govreport_writer import messages
from govreport_writer.batch.checking import CheckUnit
from govreport_writer.batch.cluster import Cluster
from govreport_writer.batch.cluster_client import connected
from govreport_writer.batch.executor import Failed, Here, Limits
from govreport_writer.batch.rendering import RenderUnit
from govreport_writer.cli import run
from govreport_writer.cli.inputs import units_of
from govreport_writer.documents.files import Order
from govreport_writer.errors import ClusterError

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
CLEAN, BROKEN = ("county-audit-2024", "zhenhai-2018", "sifangtai-2017"), "broken-2024"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture(scope="module")
def bare(folder: Path) -> Iterator[str]:
    with scheduler(folder) as address:
        yield address


@pytest.fixture(scope="module")
def address(folder: Path, bare: str) -> Iterator[str]:
    with worker(folder, bare, "steady"):
        yield bare


@pytest.fixture(scope="module")
def second(folder: Path, address: str) -> Iterator[Popen[bytes]]:
    with worker(folder, address, "second", "--no-nanny") as process:
        yield process


def test_scheduler_without_workers__is_one_line(
    bare: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run first: the worker is not there yet."""
    monkeypatch.setattr("govreport_writer.batch.cluster_client.GATHER", 1)

    code = run(["check", str(SAMPLES / "county-audit-2024"), "--scheduler", bare, "--lang", "en"])

    assert code == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.endswith(f"has no workers; run dask worker {bare} on the machines that are to work")


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rendering(folder: str) -> RenderUnit:
    return RenderUnit(CheckUnit(), Order(folder, ("docx", "html")), receipts=True)


def test_render__is_the_same_on_a_cluster_as_at_home(
    address: str, second: Popen[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*CLEAN, BROKEN):
        (tmp_path / "units" / name).mkdir(parents=True)
        shutil.copy(SAMPLES / name / "report.yaml", tmp_path / "units" / name)
    (tmp_path / "units/unreadable.yaml").write_bytes(b"year: 2019\nyear: 2020\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    units = units_of(["units"])

    here = dict(Here().run(rendering("here"), units))
    there = dict(Cluster(address).run(rendering("there"), units))

    assert [replace(here[index], files=()) for index in sorted(here)] == [
        replace(there[index], files=()) for index in sorted(there)
    ]
    assert tree(tmp_path / "here") == tree(tmp_path / "there")
    assert len(tree(tmp_path / "here")) == len(CLEAN) * len(("docx", "html", "receipt"))


def test_poison__costs_its_own_unit_alone(address: str, second: Popen[bytes]) -> None:
    items = ["a", "exit", "b", "hang", "raise", "c", "memory", "unpicklable", "d"]
    limits = Limits(seconds=3, memory=3 * 2**30)

    results = dict(Cluster(address, limits).run(Poison(), items))

    assert sorted(results) == list(range(len(items)))
    assert [results[index] for index in (0, 2, 5, 8)] == ["a", "b", "c", "d"]
    causes = {items[at]: result.cause for at, result in results.items() if isinstance(result, Failed)}
    assert causes == {
        "exit": "crash",
        "hang": "time",
        "raise": "error",
        "memory": "memory",
        "unpicklable": "error",
    }


def test_settings__are_taken_over(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234")
    messages.use_language("en")
    Path("here.txt").touch()

    told = dict(Cluster(address).run(Told(), ["here.txt"] * 6))

    assert set(told.values()) == {("en", str(tmp_path), "1234", True, False)}


def test_run_that_is_left_early__ends_its_work(address: str, tmp_path: Path) -> None:
    results = Cluster(address).run(Slow(str(tmp_path)), range(100))
    next(results)

    results.close()  # type: ignore[attr-defined]  # a generator

    assert len(list(Cluster(address).run(Told(), ["x"]))) == 1
    assert sum(len(notes.read_text().split()) for notes in tmp_path.iterdir()) < 20


def test_work__is_shared_by_all_workers(address: str, second: Popen[bytes], tmp_path: Path) -> None:
    results = dict(Cluster(address).run(Slow(str(tmp_path)), range(10)))

    assert results == {index: index * index for index in range(10)}
    done = [len(notes.read_text().split()) for notes in tmp_path.iterdir()]
    assert len(done) == 2
    assert min(done) >= 3


def test_workers_that_are_killed__cost_no_unit(address: str, second: Popen[bytes], tmp_path: Path) -> None:
    """Run last: the second worker does not come back; the nanny of the first one starts another."""
    with connected(address) as client:
        both = client.run(os.getpid).values()
    results = {}
    for index, result in Cluster(address).run(Slow(str(tmp_path)), range(20)):
        if not results:
            for pid in both:
                os.kill(pid, signal.SIGKILL)
        results[index] = result

    assert results == {index: index * index for index in range(20)}
    assert len(both) == 2
    assert second.wait(10) == -signal.SIGKILL


def test_address_without_scheduler__is_one_line_soon(capsys: pytest.CaptureFixture[str]) -> None:
    address, began = f"tcp://127.0.0.1:{free_port()}", monotonic()

    code = run(["check", str(SAMPLES / "county-audit-2024"), "--scheduler", address, "--lang", "en"])

    assert code == 2
    assert monotonic() - began < 10
    [line] = capsys.readouterr().err.splitlines()
    assert f"no scheduler answers at {address}" in line


@pytest.mark.parametrize("address", ["nowhere://127.0.0.1", "tcp://127.0.0.1", "tcp://127.0.0.1:port"])
def test_address_that_is_none__is_refused(address: str) -> None:
    with pytest.raises(ClusterError, match="tcp://host:8786"):
        list(Cluster(address).run(Poison(), ["a"]))
