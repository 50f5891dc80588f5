"""Who may ask: only this computer's own browser, from the page itself, with the token for changes.

A foreign page may make a browser ask here, under a name of its own that leads to 127.0.0.1, or across sites:
the names in `Host`, `Origin` and `Sec-Fetch-Site` tell. Every answer carries the rules of its content.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER = "X-Govreport-Token"
REPORT = "/api/report"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
"""The report runs nothing and asks for nothing; only our own page may frame it."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
READING = ("GET", "HEAD")
NAVIGATED = ("/", "/favicon.ico")
"""What a link on another page may lead to: it holds nothing of the submission."""

Refusals = Callable[[str], Awaitable[str]]
"""Returns the line of a refusal: `host`, `origin` or `token`."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Let requests through to the app, or answer them with 403 and why."""

    app: ASGIApp
    port: int
    token: str
    why: Refusals

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                policy = REPORT_POLICY if scope["path"] == REPORT else PAGE_POLICY
                for name, value in {"Content-Security-Policy": policy, **HEADERS}.items():
                    headers[name] = value
            await send(message)

        refusal = self.refusal(scope)
        if refusal is None:
            await self.app(scope, receive, guarded)
        else:
            response = JSONResponse({"problem": await self.why(refusal)}, status_code=403)
            await response(scope, receive, guarded)

    def refusal(self, scope: Scope) -> str | None:
        """Return what speaks against a request, or None."""
        headers, path = Headers(scope=scope), scope["path"]
        if headers.get("host", "") not in self._hosts() or len(headers.getlist("host")) != 1:
            return "host"
        site = headers.get("sec-fetch-site", "none")
        if site not in ("same-origin", "none") and path not in NAVIGATED:
            return "origin"
        reading, own = scope["method"] in READING, f"http://{headers['host']}"
        if headers.get("origin", own if reading else None) != own:
            return "origin"
        if reading:
            return None
        given = headers.get(TOKEN_HEADER, "").encode()
        return None if secrets.compare_digest(given, self.token.encode()) else "token"

    def _hosts(self) -> tuple[str, ...]:
        return tuple(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost"))
