"""From a save to the new page painted, in Chromium, and memory over a soak (`python -m benchmarks.preview`).

The clock starts when the workbook is renamed into place, as office programs save, and stops at the second
frame after the page has put in what came of it. The pause in which the preview waits for quiet is in it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, Playwright, sync_playwright

from benchmarks.variants import write_variant, write_workbook
from govreport_writer.preview.watching import DEBOUNCE

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"
SAMPLE = ROOT / "sample_inputs" / "county-audit-2024" / "report.xlsx"
SAVES, WARM_UP = 30, 3
MEDIAN, P95 = 400, 800
"""Targets in milliseconds."""
PER_MINUTE = 100
"""Saves of the soak."""
DISTINCT = 10
"""Workbooks that are saved in turn, so that no page is like the one before."""
LONG = 10_000
WATCH = """() => {
  window.painted = [];
  const note = () => painted.push([
    performance.timeOrigin + performance.now(), document.getElementById("subject").textContent]);
  new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(note)))
    .observe(document.body, {attributes: true, attributeFilter: ["data-generation"]});
}"""
"""Keeps the moment at which each generation was painted, and which agency it showed."""


@dataclass(frozen=True)
class Running:
    """A preview in a process of its own, and its page."""

    process: subprocess.Popen[str]
    page: Page
    file: Path

    def save(self, workbook: Path) -> float:
        """Save as an office program does and return the moment, in milliseconds."""
        other = self.file.with_name("~saving.tmp")
        shutil.copyfile(workbook, other)
        moment = time.time() * 1000
        os.replace(other, self.file)
        return moment

    def held(self) -> float:
        """Return the MiB that the preview holds."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 2**20


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print against the targets and write the samples."""
    asked = _parser().parse_args(arguments)
    with TemporaryDirectory(prefix="govreport-bench-") as name:
        folder = Path(name)
        workbooks = [write_workbook(write_variant(number, folder)) for number in range(1, DISTINCT + 1)]
        with running(folder) as preview:
            times = latencies(preview, workbooks, asked.saves)
            print(_line(times))
            memory = soak(preview, workbooks, asked.soak) if asked.soak else []
    if memory:
        print(_growth(memory))
    _write(asked.json or RESULTS / time.strftime("preview-%Y%m%d-%H%M%S.json"), times, memory)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.preview", description=__doc__)
    parser.add_argument("--saves", type=int, default=SAVES, help=f"saves measured (default: {SAVES})")
    parser.add_argument("--soak", type=float, metavar="SECONDS", help=f"then {PER_MINUTE} saves a minute")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the results")
    return parser


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    """Start the command and open its page; `chromium` has to be installed."""
    file = folder / "report.xlsx"
    shutil.copyfile(SAMPLE, file)
    code = "from govreport_writer.cli import main; main()"
    command = [sys.executable, "-c", code, "preview", str(file), "--no-open"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with (
        subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
        ) as process,
        sync_playwright() as playwright,
    ):
        try:
            yield Running(process, _opened(playwright, process), file)
        finally:
            process.kill()


def _opened(playwright: Playwright, process: subprocess.Popen[str]) -> Page:
    """Open the page at the address that the command prints."""
    assert process.stdout is not None
    address = "http" + process.stdout.readline().partition("http")[2].strip()
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    page = browser.new_page()
    page.goto(address)
    page.wait_for_selector("body[data-generation]")
    page.evaluate(WATCH)
    return page


def latencies(preview: Running, workbooks: Sequence[Path], saves: int) -> list[float]:
    """Return the milliseconds from each save to its page; the first few only warm up."""
    times = []
    for index, workbook in zip(range(saves + WARM_UP), cycle(workbooks), strict=False):
        before = preview.page.evaluate("painted.length")
        saved = preview.save(workbook)
        preview.page.wait_for_function("count => painted.length > count", arg=before, timeout=LONG)
        moment, subject = preview.page.evaluate("painted.at(-1)")
        assert _agency(workbook) in subject, (subject, workbook.name)
        if index >= WARM_UP:
            times.append(moment - saved)
        time.sleep(0.3 + index % 7 / 50)  # people do not save to the beat of a clock
    return times


def _agency(workbook: Path) -> str:
    return f"第{workbook.stem.rpartition('-')[2]}审计局"


def soak(preview: Running, workbooks: Sequence[Path], seconds: float) -> list[float]:
    """Return the MiB held after each save of a soak."""
    held, end = [], time.monotonic() + seconds
    for workbook in cycle(workbooks):
        if time.monotonic() >= end:
            break
        preview.save(workbook)
        time.sleep(60 / PER_MINUTE)
        held.append(preview.held())
    shown = preview.page.text_content("#subject") or ""
    preview.page.wait_for_timeout(1000)
    assert "审计局" in shown
    return held


def _line(times: Sequence[float]) -> str:
    median, p95 = statistics.median(times), _p95(times)
    good = "ok" if median <= MEDIAN and p95 <= P95 else "TOO SLOW"
    return (
        f"{len(times)} saves, debounce {DEBOUNCE} ms: median {median:.0f} ms (<= {MEDIAN}), "
        f"p95 {p95:.0f} ms (<= {P95}), most {max(times):.0f} ms: {good}"
    )


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


def _growth(held: Sequence[float]) -> str:
    """Say how memory moved after the first fifth, in which everything is met for the first time."""
    steady = held[len(held) // 5 :]
    third = max(1, len(steady) // 3)
    early, late = statistics.mean(steady[:third]), statistics.mean(steady[-third:])
    return (
        f"{len(held)} saves: {early:.0f} MiB early, {late:.0f} MiB late ({(late / early - 1) * 100:+.1f} %), "
        f"least {min(steady):.0f}, most {max(steady):.0f}"
    )


def _write(target: Path, times: Sequence[float], held: Sequence[float]) -> None:
    results = {
        "python": platform.python_version(),
        "debounce": DEBOUNCE,
        "milliseconds": [round(each, 1) for each in times],
        "MiB": [round(each, 1) for each in held],
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(target)


if __name__ == "__main__":
    main()
