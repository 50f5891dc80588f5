"""Take the pictures of the README that show a county: the matrix, a return slip, the totals of its sum.

Needs Chromium, LibreOffice and poppler. Run after the look has changed:
`.venv/bin/python tools/build_county_pictures.py`.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from shutil import which

from PIL import Image, ImageOps
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # so that the modules beside are found however this one is started

from tools.generate_units import generate  # noqa: E402  # stands after the line above

OUTPUT = ROOT / ".github/pictures"
DAYS = ("--due", "2025-01-18", "--today", "2025-01-20")
SIZE = {"width": 1200, "height": 800}


def govreport(*arguments: object, code: int) -> None:
    """Run a command of the program, which has to end with a code."""
    command = [str(Path(sys.executable).with_name("govreport")), *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    assert done.returncode == code, (command, done.returncode)


def keep(picture: bytes, name: str) -> None:
    """Write the top left of a picture, without its margins, as a PNG of few colours."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    left, top, *_ = ImageOps.invert(image.convert("L")).getbbox() or (0, 0)
    image = image.crop((left, top, left + SIZE["width"], top + SIZE["height"]))
    image = image.convert("P", palette=Image.Palette.ADAPTIVE, colors=64)
    image.save(OUTPUT / f"{name}.png", optimize=True)


def pages(units: Path) -> None:
    """Take the matrix and the longest return slip."""
    slip = max((units / "collect/slips").glob("*.html"), key=lambda path: path.stat().st_size)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        for name, path in (("collect-matrix", units / "collect/matrix.html"), ("collect-slip", slip)):
            page.goto(path.as_uri())
            keep(page.screenshot(), name)
        browser.close()


def totals(folder: Path, units: Path) -> None:
    """Take the first sheet of what is told of the sum of a government with a planted difference."""
    own = (
        units
        / next(csv.DictReader((units / "roster.csv").open(encoding="utf-8-sig")))["unit"]
        / "report.yaml"
    )
    details = folder / "details.xlsx"
    govreport(
        *("rollup", units, "--roster", units / "roster.csv", "--against", own, "--details", details), code=1
    )
    office = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*office, "--convert-to", "pdf", "--outdir", folder, details], check=True, stdout=subprocess.DEVNULL
    )
    page = ["pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-png", folder / "details.pdf"]
    keep(subprocess.run(page, check=True, stdout=subprocess.PIPE).stdout, "rollup-totals")


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        units = folder / "units"
        generate(units, 60, broken=0.12, astray=0.1, planted=3)
        govreport("collect", units, "--roster", units / "roster.csv", *DAYS, code=1)
        pages(units)
        totals(folder, units)


if __name__ == "__main__":
    main()
