"""The command line: the only part that prints, colours and exits."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import click

from govreport_writer import messages
from govreport_writer.cli import (
    check,
    collect,
    convert,
    doctor,
    editions,
    import_,
    new,
    preview,
    receipt,
    render,
    rollup,
    rules,
    templates,
    verify,
)
from govreport_writer.cli.localised import LocalGroup, LocalOption, language_option, option
from govreport_writer.cli.usage import usage_line
from govreport_writer.errors import EditionError, GovReportError


@click.group(cls=LocalGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    None, "-V", "--version", cls=LocalOption, package_name="govreport-writer", message="govreport %(version)s"
)
@option("--editions", "edition_folders", multiple=True, type=click.Path(path_type=Path))
@option("--debug", is_flag=True)
@language_option
def govreport(edition_folders: tuple[Path, ...], debug: bool) -> None:  # noqa: ARG001  # read by debugging()
    """Write, check and render annual reports; the help is in the catalogues."""
    if edition_folders:
        from govreport_writer.editions import use_folders

        for folder in edition_folders:
            if not folder.is_dir():
                raise EditionError("edition.no_folder", folder=folder)
        use_folders(edition_folders)


for _command in (
    *(new.new, check.check, render.render, preview.preview, convert.convert, import_.import_, rules.rules),
    rollup.rollup,
    *(collect.collect, editions.editions, verify.verify, receipt.receipt, templates.templates, doctor.doctor),
):
    govreport.add_command(_command)


os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""Looking for plugins of pydantic costs more than checking a file."""


LIVING = 50_000
"""Objects made before the collector looks for dead ones: those of a short run live to its end."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code; an error is one line on standard error."""
    gc.set_threshold(LIVING)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        code = _without_reader()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        click.echo(
            messages.text("words.error", text=messages.text("errors.output", why=error.strerror)), err=True
        )
        code = 2
    sys.exit(code)


def _without_reader() -> int:
    """Return the code of a program whose reader went away (`| head`), and let the exit print nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code."""
    _choose_language(arguments)
    try:
        result = govreport.main(arguments, prog_name="govreport", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.Abort:
        return 130
    except SystemExit:  # click's answer to a reader that went away
        return _without_reader()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 2
    except click.ClickException as error:
        click.echo(usage_line(error), err=True)
        return 2
    except GovReportError as error:
        if "--debug" in arguments:
            raise
        click.echo(messages.text("words.error", text=error), err=True)
        return error.exit_code
    return result if isinstance(result, int) else 0


def _choose_language(arguments: list[str]) -> None:
    """Take `--lang` before anything is parsed, so that help and usage errors speak it too."""
    for index, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang":
            value = "".join(arguments[index + 1 : index + 2])
        if value in messages.LANGUAGES:
            messages.use_language(value)
