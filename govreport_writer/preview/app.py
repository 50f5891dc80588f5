"""The routes: what the page asks for, answered from the build in force."""

from __future__ import annotations

import csv
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass
from io import StringIO

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from govreport_writer.documents.open_data import csv_bytes
from govreport_writer.preview import answers, requests
from govreport_writer.preview.answers import as_file, as_json
from govreport_writer.preview.build import Build, Builder
from govreport_writer.preview.differences import differences
from govreport_writer.preview.downloads import download, named, offered
from govreport_writer.preview.events import events
from govreport_writer.preview.explaining import Explaining
from govreport_writer.preview.live import Live
from govreport_writer.preview.pages import Press
from govreport_writer.preview.requests import RequestError
from govreport_writer.report_json import Json

Drop = Callable[[str, bytes], Builder]
Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


@dataclass(frozen=True, slots=True)
class Preview:
    """What is served: the page in force, its press, a place for explanations or for dropped files."""

    live: Live
    press: Press
    explaining: Explaining | None = None
    drop: Drop | None = None

    def app(self, lifespan: Lifespan | None = None) -> Starlette:
        """Return the application, not yet guarded."""
        static = answers.static_files()

        async def file(request: Request) -> Response:
            path, kind = static.get(request.path_params["name"], (None, ""))
            if path is None:
                raise RequestError(404, "no_address")
            return Response(path.read_bytes(), media_type=kind)

        routes = [
            Route("/", self.page),
            Route("/favicon.ico", _nothing),
            Route("/events", self.events),
            Route("/api/state", self.state),
            Route("/api/report", self.report),
            Route("/api/pages", self.pages),
            Route("/api/pages/{number:int}.png", self.picture),
            Route("/api/differences", self.differences),
            Route("/api/data", self.data),
            Route("/api/download/{name}", self.download),
            Route("/api/explanations", self.explain, methods=["POST"]),
            Route("/api/drop", self.take, methods=["POST"]),
            Route("/{name}", file),
        ]
        handlers = answers.error_handlers(self.live)
        app = Starlette(routes=routes, exception_handlers=handlers, lifespan=lifespan)
        app.router.redirect_slashes = False
        return app

    async def page(self, _request: Request) -> Response:
        """Answer with the page itself."""
        return Response(await self.live.work(answers.page_html), media_type="text/html")

    async def state(self, _request: Request) -> Response:
        """Answer with everything the page knows of the build."""
        return self._state()

    async def report(self, _request: Request) -> Response:
        """Answer with the report as it will be published."""
        return Response(self._build().html, media_type="text/html")

    async def pages(self, _request: Request) -> Response:
        """Answer with how many pages will print."""
        generation, build = self.live.shown.generation, self._build()
        pages = await self.press.work(self.press.pages, build)
        return as_json({"generation": generation, **asdict(pages)})

    async def picture(self, request: Request) -> Response:
        """Answer with one page as it will print; one of another generation is none of this."""
        build, scale = self._build(), requests.scale(request)
        asked = request.query_params.get("generation")
        if asked is not None and asked != str(self.live.shown.generation):
            raise RequestError(409, "not_current")
        found = await self.press.work(self.press.picture, build, request.path_params["number"], scale)
        if found is None:
            raise RequestError(404, "no_address")
        return Response(found, media_type="image/png")

    async def differences(self, _request: Request) -> Response:
        """Answer with what differs from last year."""
        found = await self.live.work(differences, self._build())
        if found is None:
            raise RequestError(404, "no_prior")
        return as_json(found)

    async def data(self, _request: Request) -> Response:
        """Answer with the tidy table, as the CSV has it."""
        return as_json(await self.live.work(_table, self._build()))

    async def download(self, request: Request) -> Response:
        """Answer with a file to save."""
        build, name = self._build(), request.path_params["name"]
        if name not in offered(build):
            raise RequestError(404, "no_address")
        if name == "pdf":
            data = await self.press.work(self.press.proven, build)
            return as_file(await self.live.work(named, name, build, data))
        return as_file(await self.live.work(download, name, build))

    async def explain(self, request: Request) -> Response:
        """Take an explanation of a finding."""
        if self.explaining is None:
            raise RequestError(403, "no_explanations")
        await self.explaining.take(await requests.explanation(request), self.live)
        return as_json({"generation": self.live.shown.generation})

    async def take(self, request: Request) -> Response:
        """Take a dropped file; it is kept in memory until the next one."""
        if self.drop is None:
            raise RequestError(403, "no_drop")
        data = await requests.body(request, requests.MAX_DROP)
        await self.live.show(self.drop(request.query_params.get("name", ""), data))
        return self._state()

    async def events(self, _request: Request) -> Response:
        """Answer with the changes as they come."""
        return StreamingResponse(events(self.live), media_type="text/event-stream")

    def _state(self) -> Response:
        shown = self.live.shown
        state: Json = {
            "generation": shown.generation,
            "mode": self.live.mode,
            "fresh": shown.fresh,
            "problem": shown.problem,
            **shown.facts,
        }
        return as_json(state, headers={"ETag": f'"{shown.generation}"'})

    def _build(self) -> Build:
        build = self.live.shown.build
        if build is None:
            raise RequestError(404, "nothing")
        return build


async def _nothing(_request: Request) -> Response:
    return Response(status_code=204)


def _table(build: Build) -> Json:
    """Return the rows of the CSV, which is where their columns are decided."""
    columns, *rows = csv.reader(StringIO(csv_bytes(build.view).decode("utf-8-sig"), newline=""))
    return {"columns": columns, "rows": rows}
