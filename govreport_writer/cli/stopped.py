"""A run over many units that is stopped by Ctrl-C: what is done stays done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from govreport_writer import messages
from govreport_writer.batch import stopping

INTERRUPTED = 130
"""The code of a program that was interrupted."""


@contextmanager
def stoppable(count: int) -> Iterator[None]:
    """Let units in work end on Ctrl-C where there are several; one alone is broken off."""
    if count < 2:
        yield
        return
    with stopping.stoppable():
        yield


def said(stop: stopping.Stopped, *, resumable: bool) -> int:
    """Say how many units are done and how to go on, and return the exit code."""
    text = messages.text("batch.stopped", done=stop.done, total=stop.total)
    if resumable:
        text += messages.text("words.semicolon") + messages.text("batch.go_on")
    click.echo(text, err=True)
    return INTERRUPTED
