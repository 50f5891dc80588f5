"""The parts of the handbook that were asked for, in words: what text, Markdown and HTML all show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govreport_writer import editions, messages
from govreport_writer.errors import SubmissionError
from govreport_writer.findings import basis_in_words
from govreport_writer.form.file import ConditionFile
from govreport_writer.handbook.codes import Code, all_codes
from govreport_writer.handbook.relations import Relation, relations_of
from govreport_writer.messages import text
from govreport_writer.yaml_model import nearest


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said of a rule, and its language: docstrings are English, labels of the form Chinese."""

    label: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A relation under its code."""

    id: str
    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A code, and those of its relations that were asked for."""

    id: str
    title: str
    facts: tuple[Fact, ...]
    rules: tuple[Rule, ...]


def pages(name: str | None = None, edition: str | None = None) -> tuple[Page, ...]:
    """Return the pages of a code, of a relation, or all; SubmissionError for a name that is neither."""
    forms = [editions.load(each) for each in ((edition,) if edition else editions.available())]
    codes, relations = all_codes(), relations_of(forms)
    if name is not None:
        wanted = name.upper() if name.upper() in {each.code for each in codes} else name
        relations = tuple(each for each in relations if wanted in (each.code, each.id))
        shown = {wanted, *(each.code for each in relations)}
        found = tuple(each for each in codes if each.code in shown)
        if not found:
            known = (*(each.code for each in codes), *(each.id for each in relations_of(forms)))
            raise SubmissionError("rules.unknown", name=name, hint=nearest(name, known))
        codes = found
    return tuple(_page(code, relations) for code in codes)


def _page(code: Code, relations: Sequence[Relation]) -> Page:
    own = tuple(_rule(each) for each in relations if each.code == code.code)
    return Page(code.code, code.title, tuple(_facts_of_code(code)), own)


def _facts_of_code(code: Code) -> Iterator[Fact]:
    if code.message:
        yield _fact("message", code.message)
    yield _fact("advice", code.advice)
    for name in ("what", "why", "example"):
        yield _fact(name, getattr(code, name), "en")


def _rule(relation: Relation) -> Rule:
    own = relation.title if messages.language() == "zh" else None
    return Rule(relation.id, own or "", tuple(_facts_of_relation(relation)))


def _facts_of_relation(relation: Relation) -> Iterator[Fact]:
    comma = text("words.comma")
    for formula in relation.formulas:
        yield _fact("formula", formula, "zh")
    kind = text(f"rules.kind.{relation.kind}")
    yield _fact("asks", kind if relation.times == 1 else text("rules.times", kind=kind, times=relation.times))
    yield _fact("severity", text(f"severity.{relation.severity}"))
    yield _fact("basis", basis_in_words(relation.basis, relation.cite))
    for name in ("when", "unless"):
        conditions = getattr(relation, name)
        if conditions:
            yield _fact(name, text("words.semicolon").join(map(_condition, conditions)))
    if relation.years:
        yield _fact("years", f"{relation.years.first}–{relation.years.last or ''}")
    yield _fact("tables", comma.join(relation.tables), "zh")
    yield _fact("editions", comma.join(relation.editions))


def _fact(name: str, words: str, language: str | None = None) -> Fact:
    return Fact(text(f"rules.{name}"), words, language or messages.language())


def _condition(condition: ConditionFile) -> str:
    """Return which agencies a condition means."""
    parts = [
        ("of_kind", [_word("kind", kind) for kind in condition.kinds]),
        ("of_level", [_word("level", level) for level in condition.levels]),
        ("named", list(condition.name_ends)),
    ]
    either = text("rules.either")
    return text("rules.both").join(
        text(f"rules.{key}", words=either.join(words)) for key, words in parts if words
    )


def _word(list_: str, value: str) -> str:
    """Return a kind or level as the workbook calls it; in English it goes by its own name."""
    return messages.printed(f"workbook.{list_}.{value}") if messages.language() == "zh" else value
