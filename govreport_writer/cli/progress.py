"""How far a long run is: a bar where a person watches, a plain line now and then in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import click

from govreport_writer import messages

LONG_RUN = 5
"""Units from which on a run shows its progress."""
EVERY = 10.0
"""Seconds between the lines of a log."""
Arrived = Callable[[int, object], None]


@contextmanager
def watching(total: int) -> Iterator[Arrived]:
    """Give what is to be told of each unit that is done."""
    if total < LONG_RUN:
        yield lambda _index, _result: None
    elif sys.stderr.isatty():
        with _bar(total) as arrived:
            yield arrived
    else:
        yield Log(total).arrived


class Log:
    """Prints a line on standard error at most every `EVERY` seconds."""

    def __init__(self, total: int, now: Callable[[], float] = monotonic) -> None:
        self._total, self._now = total, now
        self._began = self._said = now()
        self._done = 0

    def arrived(self, _index: int, _result: object) -> None:
        """Count one more unit."""
        self._done += 1
        now = self._now()
        if now - self._said >= EVERY and self._done < self._total:
            self._said = now
            click.echo(progress_line(self._done, self._total, now - self._began), err=True)


def progress_line(done: int, total: int, seconds: float) -> str:
    """Return how many units are done, how many a second, and how long the rest will take."""
    rate = done / max(seconds, 0.001)
    left = round((total - done) / rate) if done else "?"
    return messages.text("batch.progress", done=done, total=total, rate=f"{rate:.1f}", left=left)


@contextmanager
def _bar(total: int) -> Iterator[Arrived]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(), TextColumn("{task.description}", markup=False))
    console = Console(stderr=True)
    began, done = monotonic(), 0
    with Progress(
        *columns,
        console=console,
        transient=True,
        refresh_per_second=4,
        redirect_stdout=sys.stdout.isatty(),  # else a file would lose its lines to the terminal
    ) as bar:
        task = bar.add_task("", total=total)

        def arrived(_index: int, _result: object) -> None:
            nonlocal done
            done += 1
            line = progress_line(done, total, monotonic() - began)
            bar.update(task, completed=done, description=line)

        yield arrived
