"""Only the newest save counts, a failed rebuild keeps the last good page, nothing stale is called fresh."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path
from time import sleep

import pytest
from preview.serving import CLEAN

from govreport_writer import messages
from govreport_writer.errors import SubmissionError
from govreport_writer.preview.build import Build, file_builder
from govreport_writer.preview.inputs import Inputs
from govreport_writer.preview.live import Live


class Saved:
    """A file as a builder sees it: `text` is what stands in it, None when it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.good = file_builder(CLEAN, Inputs())()
        self.read: list[str | None] = []
        self.slow = 0.0
        self.meanwhile: Callable[[], None] = lambda: None

    def save(self, text: str) -> None:
        other = self.path.with_suffix(".tmp")
        other.write_text(text, encoding="utf-8")
        os.replace(other, self.path)

    def build(self) -> Build:
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            text = None
        self.read.append(text)
        self.meanwhile()
        sleep(self.slow)
        if text is None:
            raise SubmissionError("file.missing", file=self.path.name)
        if text == "half":
            raise SubmissionError("workbook.damaged", file=self.path.name)
        if text == "bug":
            raise ZeroDivisionError(text)
        return self.good

    def live(self) -> Live:
        return Live("file", self.build, lambda _build: (self.path,))


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    file = Saved(tmp_path / "report.yaml")
    file.save("1")
    return file


def run(work: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(work(), 20))  # type: ignore[arg-type]  # a coroutine function


def test_storm_of_saves__is_a_few_builds_and_the_last_one_is_shown(saved: Saved) -> None:
    saved.slow = 0.05

    async def work() -> None:
        live = saved.live()
        await live.refresh()

        def save_often() -> None:
            for number in range(100):
                saved.save(f"{number:04}")
                sleep(0.005)

        storm = threading.Thread(target=save_often)
        storm.start()

        async def told() -> AsyncGenerator[None]:
            while storm.is_alive():
                yield
                await asyncio.sleep(0.005)
            yield

        await live.follow(told())
        assert saved.read[-1] == "0099"
        assert len(saved.read) < 60
        assert live.shown.fresh
        assert await live.is_current()

    run(work)


def test_changes_at_once__are_one_build(saved: Saved) -> None:
    async def work() -> None:
        live = saved.live()
        await live.refresh()
        saved.save("2")

        async def told_often() -> AsyncGenerator[None]:
            for _ in range(50):
                yield

        await live.follow(told_often())

    run(work)
    assert saved.read == ["1", "2"]


def test_file_that_moves_while_it_is_read__is_read_again_before_it_is_shown(saved: Saved) -> None:
    async def work() -> None:
        live = saved.live()
        await live.refresh()
        first = live.shown.generation
        later = iter(["3", "4"])
        saved.meanwhile = lambda: [saved.save(each) for each in [next(later, "")] if each]  # type: ignore[assignment]
        saved.save("2")
        await live.refresh()
        assert live.shown.generation == first + 1
        assert live.shown.fresh

    run(work)
    assert saved.read == ["1", "2", "3", "4"]


def test_page_of_an_earlier_save__is_not_current_while_the_next_is_built(saved: Saved) -> None:
    saved.slow = 0.1

    async def work() -> None:
        live = saved.live()
        await live.refresh()
        assert await live.is_current()
        saved.save("2")
        refreshing = asyncio.create_task(live.refresh())
        while not refreshing.done():
            assert not await live.is_current() or refreshing.done()
            await asyncio.sleep(0.005)
        assert await live.is_current()

    run(work)


def test_file_that_never_stands_still__is_shown_but_not_called_fresh(saved: Saved) -> None:
    async def work() -> None:
        live = saved.live()
        saved.meanwhile = lambda: saved.save(str(len(saved.read)))
        await live.refresh()
        assert live.shown.build is saved.good
        assert live.shown.problem is None
        assert not live.shown.fresh
        saved.meanwhile = lambda: None

        async def told() -> AsyncGenerator[None]:
            yield

        await live.follow(told())
        assert live.shown.fresh

    run(work)


def test_half_written_file__is_waited_for_and_no_problem_is_shown(saved: Saved) -> None:
    seen: list[str | None] = []

    async def work() -> None:
        live = saved.live()
        await live.refresh()
        saved.save("half")
        saved.meanwhile = lambda: saved.save("whole") if len(saved.read) == 3 else None
        refreshing = asyncio.create_task(live.refresh())
        while not refreshing.done():
            seen.append(live.shown.problem)
            await asyncio.sleep(0.005)
        assert live.shown.fresh

    run(work)
    assert set(seen) == {None}
    assert saved.read == ["1", "half", "half", "whole"]


