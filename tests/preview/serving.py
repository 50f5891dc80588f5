"""A preview that is really served, and a browser's requests in the raw."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from govreport_writer.preview.inputs import Inputs
from govreport_writer.preview.serve import Server, preview_of

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
CLEAN = SAMPLES / "county-audit-2024/report.yaml"
WORKBOOK = CLEAN.with_suffix(".xlsx")
PRIOR = CLEAN.with_name("prior.yaml")
BROKEN = SAMPLES / "broken-2024/report.yaml"
PENALTY = "penalty: {decisions: 4}"
BLANK = "GR101@disclosure"
"""The finding of a blank where PENALTY has a figure."""
LONG = 10.0
"""Seconds after which a wait has failed."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.data)


@dataclass(frozen=True)
class Site:
    """A running preview; `get` and `post` ask as its own page does, except for the headers given."""

    server: Server

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server.port}"

    def ask(
        self, method: str, path: str, headers: Mapping[str, str | None] = {}, body: Any = None
    ) -> Answer:  # never changed
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=LONG)
        sent = {"Host": self.host, **headers}
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        chunked = not isinstance(body, (bytes, type(None)))
        if chunked:
            sent["Transfer-Encoding"] = "chunked"
        elif body is not None:
            sent.setdefault("Content-Length", str(len(body)))
        for name, value in sent.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(body, encode_chunked=chunked)
        response = connection.getresponse()
        answer = Answer(response.status, dict(response.headers), response.read())
        connection.close()
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, {name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, body: Any, **headers: str | None) -> Answer:
        given = {"Origin": f"http://{self.host}", "X-Govreport-Token": self.server.token}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}  # type: ignore[dict-item]
        return self.ask("POST", path, given, json.dumps(body).encode() if isinstance(body, dict) else body)

    def state(self) -> Any:
        return self.get("/api/state").json

    def until(self, wanted: Any) -> Any:
        """Return the first state that is as wanted; AssertionError where none comes."""
        end = monotonic() + LONG
        while monotonic() < end:
            state = self.state()
            if wanted(state):
                return state
            sleep(0.02)
        raise AssertionError(state)


@contextmanager
def served(path: Path | None, **options: Any) -> Iterator[Site]:
    """Serve a file, or the page on which files are dropped, until the block ends."""
    started = threading.Event()
    server = Server(preview_of(path, Inputs(**options)), 0, lambda _address, _problem: started.set())
    thread = threading.Thread(target=server.run, args=([server.listening],))
    thread.start()
    try:
        assert started.wait(LONG)
        yield Site(server)
    finally:
        server.should_exit = True
        thread.join(LONG)
        assert not thread.is_alive()


def with_blank(folder: Path) -> Path:
    """Write a report with one blank cell, which is to be explained, and return its file."""
    text = CLEAN.read_text(encoding="utf-8")
    assert text.count(PENALTY) == 1
    path = folder / "report.yaml"
    path.write_text(text.replace(PENALTY, "penalty: {decisions: null}"), encoding="utf-8")
    return path
