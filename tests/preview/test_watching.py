"""Every way in which office programs save a file is noticed, and what is not the file is not."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from pathlib import Path
from time import monotonic

import pytest

from govreport_writer.preview import watching
from govreport_writer.preview.watching import changes

pytestmark = pytest.mark.slow

AT_ONCE = 1.0
"""Seconds within which a change has to be told: less than a tick."""


def write(path: Path) -> None:
    path.write_text("new", encoding="utf-8")


def rename_over(path: Path) -> None:
    other = path.with_name("~wps1234.tmp")
    other.write_text("new", encoding="utf-8")
    os.replace(other, path)


def move_away_and_back(path: Path) -> None:
    path.rename(path.with_suffix(".bak"))
    path.write_text("new", encoding="utf-8")


def remove(path: Path) -> None:
    path.unlink()


def put_beside(path: Path) -> None:
    path.with_name("report.explanations.yaml").write_text("x", encoding="utf-8")


def watch(path: Path, work: Callable[[AsyncGenerator[None]], Awaitable[None]], *more: Path) -> None:
    async def watched() -> None:
        files = (path, path.with_name("report.explanations.yaml"), *more)
        async with aclosing(changes(lambda: files)) as ticks:
            await work(ticks)

    asyncio.run(asyncio.wait_for(watched(), 20))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "report.xlsx"
    path.write_text("old", encoding="utf-8")
    return path


async def told_after(ticks: AsyncGenerator[None], change: Callable[[], object]) -> float:
    """Return the seconds from a change to when it is told."""
    asyncio.get_running_loop().call_later(0.3, change)
    start = monotonic() + 0.3
    await anext(ticks)
    return monotonic() - start


@pytest.mark.parametrize("save", [write, rename_over, move_away_and_back, remove, put_beside])
def test_save__is_told_at_once_after_the_quiet(path: Path, save: Callable[[Path], None]) -> None:
    async def work(ticks: AsyncGenerator[None]) -> None:
        seconds = await told_after(ticks, lambda: save(path))
        assert watching.DEBOUNCE / 1000 * 0.5 < seconds < AT_ONCE

    watch(path, work)


def test_recreated_file__is_told_at_once(path: Path) -> None:
    async def work(ticks: AsyncGenerator[None]) -> None:
        await told_after(ticks, path.unlink)
        assert await told_after(ticks, lambda: write(path)) < AT_ONCE

    watch(path, work)


@pytest.mark.parametrize("name", ["~$report.xlsx", ".~lock.report.xlsx#", "report.tmp", "other.xlsx"])
def test_other_files__are_not_told_before_the_tick(
    path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "TICK", 1_400)

    async def work(ticks: AsyncGenerator[None]) -> None:
        assert await told_after(ticks, lambda: write(path.with_name(name))) > AT_ONCE

    watch(path, work)


def test_tick__comes_where_nothing_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "TICK", 100)

    async def work(ticks: AsyncGenerator[None]) -> None:
        start = monotonic()
        for _ in range(3):
            await anext(ticks)
        assert 0.2 < monotonic() - start < 2

    watch(path, work)


def test_folder__deleted_and_made_again_is_watched_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "TICK", 100)
    path = tmp_path / "in" / "report.xlsx"
    path.parent.mkdir()
    write(path)

    async def work(ticks: AsyncGenerator[None]) -> None:
        await anext(ticks)
        shutil.rmtree(path.parent)
        for _ in range(4):
            await anext(ticks)
        path.parent.mkdir()
        write(path)
        for _ in range(4):
            await anext(ticks)
        monkeypatch.setattr(watching, "TICK", 5_000)
        for _ in range(2):
            await anext(ticks)
        assert await told_after(ticks, lambda: rename_over(path)) < AT_ONCE

    watch(path, work)


def test_storm__is_told_though_there_is_no_quiet(path: Path) -> None:
    async def work(ticks: AsyncGenerator[None]) -> None:
        saving = asyncio.create_task(save_often())
        start = monotonic()
        await anext(ticks)
        assert monotonic() - start < watching.STORM / 1000 + AT_ONCE
        saving.cancel()

    async def save_often() -> None:
        while True:
            rename_over(path)
            await asyncio.sleep(0.01)

    watch(path, work)