def test_file_that_stays_broken__keeps_the_last_good_page_and_says_why_once(saved: Saved) -> None:
    async def work() -> None:
        live = saved.live()
        await live.refresh()
        good = live.shown
        saved.save("half")
        await live.refresh()
        failed = live.shown
        assert (failed.build, failed.facts) == (good.build, good.facts)
        assert failed.problem == str(SubmissionError("workbook.damaged", file="report.yaml"))
        assert not failed.fresh
        assert failed.generation > good.generation
        assert not await live.is_current()
        await live.refresh()
        assert live.shown is failed

    run(work)


def test_deleted_file__is_a_problem_and_recreated_it_is_fresh_again(saved: Saved) -> None:
    async def work() -> None:
        live = saved.live()
        await live.refresh()
        saved.path.unlink()
        await live.refresh()
        assert live.shown.build is saved.good
        assert live.shown.problem == str(SubmissionError("file.missing", file="report.yaml"))
        saved.save("back")

        async def told() -> AsyncGenerator[None]:
            yield

        await live.follow(told())
        assert live.shown.fresh

    run(work)


def test_locked_file__is_tried_at_each_tick_though_nothing_tells_that_it_was_unlocked(saved: Saved) -> None:
    async def work() -> None:
        live = saved.live()
        await live.refresh()
        saved.save("half")

        async def ticks() -> AsyncGenerator[None]:
            yield
            assert not live.shown.fresh
            saved.build, marks = saved.build, live._mark()  # type: ignore[method-assign]
            live._builder = lambda: saved.good
            assert live._mark() == marks
            yield

        await live.follow(ticks())
        assert live.shown.fresh

    run(work)


def test_bug_of_the_builder__keeps_the_last_good_page(saved: Saved) -> None:
    async def work() -> None:
        live = saved.live()
        await live.refresh()
        saved.save("bug")
        await live.refresh()
        assert live.shown.build is saved.good
        assert "ZeroDivisionError" in (live.shown.problem or "")

    run(work)


def test_file_that_was_never_readable__is_shown_as_unreadable(saved: Saved) -> None:
    saved.save("half")

    async def work() -> None:
        live = saved.live()
        await live.refresh()
        assert live.shown.build is None
        assert live.shown.facts["verdict"] == "unreadable"
        assert live.shown.facts["file"] == "report.yaml"
        assert live.shown.facts["verdict_text"] == messages.text("verdict.unreadable")

    run(work)


def test_listeners__are_woken_by_each_change_and_by_the_end(saved: Saved) -> None:
    async def work() -> None:
        from govreport_writer.preview.events import events

        live = saved.live()
        await live.refresh()
        told = [events(live) for _ in range(3)]
        for each in told:
            assert await anext(each) == b"retry: 1000\n\n"
            assert b"event: state" in await anext(each)
        waiting = [asyncio.create_task(anext(each)) for each in told]  # type: ignore[arg-type]
        saved.save("2")
        await live.refresh()
        for each in waiting:
            assert str(live.shown.generation).encode() in await each
        ending = [asyncio.create_task(anext(each)) for each in told]  # type: ignore[arg-type]
        await asyncio.sleep(0.01)
        live.close()
        for each in ending:
            assert b"event: bye" in await each
        for each in told:
            with pytest.raises(StopAsyncIteration):
                await anext(each)

    run(work)


def test_silence__has_a_heartbeat(saved: Saved, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport_writer.preview.events.HEARTBEAT", 0.02)

    async def work() -> None:
        from govreport_writer.preview.events import events

        stream = events(saved.live())
        assert [await anext(stream) for _ in range(4)][2:] == [b":\n\n", b":\n\n"]

    run(work)


def test_rebuild__does_not_hold_up_the_loop(saved: Saved) -> None:
    saved.slow = 0.3

    async def work() -> None:
        live = saved.live()
        refreshing = asyncio.create_task(live.refresh())
        turns = 0
        while not refreshing.done():
            await asyncio.sleep(0.005)
            turns += 1
        assert turns > 20

    run(work)


def test_generations__grow_from_run_to_run(saved: Saved, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []

    async def work() -> None:
        live = saved.live()
        await live.refresh()
        found.append(live.shown.generation)

    for now in (1_000_000, 1_000_001):
        monkeypatch.setattr("govreport_writer.preview.live.time.time", lambda: now)  # noqa: B023  # used at once
        run(work)
    assert found == [1_000_000, 1_000_001]
