"""`govreport render`: the finished documents of one or many submissions."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from govreport_writer.cli.localised import LocalCommand, debugging, language_option, option
from govreport_writer.vocabulary import FORMATS, PdfEngine


@click.command(cls=LocalCommand)
@click.argument("files", nargs=-1, required=True)
@option("-o", "--output", "folder", type=click.Path(path_type=Path), default=Path())
@option("--to", "formats", default=",".join(FORMATS))
@option("--pdf-engine", type=click.Choice(get_args(PdfEngine)), default="typst")
@option("--draft", is_flag=True)
@option("--prior", "prior", multiple=True, type=click.Path(path_type=Path))
@option("--rules", "rules", type=click.Path(path_type=Path))
@language_option
def render(
    files: tuple[str, ...],
    folder: Path,
    formats: str,
    pdf_engine: PdfEngine,
    draft: bool,
    prior: tuple[Path, ...],
    rules: Path | None,
) -> int:
    """Render submissions, unless findings block."""
    from govreport_writer.batch import render_files
    from govreport_writer.cli import output
    from govreport_writer.cli.inputs import submissions
    from govreport_writer.documents.files import Order, wanted_formats
    from govreport_writer.rules_off import read_rules_off

    order = Order(folder, wanted_formats(formats), draft=draft, pdf_engine=pdf_engine)
    paths = submissions(files)
    off = read_rules_off(rules) if rules else ()
    outcomes = []
    found = render_files(paths, order, prior, debug=debugging(), off=off)
    for outcome in output.progress(found, len(paths)):
        output.print_rendered(outcome, order)
        outcomes.append(outcome)
    output.print_totals(outcomes, off)
    return output.exit_code_rendered(outcomes, order)
