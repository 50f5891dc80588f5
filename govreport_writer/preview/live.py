"""The page in force: rebuilt when the file has changed, kept when a rebuild fails, told to who listens.

Whatever is worded is worded in this one workshop: the language in force belongs to the process.
"""

from __future__ import annotations

import asyncio
import gc
import time
import traceback
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Literal

from govreport_writer import messages
from govreport_writer.errors import GovReportError
from govreport_writer.preview.build import Build, Builder
from govreport_writer.preview.inputs import mark_of
from govreport_writer.preview.state import facts_of, nothing, unreadable
from govreport_writer.preview.workshop import Workshop
from govreport_writer.report_json import Json

PAUSES = (0.05, 0.15, 0.3)
"""Seconds before a file that could not be read, or moved while it was, is read again."""
TIDYING = 0.5
"""Seconds after which what an earlier build left behind is cleared away."""

Mode = Literal["file", "drop"]
Files = Callable[[Build | None], tuple[Path, ...]]
"""Returns the files that a build is made of, so that a change of one of them calls for another."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown: the last good build with its facts, and why it is not that of the file, if so."""

    generation: int
    build: Build | None
    facts: Json
    problem: str | None = None
    settled: bool = True
    """Whether the files stood still while they were read."""

    @property
    def fresh(self) -> bool:
        """Whether it is that of the files."""
        return self.problem is None and self.settled


class Live(Workshop):
    """Builds one after the other; of changes that come while one is made only the last counts."""

    def __init__(self, mode: Mode, builder: Builder | None, files: Files, *, debug: bool = False) -> None:
        super().__init__("live")
        self.mode: Mode = mode
        self.shown = Shown(0, None, nothing())
        self.closing = False
        self.changed = asyncio.Event()
        self._builder = builder
        self._files = files
        self._debug = debug
        self._marks: object = None
        self._building = asyncio.Lock()
        self._tidying: asyncio.Task[None] | None = None
        self._generations = count(int(time.time()))  # a page that outlives its server sees a change

    async def follow(self, changes: AsyncGenerator[None]) -> None:
        """Rebuild at each change of a file; a file that cannot be read is tried at each tick."""
        async with aclosing(changes) as ticks:
            async for _ in ticks:
                moved = await asyncio.to_thread(self._mark) != self._marks
                if moved:
                    await self.refresh()
                elif not self.shown.fresh:
                    await self.refresh(pauses=())

    async def refresh(self, pauses: tuple[float, ...] = PAUSES) -> None:
        """Rebuild, and show what came of it or why nothing did."""
        assert self._builder is not None
        async with self._building:
            made, self._marks = await self._steady(self._builder, pauses)
            if isinstance(made, Shown):
                self._publish(made)
            elif made != self.shown.problem:
                self._publish(self._failed(made))

    async def show(self, builder: Builder) -> None:
        """Show another submission; GovReportError where it cannot be built, and nothing changes."""
        async with self._building:
            self._publish(await self.work(self._built, builder))

    async def is_current(self) -> bool:
        """Whether what is shown is that of the files as they are."""
        return self.shown.fresh and await asyncio.to_thread(self._mark) == self._marks

    def files(self) -> tuple[Path, ...]:
        """Return the files to be watched."""
        return self._files(self.shown.build)

    def close(self) -> None:
        """Tell who listens that there will be no more."""
        self.closing = True
        self._wake()

    async def _steady(self, builder: Builder, pauses: tuple[float, ...]) -> tuple[Shown | str, object]:
        """Return a build of files that stood still meanwhile, or what came of the last of several tries.

        With it comes what the files were like before they were read.
        """
        for pause in (*pauses, None):
            marks = await asyncio.to_thread(self._mark)
            made = await self.work(self._attempt, builder)
            still = await asyncio.to_thread(self._mark) == marks
            if pause is None or (still and isinstance(made, Shown)):
                break
            if isinstance(made, str):
                await asyncio.sleep(pause)
        return (replace(made, settled=still) if isinstance(made, Shown) else made), marks

    def _attempt(self, builder: Builder) -> Shown | str:
        try:
            return self._built(builder)
        except GovReportError as error:
            return str(error)
        except Exception as error:  # noqa: BLE001  # a bug shall not take the last good page with it
            if self._debug:
                traceback.print_exc()
            return messages.text("errors.preview.crashed", why=f"{type(error).__name__}: {error}")

    def _built(self, builder: Builder) -> Shown:
        build = builder()
        return Shown(0, build, facts_of(build, explainable=self.mode == "file"))

    def _failed(self, problem: str) -> Shown:
        before = self.shown
        facts = before.facts if before.build else unreadable(self._files(None)[0].name)
        return Shown(0, before.build, facts, problem)

    def _publish(self, made: Shown) -> None:
        self.shown = replace(made, generation=next(self._generations))
        self._wake()
        if self._tidying is None or self._tidying.done():
            self._tidying = asyncio.create_task(self._tidy())

    def _wake(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()

    def _mark(self) -> object:
        return [(path, mark_of(path)) for path in self.files()]

    async def _tidy(self) -> None:
        await asyncio.sleep(TIDYING)
        await self.work(gc.collect)
