"""Turn identities that do not hold into findings: places, the sum in labels and in figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from govreport_writer import messages
from govreport_writer.cells import Value
from govreport_writer.checks.context import Context
from govreport_writer.checks.kinds import KINDS
from govreport_writer.checks.sides import Sides, evaluate, identities_of
from govreport_writer.figures import printed
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.form.edition import FormEdition, Identity, Term
from govreport_writer.places import labels_of, place

NUMBERS = {"footing": "01", "balance": "02", "bound": "03", "together": "04", "implies": "05", "unlike": "06"}
"""The end of the code of each kind of identity."""
BLANK_IN_VALUES = "_"
"""How an explanation writes a blank, in every language."""


def broken(context: Context, kind: str) -> Iterator[Finding]:
    """Yield a finding for each identity of a kind that does not hold."""
    for identity in identities_of(context, kind):
        sides = evaluate(identity, context)
        if sides is not None and not KINDS[kind].holds(sides):
            yield _finding(identity, sides, context, KINDS[kind].sign)


def code_of(identity: Identity) -> str:
    """Return the code: GR5xx for an identity with last year, GR4xx between tables, GR3xx within one."""
    if identity.needs_prior:
        return f"GR5{NUMBERS[identity.kind]}"
    return f"GR{4 if len(identity.tables) > 1 else 3}{NUMBERS[identity.kind]}"


def _finding(identity: Identity, sides: Sides, context: Context, sign: str) -> Finding:
    terms = (*identity.left, *identity.right)
    label = _labeller(terms, context.edition)
    instance = Instance(
        cells=tuple(_place(term, context) for term in terms),
        left=sides.left,
        right=sides.right,
        formula=formula_in_words(identity, context.edition),
        substitution=_figures(sides, sign, messages.text("words.blank")),
        blanks=_blank_terms(terms, sides, label),
    )
    return Finding(
        code=code_of(identity),
        severity=identity.severity,
        anchor=instance.cells[0].path or "",
        instances=(instance,),
        relation=identity.relation,
        title=identity.title,
        basis=identity.basis,
        cite=identity.cite,
        values=_figures(sides, sign, BLANK_IN_VALUES),
    )


def _place(term: Term, context: Context) -> Place:
    here = place(context.submission, term.ref)
    return Place(path=f"prior/{term.ref}", row=here.row, column=here.column) if term.prior else here


def formula_in_words(identity: Identity, edition: FormEdition, longest: int | None = None) -> str:
    """Return an identity as a sum of labels; a side of more terms than `longest` shows its ends."""
    label = _labeller((*identity.left, *identity.right), edition)

    def added(terms: tuple[Term, ...]) -> str:
        if longest is None or len(terms) <= longest:
            return " + ".join(map(label, terms)) or "0"
        return messages.text("words.terms", first=label(terms[0]), last=label(terms[-1]), count=len(terms))

    return f" {KINDS[identity.kind].sign} ".join(map(added, (identity.left, identity.right)))


def _labeller(terms: tuple[Term, ...], edition: FormEdition) -> Callable[[Term], str]:
    """Return how to name the terms of an identity: by column along one row, else by row."""
    along_a_row = len(terms) > 1 and len({term.ref.row for term in terms}) == 1

    def label(term: Term) -> str:
        row, column = labels_of(edition, term.ref)
        text = (column if along_a_row else row or column) or str(term.ref)
        return messages.text("words.last_year", label=text) if term.prior else text

    return label


def _figures(sides: Sides, sign: str, blank: str) -> str:
    def added(values: tuple[Value, ...]) -> str:
        return " + ".join(blank if value is None else printed(value) for value in values) or "0"

    return f"{added(sides.left_values)} {sign} {added(sides.right_values)}"


def _blank_terms(terms: tuple[Term, ...], sides: Sides, label: Callable[[Term], str]) -> tuple[str, ...]:
    values = (*sides.left_values, *sides.right_values)
    return tuple(label(term) for term, value in zip(terms, values, strict=True) if value is None)
