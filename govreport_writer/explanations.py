"""Hold the agency's explanations against the findings they answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from govreport_writer import messages
from govreport_writer.findings import Finding, Instance, Place, State
from govreport_writer.submission import Explanation


def explained(findings: list[Finding], explanations: tuple[Explanation, ...]) -> list[Finding]:
    """Return the findings with their state, and a hint (GR003) for each explanation that answers none.

    A 核实 finding is explained while the values are those the explanation was written for, and open
    again (lapsed) when they differ. Nothing explains a 强制 finding away.
    """
    answered = [_answered(finding, explanations) for finding in findings]
    return [*_unknown(findings, explanations), *answered]


def _answered(finding: Finding, explanations: tuple[Explanation, ...]) -> Finding:
    own = [each for each in explanations if each.finding == finding.id]
    if not own or finding.severity != "should":
        return finding
    fitting = [each for each in own if _normal(each.values) == _normal(finding.values)]
    state: State = "explained" if fitting else "lapsed"
    return replace(finding, state=state, explanation=(fitting or own)[0].text)


def _normal(values: str) -> str:
    return "".join(values.split())


def _unknown(findings: list[Finding], explanations: tuple[Explanation, ...]) -> Iterator[Finding]:
    severities = {finding.id: finding.severity for finding in findings}
    seen: set[str] = set()
    for explanation in explanations:
        severity = severities.get(explanation.finding)
        again = explanation.finding in seen
        seen.add(explanation.finding)
        if again or severity in (None, "must"):
            kind = "unknown" if severity is None else "must" if severity == "must" else "duplicate"
            reason = messages.text(f"explanation.{kind}")
            yield Finding(
                code="GR003",
                severity="hint",
                anchor=explanation.finding,
                instances=(Instance((Place(),)),),
                fields={"finding": explanation.finding, "reason": reason},
                values=explanation.finding,
            )
