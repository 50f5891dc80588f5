"""`govreport doctor`: what works on this computer, and what to install where something does not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, get_args

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, language_option, option
from govreport_writer.vocabulary import PdfEngine

if TYPE_CHECKING:
    from govreport_writer.doctor.line import Line

_COLOURS = {"works": "green", "broken": "red", "absent": "yellow", "fact": ""}


@click.command(cls=LocalCommand)
@option("--pdf-engine", "engine", type=click.Choice(get_args(PdfEngine)), default="typst")
@option("--all", "everywhere", is_flag=True)
@option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@language_option
def doctor(engine: PdfEngine, everywhere: bool, form: str) -> int:
    """Examine the computer; 1 when something that is wanted does not work."""
    from govreport_writer.doctor.examination import examined, is_usable

    found = examined(weasyprint=engine == "weasyprint", everywhere=everywhere)
    lines = list(found) if form == "json" else list(_printed(found))
    usable = is_usable(lines)
    if form == "json":
        report = {"format": 1, "usable": usable, "lines": [line.as_json() for line in lines]}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        _say_verdict(usable)
    return 0 if usable else 1


def _printed(lines: Iterable[Line]) -> Iterable[Line]:
    """Print each line as it comes and pass it on; a topic has a heading."""
    from govreport_writer.cli.output import say

    topic = ""
    for line in lines:
        if line.topic != topic:
            topic = line.topic
            say(messages.text(f"doctor.topic.{topic}"), "bold")
        mark = messages.text(f"doctor.state.{line.state}")
        say(messages.text("doctor.line", state=mark, text=line.text), _COLOURS[line.state])
        for each in line.advice:
            say(messages.text("doctor.advice", text=each))
        yield line


def _say_verdict(usable: bool) -> None:
    from govreport_writer.cli.output import say

    say(
        messages.text("doctor.usable" if usable else "doctor.not_usable"),
        "bold green" if usable else "bold red",
    )
