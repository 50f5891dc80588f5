"""The annotated copy of a workbook that `check --annotate` writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from govreport_writer import messages
from govreport_writer.errors import SubmissionError
from govreport_writer.pipeline import Outcome
from govreport_writer.vocabulary import WORKBOOK


def refuse(paths: Sequence[Path], copy: Path) -> None:
    """Refuse before anything is checked what cannot be annotated, and any place that is not free."""
    from govreport_writer.workbook.annotate import is_annotated

    if len(paths) != 1:
        raise SubmissionError("annotate.one_file")
    for path in (paths[0], copy):
        if path.suffix.lower() != WORKBOOK:
            raise SubmissionError("annotate.not_workbook", file=path)
    if copy.exists():
        if copy.samefile(paths[0]):
            raise SubmissionError("annotate.same_file", file=copy)
        if not is_annotated(copy):
            raise SubmissionError("annotate.not_own", file=copy)


def write_copy(outcome: Outcome, copy: Path) -> None:
    """Write the copy and say, on standard error, where it is and what it could not keep."""
    from govreport_writer.cli.output import verdict_line
    from govreport_writer.documents.files import write_all
    from govreport_writer.workbook.annotate import annotated

    if outcome.filed is None:
        return
    data, lost = annotated(Path(outcome.file), outcome.findings, verdict_line(outcome))
    write_all({copy: data})
    click.echo(messages.text("report.annotated", path=copy), err=True)
    if lost:
        parts = messages.text("words.comma").join(lost)
        click.echo(messages.text("report.not_kept", parts=parts), err=True)
