"""Hold the agency's explanations against the findings they answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from govreport_writer import messages
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.submission import Explanation


def explained(findings: list[Finding], explanations: tuple[Explanation, ...]) -> list[Finding]:
    """Return the findings with their state, and a hint (GR003) for each explanation that answers none.

    A 核实 finding is explained while the values are those the explanation was written for, and open
    again (lapsed) when they differ. Nothing explains a 强制 finding away.
    """
    by_id = {explanation.finding: explanation for explanation in explanations}
    answered = [_answered(finding, by_id.get(finding.id)) for finding in findings]
    return [*_unknown(findings, explanations), *answered]


def _answered(finding: Finding, explanation: Explanation | None) -> Finding:
    if explanation is None or finding.severity != "should":
        return finding
    same = _normal(explanation.values) == _normal(finding.values)
    return replace(finding, state="explained" if same else "lapsed", explanation=explanation.text)


def _normal(values: str) -> str:
    return "".join(values.split())


def _unknown(findings: list[Finding], explanations: tuple[Explanation, ...]) -> Iterator[Finding]:
    severities = {finding.id: finding.severity for finding in findings}
    for explanation in explanations:
        severity = severities.get(explanation.finding)
        if severity in (None, "must"):
            reason = messages.text(f"explanation.{'must' if severity else 'unknown'}")
            yield Finding(
                code="GR003",
                severity="hint",
                anchor=explanation.finding,
                instances=(Instance((Place(),)),),
                fields={"finding": explanation.finding, "reason": reason},
                values=explanation.finding,
            )
