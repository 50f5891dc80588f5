"""What goes back: JSON, a file to save, a refusal in one line. No traceback is ever among it."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from govreport_writer import messages
from govreport_writer.errors import GovReportError
from govreport_writer.page_templates import page, page_language
from govreport_writer.preview.downloads import Download
from govreport_writer.preview.live import Live
from govreport_writer.preview.requests import RequestError
from govreport_writer.resources import templates_folder

Handler = Callable[[Request, Any], Coroutine[Any, Any, Response]]
PAGE = "preview/page.html.j2"
WORDS = "preview."
STATIC = {".css": "text/css", ".js": "text/javascript"}


def as_json(content: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return JSON; what is no text, such as half of a character in a file's name, becomes a question mark."""
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    return Response(data, status, headers, "application/json")


def as_file(made: Download) -> Response:
    """Return a file to save under its name, which may be Chinese (RFC 6266)."""
    name = quote(made.name.encode(errors="replace"))
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(made.data, headers=headers, media_type=made.media_type)


def page_html() -> str:
    """Return the page in the language in force; it holds its words and nothing of a submission."""
    texts = messages.catalogue(messages.language(), "texts")
    words = {key.removeprefix(WORDS): text for key, text in texts.items() if key.startswith(WORDS)}
    return page(PAGE, language=page_language(), words=words)


def static_files() -> dict[str, tuple[Path, str]]:
    """Return the page's style sheets and scripts by name, with their types: nothing else is ever opened."""
    folder = (templates_folder() / PAGE).parent
    return {path.name: (path, STATIC[path.suffix]) for path in folder.iterdir() if path.suffix in STATIC}


def error_handlers(live: Live) -> dict[Any, Handler]:
    """Return what answers for each kind of error; lines are worded in the workshop."""

    async def refused(_request: Request, error: RequestError) -> Response:
        text = await live.work(messages.text, f"errors.preview.{error.key}", **error.fields)
        return as_json({"problem": text}, error.status)

    async def failed(request: Request, error: GovReportError) -> Response:
        return as_json({"problem": await live.work(str, error)}, 409 if request.method == "GET" else 400)

    async def unknown(request: Request, error: HTTPException) -> Response:
        key = "no_method" if error.status_code == 405 else "no_address"
        response = await refused(request, RequestError(error.status_code, key))
        response.headers.update(error.headers or {})
        return response

    async def crashed(request: Request, error: Exception) -> Response:
        return await refused(request, RequestError(500, "crashed", why=f"{type(error).__name__}: {error}"))

    return {RequestError: refused, GovReportError: failed, HTTPException: unknown, Exception: crashed}
