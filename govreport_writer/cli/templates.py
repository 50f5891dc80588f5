"""`govreport templates`: an agency's own look: the shipped templates exported, edited ones checked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, LocalGroup, language_option, option

if TYPE_CHECKING:
    from govreport_writer.documents.own_templates.check import Checked


@click.group(cls=LocalGroup)
@language_option
def templates() -> None:
    """Export and check templates."""


@templates.command(cls=LocalCommand)
@click.argument("folder", type=click.Path(path_type=Path))
@option("--force", is_flag=True)
@language_option
def export(folder: Path, force: bool) -> None:
    """Write the shipped templates into a folder."""
    from govreport_writer.documents.own_templates.export import README, export_templates

    paths = export_templates(folder, force=force)
    click.echo(messages.text("templates.exported", count=len(paths), folder=folder, readme=README))


@templates.command(cls=LocalCommand)
@click.argument("folder", type=click.Path(path_type=Path))
@option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@language_option
def check(folder: Path, form: str) -> int:
    """Check the templates of a folder; 1 when one of them cannot be used."""
    from govreport_writer.documents.own_templates.check import check_templates

    checked = check_templates(folder)
    if form == "json":
        click.echo(json.dumps(_as_json(checked), ensure_ascii=False, indent=2))
    else:
        _print(checked)
    return 1 if checked.errors else 0


def _print(checked: Checked) -> None:
    from govreport_writer.cli.output import say

    for problem in checked.problems:
        first, *more = problem.lines()
        say(first, "red" if problem.severity == "error" else "yellow")
        for line in more:
            say(line, "dim")
    say(_summary(checked), "bold red" if checked.errors else "bold green")


def _summary(checked: Checked) -> str:
    warnings = len(checked.problems) - checked.errors
    names = messages.text("words.comma").join(checked.files)
    if checked.errors:
        return messages.text(
            "template_problem.count", folder=checked.folder, errors=checked.errors, warnings=warnings
        )
    key = "fine_with_warnings" if warnings else "fine"
    return messages.text(f"template_problem.{key}", folder=checked.folder, warnings=warnings, names=names)


def _as_json(checked: Checked) -> dict[str, object]:
    return {
        "format": 1,
        "folder": str(checked.folder),
        "files": list(checked.files),
        "errors": checked.errors,
        "problems": [problem.as_json() for problem in checked.problems],
    }
