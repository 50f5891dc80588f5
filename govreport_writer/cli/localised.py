"""Commands and options whose help comes from the catalogues, by the names they have.

The help of `check` is `help.check.text`, of its `--prior` `help.check.prior`, else `help.common.prior`.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

import click

from govreport_writer import messages


class LocalOption(click.Option):
    """An option whose help is looked up when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option with its text in the language in force."""
        self.help = _help(_command_path(ctx), self.name or "")
        record = super().get_help_record(ctx)
        if record is None:
            return None
        return record[0], record[1].replace("[required]", messages.text("help.words.required"))


class _Localised(click.Command):
    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=messages.text("help.words.usage"))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            for line in messages.text(f"help.{_command_path(ctx)}.text").strip().splitlines():
                formatter.write(f"{'':>{formatter.current_indent}}{line}".rstrip() + "\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for param in options if (record := param.get_help_record(ctx))]
        if records:
            with formatter.section(messages.text("help.words.options")):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = messages.text("help.common.help")
        return option


class LocalCommand(_Localised):
    """A command that speaks the language in force."""


class LocalGroup(_Localised, click.Group):
    """A group of commands that speaks the language in force."""

    command_class = LocalCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands with a line each."""
        _Localised.format_options(self, ctx, formatter)
        prefix = "".join(f"{step}." for step in ctx.command_path.split()[1:])
        rows = [(name, messages.text(f"help.{prefix}{name}.short")) for name in self.list_commands(ctx)]
        with formatter.section(messages.text("help.words.commands")):
            formatter.write_dl(rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; a usage error with the nearest name for one that is not known."""
        command = super().get_command(ctx, cmd_name)
        if command is None:
            close = get_close_matches(cmd_name, list(self.commands), n=1)
            hint = messages.text("words.did_you_mean", word=close[0]) if close else ""
            raise click.UsageError(messages.text("usage.no_such_command", name=cmd_name, hint=hint), ctx)
        return command

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # the signature is click's
        """Return the commands in the order in which they were added."""
        return list(self.commands)


Decorated = Callable[..., Any]


def option(*names: str, **settings: Any) -> Callable[[Decorated], Decorated]:
    """Declare an option of a command; its help is in the catalogues."""
    return click.option(*names, cls=LocalOption, **settings)


def language_option(command: Decorated) -> Decorated:
    """Add `--lang`, which holds for everything that follows."""

    def choose(_ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
        if value:
            messages.use_language(value)

    return option(
        "--lang", type=click.Choice(messages.LANGUAGES), is_eager=True, expose_value=False, callback=choose
    )(command)


def debugging() -> bool:
    """Whether `--debug` was given: a crash shall show its traceback."""
    return bool(click.get_current_context().find_root().params.get("debug"))


def _command_path(ctx: click.Context) -> str:
    return ".".join(ctx.command_path.split()[1:]) or "govreport"


def _help(command: str, name: str) -> str:
    own = f"help.{command}.{name}"
    return messages.text(own if messages.has(own) else f"help.common.{name}")
