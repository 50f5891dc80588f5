"""Rules switched off because they are known to be wrong: a published list, with reason and date.

A rule is a code (GR302) or a relation (requests.balance). Its findings are dropped before the verdict; what
was off stands in every report. A code that tells of figures which were not read, or of content that cannot
be printed, stays on: without it a report would lack something, and nobody would be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from govreport_writer import editions, explanations, messages
from govreport_writer.across import ACROSS
from govreport_writer.checks import CHECKS
from govreport_writer.errors import SubmissionError
from govreport_writer.findings import Finding, Gap
from govreport_writer.rollup import findings as rollup_findings
from govreport_writer.submission import Day
from govreport_writer.yaml_model import StrictModel, nearest, validated
from govreport_writer.yaml_strict import read_yaml

ALWAYS_ON = frozenset({"GR001", "GR007", "GR008", "GR009", "GR011", "GR012", "GR013", "GR201", "GR702"})
"""The wrong form; pictures, look-ups and cells of text lost; figures outside the form, merged, unreadable;
characters without a font.
"""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class RuleOff(StrictModel):
    """A rule that does not count, why, and since when."""

    rule: Words
    reason: Words
    date: Day


class OffFile(StrictModel):
    """What a list says of rules."""

    off: tuple[RuleOff, ...]


class RulesFile(StrictModel):
    """The list as a file."""

    rules: OffFile


Off = tuple[RuleOff, ...]


def read_rules_off(path: Path) -> Off:
    """Return the rules that a list switches off; SubmissionError with the line of a slip."""
    node = read_yaml(path)
    rules = validated(RulesFile, node, str(path)).rules.off
    known = known_rules()
    seen: set[str] = set()
    for index, rule in enumerate(rules):
        key, hint = _misfit(rule.rule, known, seen)
        if key:
            line = node.line_at(("rules", "off", index, "rule"))
            raise SubmissionError(f"rules.{key}", file=path, line=line, name=rule.rule, hint=hint)
        seen.add(rule.rule)
    return rules


def known_rules() -> tuple[str, ...]:
    """Return every code, and every relation of every edition there is."""
    forms = map(editions.load, editions.available())
    relations = dict.fromkeys(identity.relation for form in forms for identity in form.identities)
    return (*codes(), *relations)


def codes() -> tuple[str, ...]:
    """Return the codes of all checks."""
    modules = (*CHECKS, *ACROSS, rollup_findings, explanations)
    return tuple(sorted(code for module in modules for code in module.CODES))


def findings_on(findings: Iterable[Finding], off: Off) -> list[Finding]:
    """Return the findings of rules that count."""
    names = {each.rule for each in off}
    return [each for each in findings if each.code not in names and each.relation not in names]


def gaps_on(gaps: Iterable[Gap], off: Off) -> tuple[Gap, ...]:
    """Return what was not checked of rules that count."""
    names = {each.rule for each in off}
    return tuple(gap for gap in gaps if gap.code not in names and gap.relation not in names)


def as_json(off: Off) -> list[Mapping[str, str]]:
    """Return the rules as the contract has them."""
    return [{"rule": each.rule, "reason": each.reason, "date": each.date.isoformat()} for each in off]


def in_words(off: Off) -> list[str]:
    """Return each rule with its reason and date, for people."""
    return [messages.text("rules.off", **each) for each in as_json(off)]


def _misfit(name: str, known: tuple[str, ...], seen: set[str]) -> tuple[str, str]:
    if name not in known:
        return "unknown", nearest(name, known)
    if name in ALWAYS_ON:
        return "always_on", ""
    return ("twice", "") if name in seen else ("", "")
