"""An explanation answers one finding, and says something of its own (GR003, GR016).

What it does: names explanations that answer no finding, a finding already answered or a 强制 one (GR003), and
those that are very short, stand under several findings, or repeat the finding's own words (GR016).
Why: an explanation is read by whoever supervises the agency; one that says nothing explains nothing.
Example: “属实。” under a sum that differs by 40.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from govreport_writer import messages
from govreport_writer.findings import Finding, Instance, Place, State
from govreport_writer.submission import Explanation

CODES = ("GR003", "GR016")
LEAST_HAN, LEAST_CHARACTERS = 6, 10
"""An explanation with fewer Chinese characters, and fewer characters in all, says nothing."""
BETWEEN_UNITS = re.compile("GR5[23][0-9]@")
"""Findings that only a command which sees many units makes: a check of one knows nothing of them."""
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_NO_WORDS = re.compile(r"[\W_]+")


def explained(
    findings: list[Finding], explanations: tuple[Explanation, ...], beside: tuple[Explanation, ...] = ()
) -> list[Finding]:
    """Return the findings with their state, and a hint (GR003) for each explanation that answers none.

    A 核实 finding is explained while the values are those the explanation was written for, and open
    again (lapsed) when they differ. Nothing explains a 强制 finding away. An explanation from the file
    `beside` the submission counts where the submission itself has none for the finding.
    """
    own = {each.finding for each in explanations}
    counting = (*explanations, *(each for each in beside if each.finding not in own))
    answered = [_answered(finding, counting) for finding in findings]
    return [*_unknown(findings, explanations, beside), *answered]


def weak(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield a hint (GR016) for each explanation that counts and says nothing of its own."""
    by_text: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.state == "explained":
            by_text.setdefault(_bare(finding.explanation or ""), []).append(finding)
    for text, under in by_text.items():
        reasons = [messages.text(f"explanation.{kind}") for kind in _weaknesses(text, under)]
        if reasons:
            ids = messages.text("words.comma").join(finding.id for finding in under)
            yield _hint("GR016", under[0].id, {"finding": ids, "reason": _listed(reasons)}, text)


def _weaknesses(text: str, under: Sequence[Finding]) -> Iterator[str]:
    whole = under[0].explanation or ""
    if len(_HAN.findall(whole)) < LEAST_HAN and len("".join(whole.split())) < LEAST_CHARACTERS:
        yield "short"
    if len(under) > 1:
        yield "shared"
    if text and any(text in own for finding in under for own in _own_words(finding)):
        yield "copied"


def _own_words(finding: Finding) -> Iterator[str]:
    """Yield what the finding itself says, in every language: the reader's does not change the outcome."""
    for language in messages.LANGUAGES:
        with messages.speaking(language):
            yield from (_bare(finding.message), _bare(finding.remedy))


def _bare(text: str) -> str:
    return _NO_WORDS.sub("", text).casefold()


def _listed(reasons: list[str]) -> str:
    return messages.text("words.comma").join(reasons)


def _answered(finding: Finding, explanations: tuple[Explanation, ...]) -> Finding:
    own = [each for each in explanations if each.finding == finding.id]
    if not own or finding.severity != "should":
        return finding
    fitting = [each for each in own if _normal(each.values) == _normal(finding.values)]
    state: State = "explained" if fitting else "lapsed"
    return replace(finding, state=state, explanation=(fitting or own)[0].text)


def _normal(values: str) -> str:
    return "".join(values.split())


def _unknown(
    findings: list[Finding], explanations: tuple[Explanation, ...], beside: tuple[Explanation, ...]
) -> Iterator[Finding]:
    severities = {finding.id: finding.severity for finding in findings}
    own = {each.finding for each in explanations}
    seen: set[str] = set()
    given = [*((each.finding, False) for each in explanations), *((each.finding, True) for each in beside)]
    for name, is_beside in given:
        severity = severities.get(name)
        again = name in seen
        seen.add(name)
        if severity is None and not again and BETWEEN_UNITS.match(name):
            continue
        if again or severity in (None, "must"):
            duplicate = "beside" if is_beside and name in own else "duplicate"
            kind = "unknown" if severity is None else "must" if severity == "must" else duplicate
            shown = messages.text("explanation.from_beside", finding=name) if is_beside else name
            reason = messages.text(f"explanation.{kind}")
            yield _hint("GR003", name, {"finding": shown, "reason": reason}, name)


def _hint(code: str, anchor: str, fields: dict[str, str], values: str) -> Finding:
    return Finding(
        code=code,
        severity="hint",
        anchor=anchor,
        instances=(Instance((Place(),)),),
        fields=fields,
        values=values,
    )
