"""Put the likeliest cells beside each finding about a sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from govreport_writer.cells import Value
from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding, Place, Suspect
from govreport_writer.places import place
from govreport_writer.submission import Submission
from govreport_writer.suspects.effects import Change, Effects, Key
from govreport_writer.suspects.search import changes_for

SHOWN = 3
"""Changes that a finding names."""


def with_suspects(findings: Iterable[Finding], context: Context) -> list[Finding]:
    """Return the findings, those about sums with the changes that would clear them."""
    listed = list(findings)
    still_open = {key for finding in listed if finding.state != "explained" for key in _keys(finding)}
    if not still_open:
        return listed
    effects = Effects(context, still_open)
    changes = changes_for(effects)
    return [_with_own(finding, changes, effects) for finding in listed]


def _keys(finding: Finding) -> set[Key]:
    """Return the keys of the identities that a finding is about."""
    if finding.relation is None:
        return set()
    return {
        (finding.relation, instance.cells[0].path or "") for instance in finding.instances if instance.cells
    }


def _with_own(finding: Finding, changes: list[Change], effects: Effects) -> Finding:
    """Return a finding with the changes that clear something of it."""
    own = _keys(finding)
    fitting = [each for each in changes if any(effects.broken[index] in own for index in each.clears)]
    if not fitting:
        return finding
    best = fitting[0]
    alike = sum((each.gain, each.likelihood) == (best.gain, best.likelihood) for each in fitting)
    shown = tuple(Suspect(_places(each, effects.submission), len(each.clears)) for each in fitting[:SHOWN])
    return replace(finding, suspects=shown, equally_likely=alike)


def _places(change: Change, submission: Submission) -> tuple[tuple[Place, Value, Value], ...]:
    return tuple((place(submission, ref), before, after) for ref, before, after in change.cells)
