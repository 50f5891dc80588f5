"""Take the pictures of the README: the preview of the sample with two mistakes, in every view.

Needs Chromium. Run after the look has changed: `.venv/bin/python tools/build_pictures.py`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample_inputs/county-audit-2024"
OUTPUT = ROOT / ".github/pictures"
MISTAKES = {"D6": 22, "F12": None}
"""Cells of the sheet of requests: one case too many, one figure left out."""
VIEWS = ("page", "print", "differences", "data")


@contextmanager
def preview(*arguments: str) -> Iterator[str]:
    """Start `govreport preview` and yield the address it prints."""
    command = [str(Path(sys.executable).with_name("govreport")), "preview", "--no-open", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        try:
            yield next(line[line.index("http") :].strip() for line in process.stdout if "http" in line)
        finally:
            process.terminate()


def with_mistakes(folder: Path) -> Path:
    """Return a copy of the sample's workbook with the mistakes typed in."""
    book = load_workbook(SAMPLE / "report.xlsx")
    sheet = next(each for each in book if each.title.startswith("\u4e09"))
    for cell, value in MISTAKES.items():
        sheet[cell] = value
    path = folder / "report.xlsx"
    book.save(path)
    return path


def keep(page: Page, name: str) -> None:
    """Write what the page shows as a PNG of few colours."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    image = Image.open(BytesIO(page.screenshot())).convert("P", palette=Image.Palette.ADAPTIVE, colors=64)
    image.save(OUTPUT / f"{name}.png", optimize=True)


def shoot(page: Page, address: str) -> None:
    """Take every view, with the last finding open."""
    page.goto(address)
    page.wait_for_selector("body.is-ready")
    page.locator(".head:visible").last.click()
    for view in VIEWS:
        page.locator(f'[data-key="view:{view}"]').click()
        page.wait_for_timeout(1500)
        keep(page, f"preview-{view}")


def main() -> None:
    """Take all pictures."""
    chromium = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        path = with_mistakes(Path(folder))
        with preview(str(path), "--prior", str(SAMPLE / "prior.yaml")) as address:
            shoot(page, address)
            phone = browser.new_page(viewport={"width": 390, "height": 800})
            phone.goto(address)
            phone.wait_for_selector("body.is-ready")
            keep(phone, "preview-phone")
        with preview() as address:
            page.goto(address)
            page.wait_for_selector("body.is-ready")
            keep(page, "preview-drop")
        browser.close()


if __name__ == "__main__":
    main()
