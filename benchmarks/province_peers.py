"""The straightforward pipeline in a pool of processes (`python -m benchmarks.province_peers …`).

Each unit is read, its three documents are made and written; nothing is checked, nothing is read back. Of a
workbook openpyxl reads all cells; what they say comes from a JSON file then: mapping cells is not timed.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

AS_READ = "as-read.json"


def write_as_read(folder: Path, workbooks: Path) -> None:
    """Put what each unit of a folder files beside its workbook."""
    from benchmarks.straightforward import read

    for path in folder.glob("*/report.yaml"):
        report = json.dumps(read(path), ensure_ascii=False, default=str)
        (workbooks / path.parent.name / AS_READ).write_text(report, encoding="utf-8")


@cache
def _straightforward(templates: str) -> Any:
    from benchmarks.straightforward import Straightforward

    return Straightforward(Path(templates))


def work(task: tuple[str, str, str]) -> None:
    """Make the three documents of one unit."""
    from benchmarks.straightforward import read

    templates, submission, out = task
    path = Path(submission)
    report = read_workbook(path) if path.suffix == ".xlsx" else read(path)
    for suffix, document in _straightforward(templates).three(report).items():
        (Path(out) / f"{path.parent.name}.{suffix}").write_bytes(document)


def read_workbook(path: Path) -> dict[str, Any]:
    """Read all cells, and return what they say."""
    book = load_workbook(path, data_only=True)
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            sum(value is not None for value in row)
    report: dict[str, Any] = json.loads((path.parent / AS_READ).read_text(encoding="utf-8"))
    report["published"] = date.fromisoformat(report["published"])
    return report


def main() -> None:
    """Make all documents: TEMPLATES FOLDER OUT PROCESSES."""
    templates, folder, out, processes = sys.argv[1:]
    Path(out).mkdir(parents=True, exist_ok=True)
    files = sorted(Path(folder).glob("*/report.*"))
    tasks = [(templates, str(path), out) for path in files]
    with ProcessPoolExecutor(int(processes), mp_context=get_context("spawn")) as pool:
        for _ in pool.map(work, tasks):
            pass


if __name__ == "__main__":
    main()
