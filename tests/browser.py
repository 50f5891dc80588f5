"""Chromium without a window, for tests that look at a page as its readers do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the installed Chromium; its loop ends with it, so that other tests can have their own."""
    path = shutil.which("chromium")
    assert path, "the Debian package chromium is missing"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def shown(browser: Browser, html: str) -> Iterator[Page]:
    """Show a page that may ask nobody for anything; what it asked for all the same is an error."""
    asked: list[str] = []
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    try:
        page.set_content(html)
        yield page
        assert [url for url in asked if not url.startswith("data:")] == []
    finally:
        context.close()


def violations(page: Page) -> list[str]:
    """Return what breaks WCAG 2.1 A or AA: the rule, and the elements it is about."""
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {[node['html'][:120] for node in each['nodes'][:3]]}" for each in found]
