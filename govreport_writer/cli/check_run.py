"""A run of `check`: printed as it comes, or written as a whole and noted on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from govreport_writer import messages
from govreport_writer.batch.checking import CheckUnit, check_units
from govreport_writer.batch.executor import Arrived, Executor
from govreport_writer.batch.journal import Journal, journal_of
from govreport_writer.batch.kept import Kept, Tally
from govreport_writer.batch.leftovers import remove_leftovers
from govreport_writer.batch.unit import Unit
from govreport_writer.cli import annotate, output, progress
from govreport_writer.documents.files import write_pieces
from govreport_writer.pipeline import Outcome
from govreport_writer.rules_off import Off


@dataclass(frozen=True, slots=True)
class CheckRun:
    """What is checked, how, by whom; `copy` is where the annotated copy of a single unit goes."""

    units: Sequence[Unit]
    job: CheckUnit
    executor: Executor
    copy: Path | None

    def printed(self) -> int:
        """Print each unit as it comes, keep no more of it than its verdict, and return the exit code."""
        tally = Tally()
        with progress.watching(len(self.units)) as arrived:
            for outcome in check_units(self.units, self.job, self.executor, arrived):
                tally.add(outcome.verdict)
                self._annotate(outcome)
                output.print_text(outcome)
        output.print_totals(tally, self.job.off)
        return tally.exit_code

    def written(self, form: str, target: Path | str | None, *, resume: bool) -> int:
        """Write the whole run to a file or URL, else to standard output, and return the exit code."""
        kept = Kept()
        with progress.watching(len(self.units)) as arrived:
            for outcome in self._outcomes(target, arrived, resume=resume):
                kept.add(outcome)
                self._annotate(outcome)
        _write(kept, self.job.off, form, target)
        return kept.tally.exit_code

    def _annotate(self, outcome: Outcome) -> None:
        if self.copy is not None:
            annotate.write_copy(outcome, self.copy)

    def _outcomes(self, target: Path | str | None, arrived: Arrived, *, resume: bool) -> Iterator[Outcome]:
        """Yield the outcomes, noted beside the target as they come where there are several."""
        if not isinstance(target, Path) or len(self.units) < 2:
            yield from check_units(self.units, self.job, self.executor, arrived)
            return
        from govreport_writer.batch.resume import check_noting, key_of

        with Journal(target, key_of(self.job)) as journal:
            known = journal.entries() if resume else {}
            if known:
                text = messages.text("batch.resumed", count=len(known), total=len(self.units))
                click.echo(text, err=True)
            yield from check_noting(self.units, self.job, self.executor, journal, known, arrived)


def _write(kept: Kept, off: Off, form: str, target: Path | str | None) -> None:
    """Write a run; on standard output in UTF-8 whatever the console's encoding."""
    from govreport_writer.batch.outputs import write_url
    from govreport_writer.reports import pieces

    written = output.text_pieces(kept, kept.tally, off) if form == "text" else pieces(form)(kept, off)
    if target is None:
        for piece in written:
            click.echo(piece, nl=False)
        return
    if isinstance(target, str):
        write_url(target, b"".join(written))
    else:
        remove_leftovers(target.parent)
        write_pieces(target, written)
        journal_of(target).unlink(missing_ok=True)
    click.echo(messages.text("report.written", path=target))
