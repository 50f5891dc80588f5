"""Sum the trials up: rates by edition, form and kind of error, the targets, and the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from rich.table import Table

from benchmarks.findings.trials import Trial

TYPED, COMPUTED = "typed", "computed"
ENOUGH = 2
"""Equations that must be broken before a single cell can be told."""

Trials = Sequence[Trial]


@dataclass(frozen=True, slots=True)
class Rates:
    """What became of trials of one sort, shares from 0 to 1; None where there are none.

    `first` and `among_three` are taken where at least two equations are broken; `restored` counts the first
    suspects that give every wrong cell its figure back, `ties` the trials with several changes as likely as
    the first.
    """

    errors: int
    covered: int
    detected: float | None
    crossed: int
    first: float | None
    among_three: float | None
    restored: float | None
    ties: float | None
    shown: float


def rates(trials: Trials) -> Rates:
    """Return what became of some trials."""
    covered = [each for each in trials if each.covered]
    crossed = [each for each in trials if each.covered >= ENOUGH]
    return Rates(
        errors=len(trials),
        covered=len(covered),
        detected=_share(covered, lambda each: each.detected),
        crossed=len(crossed),
        first=_share(crossed, lambda each: each.rank == 1),
        among_three=_share(crossed, lambda each: each.rank is not None),
        restored=_share(crossed, lambda each: each.restored == 1),
        ties=_share(crossed, lambda each: each.alike > 1),
        shown=sum(each.shown for each in trials) / len(trials),
    )


def _share(trials: Trials, holds: Callable[[Trial], bool]) -> float | None:
    return sum(map(holds, trials)) / len(trials) if trials else None


@dataclass(frozen=True, slots=True)
class Target:
    """A figure and what it should be: at least, or for times (in ms) and counts at most."""

    what: str
    found: float | None
    wanted: float
    at_most: bool = False

    @property
    def is_met(self) -> bool:
        """Whether the target is met; what was not measured is not."""
        if self.found is None:
            return False
        return self.found <= self.wanted if self.at_most else self.found >= self.wanted


def targets(trials: Trials, must_on_clean: int, check: float, ten: Sequence[float]) -> Iterator[Target]:
    """Yield the targets with what was found."""
    typed, computed = (rates(_of(trials, form)) for form in (TYPED, COMPUTED))
    yield Target("covered errors detected", rates(trials).detected, 0.99)
    yield Target("cell first, totals typed", typed.first, 0.85)
    yield Target("cell among three, totals typed", typed.among_three, 0.97)
    yield Target("cell among three, totals computed", computed.among_three, 0.50)
    yield Target("强制 findings on clean submissions", must_on_clean, 0, at_most=True)
    yield Target(
        "suspects, ten broken identities, longest, ms", max(ten) * 1000 if ten else None, 50, at_most=True
    )
    yield Target("check of a clean submission, median, ms", check * 1000, 5, at_most=True)


def _of(trials: Trials, form: str) -> Trials:
    return [each for each in trials if each.form == form]


def tables(trials: Trials, found: Iterable[Target]) -> Iterator[Table]:
    """Yield the tables: by edition, by kind of error, the targets."""
    yield _rates_table("by edition", trials, lambda each: each.edition)
    yield _rates_table("by kind of error", trials, lambda each: each.kind)
    shown = Table("target", "found", "wanted", "met", title="targets")
    for each in found:
        sign = "≤" if each.at_most else "≥"
        value = "–" if each.found is None else _printed(each.found, share=not each.at_most)
        wanted = _printed(each.wanted, share=not each.at_most)
        shown.add_row(each.what, value, f"{sign} {wanted}", "yes" if each.is_met else "[red]no[/red]")
    yield shown


def grouped(trials: Trials, key: Callable[[Trial], str]) -> dict[tuple[str, str], Trials]:
    """Return the trials by form and key, in the order in which they came."""
    groups: dict[tuple[str, str], list[Trial]] = {}
    for each in trials:
        groups.setdefault((each.form, key(each)), []).append(each)
    return dict(sorted(groups.items(), key=lambda item: item[0][0] != TYPED))


COLUMNS = (
    "totals",
    "",
    "errors",
    "covered",
    "detected",
    "≥ 2 eq.",
    "first",
    "in three",
    "restored",
    "ties",
    "shown",
    "check",
    "search",
)


def _rates_table(title: str, trials: Trials, key: Callable[[Trial], str]) -> Table:
    table = Table(*COLUMNS, title=f"seeded errors {title}")
    for (form, name), group in grouped(trials, key).items():
        found = rates(group)
        shares = [_printed(each) for each in (found.first, found.among_three, found.restored, found.ties)]
        times = [
            f"{median(each) * 1000:.1f}" for each in ([t.check for t in group], [t.search for t in group])
        ]
        counts = (str(found.errors), str(found.covered), _printed(found.detected), str(found.crossed))
        table.add_row(form, name, *counts, *shares, f"{found.shown:.1f}", *times)
    return table


def _printed(value: float | None, *, share: bool = True) -> str:
    if value is None:
        return "–"
    return f"{value:.1%}" if share else f"{value:.2f}".removesuffix(".00")
