"""Run the server on this computer alone, open the browser, and end cleanly with Ctrl-C."""

from __future__ import annotations

import asyncio
import gc
import os
import secrets
import socket
import sys
import threading
import webbrowser
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from govreport_writer import messages
from govreport_writer.errors import GovReportError, SubmissionError
from govreport_writer.explanations_file import path_beside
from govreport_writer.preview.app import Preview
from govreport_writer.preview.build import Build, file_builder, pictures_of
from govreport_writer.preview.dropped import drop_builder
from govreport_writer.preview.explaining import Explaining
from govreport_writer.preview.guard import Guard
from govreport_writer.preview.inputs import Inputs
from govreport_writer.preview.live import Live
from govreport_writer.preview.pages import Press
from govreport_writer.preview.watching import changes
from govreport_writer.yaml_strict import why_not

ADDRESS = "127.0.0.1"
LAST_WORDS = 2
"""Seconds that open connections have to end."""
TOKEN_BYTES = 24

Ready = Callable[[str, str | None], None]
"""Called when the page can be opened: with its address, and why the file could not be read, if so."""


def preview_of(path: Path | None, inputs: Inputs, *, debug: bool = False) -> Preview:
    """Return what is served for a file, or for files to be dropped; GovReportError for what is not there."""
    inputs.read()
    if path is None:
        live = Live("drop", None, lambda _build: tuple(inputs.files()), debug=debug)
        return Preview(live, Press(), drop=lambda name, data: drop_builder(name, data, inputs))
    _refuse_missing(path)
    live = Live("file", file_builder(path, inputs), partial(_files, path, inputs), debug=debug)
    return Preview(live, Press(), explaining=Explaining(path))


def _refuse_missing(path: Path) -> None:
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise SubmissionError("file.is_folder" if path.is_dir() else why_not(error), file=path) from error


def _files(path: Path, inputs: Inputs, build: Build | None) -> tuple[Path, ...]:
    """Return every file that a build is made of, the submission first."""
    return (path, path_beside(path), *inputs.files(), *(pictures_of(path, build) if build else ()))


def serve(preview: Preview, port: int, ready: Ready) -> None:
    """Serve until Ctrl-C; SubmissionError when the port is taken, `port` 0 takes a free one."""
    server = Server(preview, port, ready)
    with suppress(KeyboardInterrupt):
        server.run([server.listening])


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":  # there the other option would let a second program take the port as well
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((ADDRESS, port))
    except (OSError, OverflowError) as error:
        listening.close()
        key = "preview.port" if isinstance(error, OSError) else "preview.port_number"
        raise SubmissionError(key, port=port) from error
    return listening


class Server(uvicorn.Server):
    """Uvicorn, silent, that says when it has started and tells its listeners before it ends."""

    def __init__(self, preview: Preview, port: int, ready: Ready) -> None:
        self.listening = _listening(port)
        self.port: int = self.listening.getsockname()[1]
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        self.live = preview.live
        self._ready = ready
        app = Guard(preview.app(partial(_lifespan, preview)), self.port, self.token, self._why)
        super().__init__(
            uvicorn.Config(
                app,
                http="h11",
                ws="none",
                loop="asyncio",
                lifespan="on",
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=LAST_WORDS,
            )
        )

    async def _why(self, refusal: str) -> str:
        return await self.live.work(messages.text, f"errors.preview.{refusal}")

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so; the token stands where browsers send it to nobody."""
        await super().startup(sockets)
        self._ready(f"http://{ADDRESS}:{self.port}/#token={self.token}", self.live.shown.problem)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Say so, then end."""
        self.live.close()
        await super().shutdown(sockets)


@asynccontextmanager
async def _lifespan(preview: Preview, _app: Starlette) -> AsyncGenerator[None]:
    """Build the first page, keep watch while the server runs, and warm up what is slow at first."""
    live = preview.live
    tasks = [asyncio.create_task(_warm(preview))]
    if live.mode == "file":
        await live.refresh()
        tasks.append(asyncio.create_task(live.follow(changes(live.files))))
    yield
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _warm(preview: Preview) -> None:
    """Set the PDF once, and leave what lives as long as the program out of every later tidying."""
    build = preview.live.shown.build
    if build is not None:
        with suppress(GovReportError):
            await preview.press.work(preview.press.pages, build)
    gc.collect()
    gc.freeze()


def open_browser(address: str) -> None:
    """Open the page in the usual browser, if there is one that does not take over the terminal."""
    screen = (
        sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if screen:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
