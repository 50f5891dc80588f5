"""The relations of the editions as a reader meets them: one for all editions in which it is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from govreport_writer.checks.broken import code_of, formula_in_words
from govreport_writer.form.edition import FormEdition, Identity
from govreport_writer.form.file import ConditionFile, YearsFile


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation with its formulas in labels; `times` is how often it stands in one report."""

    id: str
    code: str
    title: str | None
    kind: str
    severity: str
    basis: str
    cite: str | None
    formulas: tuple[str, ...]
    times: int
    tables: tuple[str, ...]
    when: tuple[ConditionFile, ...]
    unless: tuple[ConditionFile, ...]
    years: YearsFile | None
    editions: tuple[str, ...] = ()


def relations_of(forms: Iterable[FormEdition]) -> tuple[Relation, ...]:
    """Return the relations of editions, footings included, in the order in which they stand."""
    found: dict[Relation, tuple[str, ...]] = {}
    for form in forms:
        for relation in _relations(form):
            found[relation] = (*found.get(relation, ()), form.id)
    return tuple(replace(relation, editions=editions) for relation, editions in found.items())


def _relations(form: FormEdition) -> Iterator[Relation]:
    by_rule: dict[tuple[str, str], list[Identity]] = {}
    for identity in form.identities:
        by_rule.setdefault((identity.relation, code_of(identity)), []).append(identity)
    for (relation, code), identities in by_rule.items():
        first = identities[0]
        yield Relation(
            id=relation,
            code=code,
            title=first.title,
            kind=first.kind,
            severity=first.severity,
            basis=first.basis,
            cite=first.cite,
            formulas=tuple(dict.fromkeys(formula_in_words(each, form) for each in identities)),
            times=len(identities),
            tables=tuple(_sheets(form, identities)),
            when=first.when,
            unless=first.unless,
            years=first.years,
        )


def _sheets(form: FormEdition, identities: list[Identity]) -> Iterator[str]:
    named = {term.ref.table for each in identities for term in (*each.left, *each.right)}
    yield from (table.sheet for table in form.tables if table.id in named)
