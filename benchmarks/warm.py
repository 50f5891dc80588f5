"""Time of each job in a process that has done it before: distinct reports, rounds A B C A B C."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from openpyxl import load_workbook

from benchmarks import docxtpl_as_is, straightforward
from benchmarks.bare_typst import BareTypst, prepared
from benchmarks.peer_templates import write_templates
from benchmarks.recorded_xlsxwriter import recorded
from benchmarks.variants import write_variant, write_workbook
from govreport_writer import read_submission, render, run_checks
from govreport_writer.blank import blank_submission
from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.comparison.verify import refusing_unfaithful
from govreport_writer.documents.render import draw
from govreport_writer.documents.view import build_view
from govreport_writer.submission import Submission
from govreport_writer.vocabulary import PdfEngine, PdfStandard
from govreport_writer.workbook.write import workbook_bytes

FORMATS = ("docx", "pdf", "html")


@dataclass(frozen=True, slots=True)
class Job:
    """Something timed: `given` turns the file of a report into what `work` begins with, untimed."""

    name: str
    given: Callable[[Path], Any]
    work: Callable[[Any], object]


def run(rounds: int, *, warm_up: bool = True) -> dict[str, list[float]]:
    """Return the seconds of every job in every round; what a first round does once is left out."""
    with TemporaryDirectory(prefix="govreport-bench-") as folder:
        everything = list(jobs(write_templates(Path(folder))))
        times: dict[str, list[float]] = {job.name: [] for job in everything}
        numbers = count(1)
        for index in range(rounds + warm_up):
            for job in everything:
                seconds = _timed(job, write_variant(next(numbers), Path(folder)))
                if index >= warm_up:
                    times[job.name].append(seconds)
    return times


def _timed(job: Job, file: Path) -> float:
    """Return the seconds of one job; the rubbish of the last one is not its business."""
    given = job.given(file)
    gc.collect()
    start = perf_counter()
    job.work(given)
    return perf_counter() - start


def jobs(templates: Path) -> Iterator[Job]:
    """Yield all jobs in the order in which a round does them."""
    peer = straightforward.Straightforward(templates)
    yield Job("read/govreport", Path, read_submission)
    yield Job("read/PyYAML safe_load", Path, straightforward.read)
    yield Job("check/govreport", read_submission, run_checks)
    yield Job("view/govreport", read_submission, build_view)
    yield from _workbook_jobs()
    yield from _pdf_jobs(peer)
    yield from _docx_jobs(peer)
    yield Job("html/govreport", read_submission, _drawing("html"))
    yield Job("html/straightforward", straightforward.read, peer.html)
    yield Job("three/govreport", read_submission, _drawing(*FORMATS))
    yield Job("three/govreport, proven", read_submission, _proven)
    yield Job("three/straightforward", straightforward.read, peer.three)
    yield Job("file/govreport", Path, _checked_and_drawn)
    yield Job("file/straightforward", Path, lambda file: peer.three(straightforward.read(file)))


def _workbook_jobs() -> Iterator[Job]:
    yield Job("blank/govreport", _blank, workbook_bytes)
    yield Job("blank/XlsxWriter, same calls", lambda file: recorded(_blank(file)), lambda write: write())
    yield Job("workbook/govreport", write_workbook, read_submission)
    yield Job("workbook/openpyxl", write_workbook, _loaded)


def _loaded(file: Path) -> object:
    """Open a workbook as our reader does, and leave it at that."""
    return load_workbook(file, data_only=False, keep_links=False)


def _blank(file: Path) -> Submission:
    """Return what `govreport new` begins with, for the agency of a report."""
    filed = read_submission(file)
    return blank_submission(filed.edition, filed.year, filed.agency)


def _pdf_jobs(peer: straightforward.Straightforward) -> Iterator[Job]:
    yield Job("pdf/govreport", read_submission, _drawing("pdf"))
    yield Job(
        "pdf/govreport, WeasyPrint",
        read_submission,
        _drawing("pdf", pdf_engine="weasyprint"),
    )
    yield Job("pdf/govreport, PDF/A-3a", read_submission, _drawing("pdf", pdf_standard="a-3a"))
    yield Job("pdf/bare Typst", lambda file: prepared(read_submission(file)), BareTypst().pdf)
    yield Job("pdf/straightforward", straightforward.read, peer.pdf)


def _docx_jobs(peer: straightforward.Straightforward) -> Iterator[Job]:
    yield Job("docx/govreport", read_submission, _drawing("docx"))
    yield Job("docx/straightforward", straightforward.read, peer.docx)
    yield Job("docx/docxtpl, tables ready", read_submission, docxtpl_as_is.docx)


def _drawing(
    *formats: str, pdf_engine: PdfEngine = "typst", pdf_standard: PdfStandard | None = None
) -> Callable[[Submission], object]:
    look = Appearance(pdf_engine=pdf_engine, pdf_standard=pdf_standard)
    return lambda submission: render(submission, formats, appearance=look)


def _proven(submission: Submission) -> object:
    """Draw the three formats and read them back, as `govreport render` does before it writes."""
    view = build_view(submission)
    return draw(view, submission, FORMATS, Appearance(), refusing_unfaithful(view, own_template=False))


def _checked_and_drawn(file: Path) -> object:
    """Do what `govreport render` does but write: the straightforward way checks nothing."""
    submission = read_submission(file)
    assert run_checks(submission).verdict == "clean"
    return render(submission, FORMATS)
