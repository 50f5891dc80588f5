"""Seed one error, check, and note what was found, what was suspected and how long it took."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from benchmarks.findings.clean import Clean, leaves_of, with_figures
from benchmarks.findings.errors import PAIR, Figures, SeededError
from govreport_writer.cells import CellRef
from govreport_writer.checks.context import Context
from govreport_writer.checks.sides import evaluate, meant_for
from govreport_writer.findings import Finding, Suspect
from govreport_writer.form.edition import Identity
from govreport_writer.pipeline import run_checks
from govreport_writer.submission import Submission
from govreport_writer.suspects.shown import with_suspects

EQUATIONS = ("footing", "balance")
"""Kinds of identities that every change breaks; a bound sees only what goes beyond it."""

TEN = 10
"""Broken identities among which the search is timed."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of one seeded error.

    `covered` counts the equations that it breaks. `rank` is the place, from 1, of the first suspect that
    names a wrong cell, `restored` of the first that gives them all their figures back; None where none does.
    """

    edition: str
    form: str
    kind: str
    covered: int
    detected: bool
    rank: int | None
    restored: int | None
    alike: int
    shown: int
    broken: int
    check: float
    search: float


def trial(clean: Clean, form: str, figures: Figures, error: SeededError) -> Trial:
    """Check the clean figures with one error in them."""
    submission = with_figures(clean.submission, {**figures, **error.after})
    started = time.process_time()
    outcome = run_checks(submission, clean.prior)
    checked = time.process_time()
    with_suspects(outcome.findings, Context(submission, clean.prior))
    searched = time.process_time() - checked
    telling = [
        each for each in outcome.findings if each.severity != "hint" and _touches(each, error, submission)
    ]
    first = next((each for each in telling if each.relation), None)
    suspects = first.suspects if first else ()
    return Trial(
        clean.name,
        form,
        error.kind,
        covered=sum(1 for each in clean.submission.edition.identities if _covers(each, clean, submission)),
        detected=bool(telling),
        rank=_rank(suspects, lambda each: _names(each, error)),
        restored=_rank(suspects, lambda each: _restores(each, clean.submission, error)),
        alike=first.equally_likely if first else 0,
        shown=len(outcome.findings),
        broken=sum(len(each.instances) for each in outcome.findings if each.relation),
        check=checked - started - searched,
        search=searched,
    )


def search_of_ten(clean: Clean, figures: Figures, errors: Sequence[SeededError]) -> float | None:
    """Return the seconds of a search in ten broken identities, or None when errors do not break so many."""
    after = dict(figures)
    for error in errors:
        after |= error.after
        submission = with_figures(clean.submission, after)
        findings = run_checks(submission, clean.prior).findings
        if sum(len(each.instances) for each in findings if each.relation) >= TEN:
            started = time.process_time()
            with_suspects(findings, Context(submission, clean.prior))
            return time.process_time() - started
    return None


def _touches(finding: Finding, error: SeededError, submission: Submission) -> bool:
    """Whether a finding speaks of a wrong cell, or of a total that was computed from it."""
    paths = {place.path for instance in finding.instances for place in instance.cells}
    refs = [ref for ref in submission.values if str(ref) in paths]
    return any(leaf in error.after for ref in refs for leaf in leaves_of(ref, submission))


def _covers(identity: Identity, clean: Clean, submission: Submission) -> bool:
    """Whether an identity is an equation whose sides an error changed by different amounts."""
    context = Context(submission, clean.prior)
    if identity.kind not in EQUATIONS or identity.severity == "hint":
        return False
    if not meant_for(identity, submission) or (identity.needs_prior and clean.prior is None):
        return False
    steps = [
        sum(
            _step(leaf, clean, submission)
            for term in side
            if not term.prior
            for leaf in leaves_of(term.ref, submission)
        )
        for side in (identity.left, identity.right)
    ]
    return steps[0] != steps[1] and evaluate(identity, context) is not None


def _step(ref: CellRef, clean: Clean, submission: Submission) -> int | Decimal:
    return (submission.values[ref] or 0) - (clean.submission.values[ref] or 0)


def _rank(suspects: tuple[Suspect, ...], fits: Callable[[Suspect], bool]) -> int | None:
    return next((rank for rank, each in enumerate(suspects, 1) if fits(each)), None)


def _names(suspect: Suspect, error: SeededError) -> bool:
    return any(place.path in map(str, error.after) for place, _, _ in suspect.changes)


def _restores(suspect: Suspect, clean: Submission, error: SeededError) -> bool:
    """Whether a change gives wrong cells their figures back and no other; of two errors one is enough."""
    wanted = {str(ref): clean.values[ref] or 0 for ref in error.after}
    given = {place.path: after for place, _, after in suspect.changes}
    whole = given == wanted or error.kind == PAIR
    return whole and all(path in wanted and wanted[path] == after for path, after in given.items())
