"""Tell that files may have changed: at once where the system says so, and every few seconds in any case."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from pathlib import Path

DEBOUNCE = 40
"""Milliseconds of quiet after a change: an office program writes another file and renames it."""
STORM = 400
"""Milliseconds after which a change is told even where there is no quiet."""
TICK = 2_000
"""Milliseconds after which the files are looked at unasked: network drives tell nothing."""


async def changes(files: Callable[[], Iterable[Path]]) -> AsyncGenerator[None]:
    """Yield whenever one of the files may have changed, for ever; a file need not be there.

    Folders are watched, for a file that is replaced is another file. Locks such as `~$report.xlsx` are none
    of the files.
    """
    while True:
        folders = _folders(files())
        try:
            async with aclosing(_watched(folders, files)) as ticks:
                async for _ in ticks:
                    yield
                    if _folders(files()) != folders:
                        break
        except (
            OSError,
            RuntimeError,
            ExceptionGroup,
        ):  # gone, or not to be watched
            await asyncio.sleep(TICK / 1000)
            yield


async def _watched(folders: dict[Path, object], files: Callable[[], Iterable[Path]]) -> AsyncGenerator[None]:
    from watchfiles import awatch

    def wanted(_change: object, path: str) -> bool:
        return Path(path) in {each.resolve() for each in files()}

    if not folders:
        await asyncio.sleep(TICK / 1000)
        yield
        return
    async for _ in awatch(
        *folders,
        watch_filter=wanted,
        debounce=STORM,
        step=DEBOUNCE,
        rust_timeout=TICK,
        yield_on_timeout=True,
        recursive=False,
        ignore_permission_denied=True,
    ):
        yield


def _folders(files: Iterable[Path]) -> dict[Path, object]:
    """Return the folders of the files that are there, with what tells one from another of its name."""
    found: dict[Path, object] = {}
    for path in files:
        folder = path.resolve().parent
        try:
            found[folder] = folder.stat().st_ino
        except OSError:
            continue
    return found
