"""What was collected as the machine-readable contract has it (format 1)."""

from __future__ import annotations

from datetime import date

from govreport_writer.collecting.order import Collected
from govreport_writer.collecting.standing import Standing
from govreport_writer.collecting.words import notes, todo, what_of
from govreport_writer.rules_off import as_json

FORMAT = 1
Json = dict[str, object]


def collected_as_json(collected: Collected) -> Json:
    """Return the object that `collect --format json` prints; units are in the order of the roster."""
    return {
        "format": FORMAT,
        "year": collected.year,
        "today": collected.today.isoformat(),
        "rules_off": as_json(collected.off),
        "counts": dict(collected.counts),
        "units": [_unit(each, collected) for each in collected.standings],
        "duplicates": [_duplicate(each) for each in collected.standings if len(each.files) > 1],
        "strangers": [
            {
                "file": each.seen.unit.name,
                "agency": each.seen.agency,
                "code": each.seen.code,
                "year": each.seen.year,
                "reason": each.reason,
                "near": list(each.near),
                "message": what_of(each),
            }
            for each in collected.strangers
        ],
    }


def _unit(standing: Standing, collected: Collected) -> Json:
    member, seen = standing.member, standing.seen
    above = collected.roster.parent_of(member)
    return {
        "unit": member.name,
        "code": member.code,
        "parent": above.name if above else None,
        "contact": member.contact,
        "vertical": member.vertical,
        "state": standing.state,
        "verdict": standing.verdict,
        "file": seen.unit.name if seen else None,
        "digest": seen.digest if seen else None,
        "error": seen.error if seen else None,
        "not_checked": list(seen.gaps) if seen else [],
        "counts": standing.counts,
        "findings": [
            {"id": point.id, "severity": point.severity, "state": point.state, "heading": point.heading}
            for point in (seen.points if seen else ())
        ],
        "round": standing.number,
        "received": _day(standing.received),
        "round_received": _day(standing.day),
        "deadline": _day(standing.deadline),
        "days_late": standing.late,
        "documents": list(standing.documents),
        "slips": list(collected.slips.get(member.place, ())),
        "notes": list(notes(standing)),
        "todo": todo(standing),
    }


def _duplicate(standing: Standing) -> Json:
    counted = standing.seen.unit.name if standing.seen else None
    return {"unit": standing.member.name, "files": list(standing.files), "counted": counted}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
