"""The page of a preview, open in Chromium, and the workbook behind it being saved."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from browser import violations
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect
from preview.serving import LONG, WORKBOOK, Site
from workbook.sheet_edits import edited

from govreport_writer.preview.inputs import Inputs
from govreport_writer.preview.serve import Server, preview_of

REQUESTS = "三、申请"
"""The sheet on which the tests type."""
EXPECTED = "Failed to load resource"
"""What Chromium says of an answer that a test provokes."""


@dataclass
class Opened:
    """The page with what it complained of and whom it asked; `refused` allows for refusals in a test."""

    page: Page
    refused: bool = False
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    @property
    def report(self) -> FrameLocator:
        return self.page.frame_locator("#report")

    @property
    def heads(self) -> Locator:
        return self.page.locator(".head:visible")

    def cell(self, path: str) -> Locator:
        return self.report.locator(f'[data-cell="{path}"]')

    def head(self, words: str) -> Locator:
        return self.page.locator(".head", has_text=words)

    def view(self, name: str) -> Locator:
        """Open a view and return it, drawn."""
        self.page.locator(f'[data-key="view:{name}"]').click()
        panel = self.page.locator(f'.view[data-view="{name}"]')
        expect(panel).to_be_visible()
        expect(panel).not_to_have_attribute("aria-busy", "true")
        return panel

    def says(self, verdict: str) -> None:
        expect(self.page.locator("#verdict")).to_have_text(verdict)

    def in_report(self, script: str) -> Any:
        """Evaluate a function of the report's document."""
        return self.page.evaluate(f"({script})(document.getElementById('report').contentDocument)")

    def rules_broken(self) -> list[str]:
        return violations(self.page)

    def _hears(self, kind: str, words: str) -> None:
        if kind == "error" and not (self.refused and EXPECTED in words):
            self.complaints.append(words)


@contextmanager
def opened(
    browser: Browser, site: Site, *, width: int = 1280, height: int = 860, refused: bool = False, **look: Any
) -> Iterator[Opened]:
    """Open the page of a site; that it complained, or asked anybody else, is an error."""
    context = browser.new_context(viewport={"width": width, "height": height}, **look)
    it = Opened(context.new_page(), refused)
    it.page.on("console", lambda said: it._hears(said.type, said.text))
    it.page.on("pageerror", lambda error: it.complaints.append(str(error)))
    context.on("request", lambda request: it.hosts.add(request.url.split("/")[2]))
    try:
        it.page.goto(address(site))
        it.page.wait_for_selector("body.is-ready")
        yield it
        assert it.complaints == []
        assert it.hosts <= {site.host, ""}
    finally:
        context.close()


@contextmanager
def served_at(path: Path, port: int) -> Iterator[Site]:
    """Serve a file on a port that is known, until the block ends."""
    started = threading.Event()
    server = Server(preview_of(path, Inputs()), port, lambda _address, _problem: started.set())
    thread = threading.Thread(target=server.run, args=([server.listening],))
    thread.start()
    try:
        assert started.wait(LONG)
        yield Site(server)
    finally:
        server.should_exit = True
        thread.join(LONG)


def address(site: Site) -> str:
    return f"http://{site.host}/#token={site.server.token}"


def saved(path: Path, **cells: object) -> Path:
    """Save the sample's workbook with some cells changed, as WPS does: beside it, then renamed."""

    def edit(book: Any) -> None:
        for name, value in cells.items():
            book[REQUESTS][name] = value

    beside = path.with_name(f"~{path.name}.tmp")
    beside.write_bytes(edited(WORKBOOK.read_bytes(), edit))
    os.replace(beside, path)
    return path
