"""Server-sent events: which generation is in force, at once and whenever it changes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator

from govreport_writer.preview.live import Live

HEARTBEAT = 15
"""Seconds after which a line tells that the server is still there."""
RETRY = 1000
"""Milliseconds after which a browser that lost the server asks again."""


async def events(live: Live) -> AsyncGenerator[bytes]:
    """Yield the stream of one listener until the server ends; changes that came together are one event."""
    yield f"retry: {RETRY}\n\n".encode()
    told: int | None = None
    while not live.closing:
        changed = live.changed
        if live.shown.generation != told:
            told = live.shown.generation
            yield _event("state", told)
            continue
        try:
            await asyncio.wait_for(changed.wait(), HEARTBEAT)
        except TimeoutError:
            yield b":\n\n"
    yield _event("bye", live.shown.generation)


def _event(name: str, generation: int) -> bytes:
    return f"event: {name}\ndata: {json.dumps({'generation': generation})}\n\n".encode()
