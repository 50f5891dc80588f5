"""`govreport render`: the finished documents of one or many submissions."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from govreport_writer.cli.localised import LocalCommand, debugging, language_option, option
from govreport_writer.vocabulary import USUAL_FORMATS, PdfEngine, PdfStandard


@click.command(cls=LocalCommand)
@click.argument("files", nargs=-1, required=True)
@option("-o", "--output", "folder", type=click.Path(path_type=Path), default=Path())
@option("--to", "formats", default=",".join(USUAL_FORMATS))
@option("--pdf-engine", type=click.Choice(get_args(PdfEngine)), default="typst")
@option("--pdf-standard", type=click.Choice(get_args(PdfStandard)))
@option("--profile", "profile", default="standard")
@option("--templates", "templates", type=click.Path(path_type=Path))
@option("--charts", is_flag=True)
@option("--no-verify", "verify", is_flag=True, flag_value=False, default=True)
@option("--draft", is_flag=True)
@option("--prior", "prior", multiple=True, type=click.Path(path_type=Path))
@option("--rules", "rules", type=click.Path(path_type=Path))
@language_option
def render(
    files: tuple[str, ...],
    folder: Path,
    formats: str,
    pdf_engine: PdfEngine,
    pdf_standard: PdfStandard | None,
    profile: str,
    templates: Path | None,
    charts: bool,
    verify: bool,
    draft: bool,
    prior: tuple[Path, ...],
    rules: Path | None,
) -> int:
    """Render submissions, unless findings block."""
    from govreport_writer.batch.checking import CheckUnit
    from govreport_writer.batch.executor import Here
    from govreport_writer.batch.rendering import RenderUnit, render_units
    from govreport_writer.batch.unit import Unit
    from govreport_writer.cli import output
    from govreport_writer.cli.inputs import submissions
    from govreport_writer.documents.appearance import Appearance, own_templates
    from govreport_writer.documents.files import Order, wanted_formats
    from govreport_writer.profile import load_profile
    from govreport_writer.rules_off import read_rules_off

    look = Appearance(load_profile(profile), own_templates(templates), pdf_engine, pdf_standard)
    order = Order(folder, wanted_formats(formats), draft, look, charts, verify)
    paths = submissions(files)
    off = read_rules_off(rules) if rules else ()
    outcomes = []
    units = [Unit(str(path), path.name) for path in paths]
    job = RenderUnit(CheckUnit(prior, order.formats, off), order)
    found = render_units(units, job, Here(debugging()))
    for outcome in output.progress(found, len(paths)):
        output.print_rendered(outcome, order)
        outcomes.append(outcome)
    output.print_totals(outcomes, off)
    return output.exit_code_rendered(outcomes, order)
