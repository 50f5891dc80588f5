"""`govreport receipt`: whether finished documents are still those that the receipts of a run name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, LocalGroup, debugging, language_option, option
from govreport_writer.cli.running import Running, running_options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govreport_writer.batch.executor import Executor
    from govreport_writer.receipts.verifying import Verified, VerifyReceipt

MANY = 1000
"""Receipts from which on several processes work, where nothing else is asked for."""


@click.group(cls=LocalGroup)
@language_option
def receipt() -> None:
    """Work with receipts."""


@receipt.command(cls=LocalCommand)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--outputs", "outputs", type=click.Path(path_type=Path))
@option("--inputs", "inputs", type=click.Path(path_type=Path))
@option("--prior", "prior", multiple=True, type=click.Path(path_type=Path))
@option("--again", is_flag=True)
@option("--strict", is_flag=True)
@option("--profile", "profile")
@option("--templates", "templates", type=click.Path(path_type=Path))
@option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@running_options
@language_option
def verify(
    paths: tuple[Path, ...],
    outputs: Path | None,
    inputs: Path | None,
    prior: tuple[Path, ...],
    again: bool,
    strict: bool,
    profile: str | None,
    templates: Path | None,
    form: str,
    running: Running,
) -> int:
    """Hold receipts against files; 0 the same, 1 differences, 2 cannot run, 3 not completed."""
    from govreport_writer.batch.stopping import Stopped
    from govreport_writer.cli import receipt_text, stopped
    from govreport_writer.documents.appearance import own_templates
    from govreport_writer.profile import load_profile
    from govreport_writer.receipts.found import receipts_named, submissions_by_digest
    from govreport_writer.receipts.verifying import EXIT_CODES, VerifyReceipt

    _refuse(outputs, inputs, again=again)
    receipts = receipts_named(paths)
    job = VerifyReceipt(
        outputs,
        inputs,
        submissions_by_digest(prior) if prior else None,
        again,
        load_profile(profile) if profile else None,
        own_templates(templates),
    )
    try:
        with stopped.stoppable(len(receipts)):
            found = list(_verified(job, receipts, running))
    except Stopped as stop:
        return stopped.said(stop, resumable=False)
    if form == "json":
        click.echo(receipt_text.as_json(found, strict=strict))
    else:
        receipt_text.show(found, strict=strict)
    return max(EXIT_CODES[each.result(strict=strict)] for each in found)


def _refuse(outputs: Path | None, inputs: Path | None, *, again: bool) -> None:
    """Refuse what cannot be done, before thousands of lines say so."""
    from govreport_writer.errors import SubmissionError

    for folder in filter(None, (outputs, inputs)):
        if not folder.is_dir():
            raise SubmissionError("receipt.no_folder", folder=folder)
    if again and inputs is None:
        raise SubmissionError("receipt.no_inputs")


def _verified(job: VerifyReceipt, receipts: Sequence[Path], running: Running) -> Iterator[Verified]:
    from govreport_writer.batch.executor import Failed, carried_out
    from govreport_writer.cli.progress import watching
    from govreport_writer.receipts.verifying import Verified

    executor = _executor(job, len(receipts), running)
    with watching(len(receipts)) as arrived:
        results = carried_out(job, receipts, executor, arrived)
        for path, result in zip(receipts, results, strict=True):
            if isinstance(result, Verified):
                yield result
                continue
            failed = result if isinstance(result, Failed) else Failed("error", repr(result))
            why = messages.text(f"batch.failed.{failed.cause}", why=failed.why)
            located = messages.text("words.located", place=path, text=why)
            yield Verified(str(path), error=located, incomplete=True)


def _executor(job: VerifyReceipt, count: int, running: Running) -> Executor:
    """Return what carries out the run: hashes of some hundred files are there before a process has begun."""
    from govreport_writer.batch.executor import Here
    from govreport_writer.cli.running import executor_of

    if running == Running() and not job.again and count < MANY:
        return Here(debugging())
    return executor_of(running, count)
