"""Which submission is last year's, and which relations with it could not be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_writer import messages
from govreport_writer.ancestry import cell_before
from govreport_writer.checks.broken import code_of
from govreport_writer.checks.context import Context
from govreport_writer.checks.sides import meant_for
from govreport_writer.findings import Gap
from govreport_writer.form.edition import Identity
from govreport_writer.submission import Agency, Submission


def last_year_of(submission: Submission, earlier: Sequence[Submission]) -> Submission | None:
    """Return the same organ's submission of the year before; names, short names or codes tell the organ."""
    for each in earlier:
        if each.year == submission.year - 1 and _same_organ(each.agency, submission.agency):
            return each
    return None


def years_before(submission: Submission, earlier: Sequence[Submission]) -> tuple[Submission, ...]:
    """Return the same organ's submissions of earlier years, the oldest first; of two for a year the first."""
    by_year: dict[int, Submission] = {}
    for each in earlier:
        if each.year < submission.year and _same_organ(each.agency, submission.agency):
            by_year.setdefault(each.year, each)
    return tuple(by_year[year] for year in sorted(by_year))


def _same_organ(one: Agency, other: Agency) -> bool:
    if one.code is not None and one.code == other.code:
        return True
    return not {one.name, *one.short_names}.isdisjoint({other.name, *other.short_names})


def not_compared(context: Context, *, asked: bool) -> Iterator[Gap]:
    """Yield the relations with last year that could not be compared, and why.

    `asked` tells that earlier submissions were given, though none of them was last year's.
    """
    seen: set[str] = set()
    for identity in context.edition.identities:
        if not (identity.needs_prior and meant_for(identity, context.submission)):
            continue
        reason = _reason(identity, context, asked)
        if reason and identity.relation not in seen:
            seen.add(identity.relation)
            why = messages.text(f"skipped.{reason}", relation=identity.relation)
            yield Gap(code_of(identity), why, identity.relation)


def _reason(identity: Identity, context: Context, asked: bool) -> str:
    if context.prior is None:
        return "other_prior" if asked else "prior"
    terms = [term for term in (*identity.left, *identity.right) if term.prior]
    known = all(cell_before(term.ref, context.edition, context.prior.edition) for term in terms)
    return "" if known else "no_predecessor"
