"""Wrong usage in one line and in the reader's language."""

from __future__ import annotations

from typing import NoReturn

import click

from govreport_writer import messages


def usage_line(error: click.ClickException) -> str:
    """Return what was wrong with the call and where help is to be had."""
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "govreport"
    return messages.text("usage.line", text=_text(error), command=command)


def _text(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities[0] if error.possibilities else ""
        hint = messages.text("words.did_you_mean", word=near) if near else ""
        return messages.text("usage.no_such_option", name=error.option_name, hint=hint)
    if isinstance(error, click.MissingParameter):
        return messages.text("usage.missing", name=_name(error))
    if isinstance(error, click.BadParameter):
        return messages.text("usage.bad_value", name=_name(error), why=_why(error))
    return messages.text("usage.other", why=error.format_message())


def _why(error: click.BadParameter) -> str:
    if error.param is not None and isinstance(error.param.type, click.Choice):
        return messages.text("expected.one_of", choices=", ".join(map(str, error.param.type.choices)))
    if error.param is not None and isinstance(error.param.type, click.types.IntParamType):
        return messages.text("expected.int_type")
    return error.message


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return error.param_hint if isinstance(error.param_hint, str) else ""
    names = [*error.param.opts, *error.param.secondary_opts]
    return "/".join(names) if error.param.param_type_name == "option" else (error.param.name or "").upper()


def missing_option(name: str) -> NoReturn:
    """Refuse a call without an option that only sometimes may be left out."""
    context = click.get_current_context()
    parameter = next(each for each in context.command.params if each.name == name)
    raise click.MissingParameter(ctx=context, param=parameter)
