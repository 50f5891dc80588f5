"""`govreport render`: the finished documents of one or many submissions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from govreport_writer.cli.localised import LocalCommand, language_option, option
from govreport_writer.cli.running import Running, executor_of, resume_option, running_options, warm_up
from govreport_writer.vocabulary import USUAL_FORMATS, PdfEngine, PdfStandard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govreport_writer.batch.executor import Executor
    from govreport_writer.batch.first_look import FirstLook
    from govreport_writer.batch.rendering import RenderUnit
    from govreport_writer.batch.unit import Unit
    from govreport_writer.documents.files import Order
    from govreport_writer.receipts.resume import Receipts


@click.command(cls=LocalCommand)
@click.argument("files", nargs=-1, required=True)
@option("-o", "--output", "folder", default=".")
@option("--to", "formats", default=",".join(USUAL_FORMATS))
@option("--pdf-engine", type=click.Choice(get_args(PdfEngine)), default="typst")
@option("--pdf-standard", type=click.Choice(get_args(PdfStandard)))
@option("--profile", "profile", default="standard")
@option("--templates", "templates", type=click.Path(path_type=Path))
@option("--charts", is_flag=True)
@option("--no-verify", "verify", is_flag=True, flag_value=False, default=True)
@option("--draft", is_flag=True)
@option("--prior", "prior", multiple=True)
@option("--rules", "rules", type=click.Path(path_type=Path))
@option("--receipts", is_flag=True)
@running_options
@resume_option
@language_option
def render(
    files: tuple[str, ...],
    folder: str,
    formats: str,
    pdf_engine: PdfEngine,
    pdf_standard: PdfStandard | None,
    profile: str,
    templates: Path | None,
    charts: bool,
    verify: bool,
    draft: bool,
    prior: tuple[str, ...],
    rules: Path | None,
    receipts: bool,
    running: Running,
    resume: bool,
) -> int:
    """Render submissions, unless findings block."""
    from govreport_writer.batch.checking import CheckUnit
    from govreport_writer.batch.first_look import FirstLook
    from govreport_writer.batch.leftovers import remove_leftovers
    from govreport_writer.batch.outputs import place_named
    from govreport_writer.batch.rendering import RenderUnit
    from govreport_writer.batch.stopping import Stopped
    from govreport_writer.batch.storage import is_url, local
    from govreport_writer.cli import inputs, stopped
    from govreport_writer.documents.appearance import Appearance, own_templates
    from govreport_writer.documents.files import Order, wanted_formats
    from govreport_writer.profile import load_profile
    from govreport_writer.receipts.moment import moment_set
    from govreport_writer.rules_off import read_rules_off

    look = Appearance(load_profile(profile), own_templates(templates), pdf_engine, pdf_standard)
    order = Order(place_named(folder), wanted_formats(formats), draft, look, charts, verify)
    units = inputs.units_of(files)
    warm_up(running, len(units))
    if not is_url(folder):
        remove_leftovers(local(folder))
    off = read_rules_off(rules) if rules else ()
    receipts = receipts or len(units) > 1
    if receipts:
        moment_set()  # a moment that is none is one error, not one a unit
    try:
        with stopped.stoppable(len(units)):
            priors = inputs.earlier_years(prior, running, len(units))
            job = RenderUnit(CheckUnit(priors, order.formats, off), order, receipts)
            first = FirstLook(order, off, priors, _receipts(order) if resume else None)
            return _rendered(units, first, job, executor_of(running, len(units)))
    except Stopped as stop:
        return stopped.said(stop, resumable=receipts)


def _receipts(order: Order) -> Receipts:
    from govreport_writer.batch.outputs import receipts_at

    return receipts_at(order.folder)


def _rendered(units: Sequence[Unit], first: FirstLook, job: RenderUnit, executor: Executor) -> int:
    """Render each unit that is not done, print what became of it, and return the highest code."""
    from govreport_writer.batch.first_look import Unchanged
    from govreport_writer.batch.kept import Tally
    from govreport_writer.batch.rendering import planned, render_units
    from govreport_writer.cli import output, progress

    plan = planned(units, first, executor)
    tally, code = Tally(), 0
    with progress.watching(len(plan.left)) as arrived:
        for outcome in render_units(plan, job, executor, arrived):
            tally.add(outcome.verdict)
            code = max(code, output.exit_code_rendered(outcome, job.order))
            if not isinstance(outcome, Unchanged):
                output.print_rendered(outcome, job.order)
    output.print_totals(tally, job.check.off, len(plan.done))
    return code
