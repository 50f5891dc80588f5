"""What a cluster is refused for before any unit is sent, and what becomes of tasks that fail."""

from __future__ import annotations

import os
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from distributed import KilledWorker

from govreport_writer import messages
from govreport_writer.batch import cluster_client
from govreport_writer.batch.cluster import _failure
from govreport_writer.batch.cluster_work import Abroad, versions
from govreport_writer.batch.executor import Failed
from govreport_writer.errors import ClusterError

ADDRESS = "tcp://10.0.0.1:8786"


def cluster(scheduler: Callable[[], Any], workers: Callable[[], Any]) -> Any:
    return SimpleNamespace(run_on_scheduler=lambda _ask: scheduler(), run=lambda _ask: workers())


def lacking() -> None:
    raise ModuleNotFoundError("No module named 'govreport_writer'")


def test_cluster_of_the_same_version__is_taken() -> None:
    here = versions()

    cluster_client._refuse_others(cluster(lambda: here, lambda: {"tcp://a": here, "tcp://b": here}), ADDRESS)


@pytest.mark.parametrize("changed", sorted(versions()))
def test_worker_of_another_version__is_named_in_one_line(changed: str) -> None:
    messages.use_language("en")
    here = versions()
    there = cluster(lambda: here, lambda: {"tcp://a": here, "tcp://b": here | {changed: "0.0"}})

    with pytest.raises(ClusterError) as refused:
        cluster_client._refuse_others(there, ADDRESS)

    line = str(refused.value)
    assert f"tcp://b has {', '.join(f'{name} {v}' for name, v in (here | {changed: '0.0'}).items())}" in line
    assert ADDRESS in line


def test_cluster_without_the_program__is_one_line() -> None:
    messages.use_language("en")

    with pytest.raises(ClusterError, match=r"lacks govreport-writer \(No module named"):
        cluster_client._refuse_others(cluster(lacking, dict), ADDRESS)


def test_unit_whose_workers_died_again_and_again__is_a_crash() -> None:
    killed = KilledWorker("task", None, 3)  # type: ignore[no-untyped-call]  # its library has few types

    assert _failure(killed) == Failed("crash", "KilledWorker")
    assert _failure(OSError("no process")) == Failed("error", "OSError: no process")


def test_settings__travel_with_the_job(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    messages.use_language("en")
    job = Abroad.of_this_process(len)
    monkeypatch.chdir("/")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "99")
    messages.use_language("zh")

    assert job([1, 2]) == 2

    assert messages.language() == "en"
    assert "SOURCE_DATE_EPOCH" not in os.environ
    assert os.getcwd() == str(tmp_path)
