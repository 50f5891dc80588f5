"""The options of a command that works on many units: how many processes, which limits, which cluster."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from govreport_writer.cli.localised import debugging, option

if TYPE_CHECKING:
    from govreport_writer.batch.executor import Executor, Limits

MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Running:
    """What was asked for. `seconds` and `memory` (bytes) bound one unit; None leaves it to the program."""

    jobs: int | None = None
    seconds: float | None = None
    memory: int | None = None
    scheduler: str | None = None


def running_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--jobs`, `--time-limit`, `--memory-limit`, `--scheduler`; the command gets them as `running`."""

    @wraps(command)
    def with_running(
        *arguments: object,
        jobs: int | None,
        time_limit: float | None,
        memory_limit: int | None,
        scheduler: str | None,
        **others: object,
    ) -> Any:
        memory = None if memory_limit is None else memory_limit * MEBIBYTE
        return command(*arguments, running=Running(jobs, time_limit, memory, scheduler), **others)

    decorated: Callable[..., Any] = with_running
    for each in (
        option("--scheduler", "scheduler", metavar="URL"),
        option("--memory-limit", "memory_limit", type=click.IntRange(min=64), metavar="MIB"),
        option("--time-limit", "time_limit", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS"),
        option("--jobs", "jobs", type=click.IntRange(min=1), metavar="N"),
    ):
        decorated = each(decorated)
    return decorated


def resume_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--resume`."""
    return option("--resume", "resume", is_flag=True)(command)


def warm_up(running: Running, count: int) -> None:
    """Let the processes for so many units get ready while the run itself does."""
    if count > 1 and running.scheduler is None and not debugging():
        from govreport_writer.batch.serving import prepare

        prepare()


def executor_of(running: Running, count: int) -> Executor:
    """Return what carries out a run over `count` items."""
    from govreport_writer.batch.choose import executor

    limits = _limits(running)
    return executor(running.jobs, running.scheduler, count, limits, debug=debugging())


def _limits(running: Running) -> Limits | None:
    """Return the limits that were asked for; None when none was."""
    from govreport_writer.batch.executor import Limits

    if running.seconds is None and running.memory is None:
        return None
    limits = Limits() if running.seconds is None else Limits(seconds=running.seconds)
    return limits if running.memory is None else replace(limits, memory=running.memory)
