"""The run as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines of a file.

A finding is a result of its code; its relation and sums stand under `properties`. The first place is the
location, all other places are related locations. Explained findings are suppressed, and say why.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from govreport_writer import messages
from govreport_writer.findings import Finding, Place
from govreport_writer.handbook.codes import Code, all_codes
from govreport_writer.page_templates import page_language
from govreport_writer.pipeline import Outcome
from govreport_writer.report_json import Json, finding_as_json
from govreport_writer.reports.json_files import encoded
from govreport_writer.rules_off import Off, as_json, in_words

LEVELS = {"must": "error", "should": "warning", "hint": "note"}
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "govreportFinding/v1"
IN_PROPERTIES = ("relation", "left", "right", "difference", "suspects", "basis", "cite", "advice")


def sarif_bytes(outcomes: Sequence[Outcome], off: Off) -> bytes:
    """Return the log with its one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(outcomes, off)]}
    return encoded(json.dumps(log, ensure_ascii=False, indent=2) + "\n")


def _run(outcomes: Sequence[Outcome], off: Off) -> Json:
    codes = all_codes()
    index = {each.code: number for number, each in enumerate(codes)}
    driver = {
        "name": "govreport",
        "version": version("govreport-writer"),
        "language": page_language(),
        "rules": [_rule(each) for each in codes],
    }
    return {
        "tool": {"driver": driver},
        "language": page_language(),
        "invocations": [_invocation(outcomes, off, index)],
        "artifacts": [
            {"location": {"uri": uri}} for uri in dict.fromkeys(_uri(each.file) for each in outcomes)
        ],
        "results": [_result(finding, outcome, index) for outcome in outcomes for finding in outcome.findings],
        "properties": {"rules_off": as_json(off)},
    }


def _rule(code: Code) -> Json:
    return {
        "id": code.code,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.what},
        "help": {"text": f"{code.advice}\n{code.why}\n{code.example}"},
    }


def _invocation(outcomes: Sequence[Outcome], off: Off, index: dict[str, int]) -> Json:
    return {
        "executionSuccessful": not any(
            outcome.error is not None or outcome.not_checked for outcome in outcomes
        ),
        "toolConfigurationNotifications": [
            {"level": "note", "message": {"text": text}} | _associated(each.rule, index)
            for each, text in zip(off, in_words(off), strict=True)
        ],
        "toolExecutionNotifications": [each for outcome in outcomes for each in _notifications(outcome)],
    }


def _associated(rule: str, index: dict[str, int]) -> Json:
    """Return the rule that a notification is about; a relation is known to its code only."""
    return {"associatedRule": {"id": rule, "index": index[rule]}} if rule in index else {}


def _notifications(outcome: Outcome) -> Iterator[Json]:
    if outcome.error is not None:
        yield _notification("error", outcome.error, outcome)
    for gap in outcome.not_checked:
        text = messages.text("report.not_checked", code=gap.code, why=gap.why)
        yield _notification("error", text, outcome)
    for gap in outcome.skipped:
        yield _notification("note", messages.text("report.skipped", codes=gap.why), outcome)


def _notification(level: str, text: str, outcome: Outcome) -> Json:
    location = {"physicalLocation": {"artifactLocation": {"uri": _uri(outcome.file)}}}
    return {"level": level, "message": {"text": text}, "locations": [location]}


def _result(finding: Finding, outcome: Outcome, index: dict[str, int]) -> Json:
    places = list(dict.fromkeys(place for instance in finding.instances for place in instance.cells))
    facts = finding_as_json(finding)
    result: Json = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.heading}{messages.text('words.colon')}{finding.message}"},
        "locations": [_location(places[0], outcome.file)],
        "partialFingerprints": {FINGERPRINT: finding.id},
        "properties": {name: facts[name] for name in IN_PROPERTIES},
    }
    if len(places) > 1:
        result["relatedLocations"] = [_location(place, outcome.file) for place in places[1:]]
    if finding.state == "explained":
        result["suppressions"] = [_suppression(finding, outcome)]
    return result


def _location(place: Place, file: str) -> Json:
    """Return a place; one of last year's is known by its path alone."""
    names = list(_names(place))
    location: Json = {"logicalLocations": names} if names else {}
    if place.path is None or not place.path.startswith("prior/"):
        region = {"region": {"startLine": place.line}} if place.line else {}
        location["physicalLocation"] = {"artifactLocation": {"uri": _uri(file)}, **region}
    if place.row or place.column:
        location["message"] = {"text": " ".join(filter(None, (place.row, place.column)))}
    return location


def _names(place: Place) -> Iterator[Json]:
    if place.sheet and place.cell:
        name = f"{place.sheet}!{place.cell}"
        yield {"name": place.cell, "fullyQualifiedName": name, "kind": "cell"}
    if place.path:
        yield {"name": place.path.rpartition("/")[2], "fullyQualifiedName": place.path, "kind": "element"}


def _suppression(finding: Finding, outcome: Outcome) -> Json:
    """Say that a finding is explained, and whether in the submission or in the file beside it."""
    own = outcome.filed.explains if outcome.filed else ()
    kind = "inSource" if finding.id in own else "external"
    return {"kind": kind, "status": "accepted", "justification": finding.explanation or ""}


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
