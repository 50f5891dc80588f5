"""Figures of another unit are found, figures that are the same by chance are not told."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from made_up_units import audit, sketch, unit

from govreport_writer.across import Sketch, copied, sketch_of
from govreport_writer.findings import Finding
from govreport_writer.submission import Explanation

TABLES = ("disclosure", "requests", "reviews")


def changed(seed: int, tables: tuple[str, ...] = TABLES) -> dict[str, int | None]:
    """Return other figures for all cells of tables."""
    return {
        str(ref): Random(f"{seed} {ref}").randint(0, 300) for ref in audit().values if ref.table in tables
    }


def told(sketches: list[tuple[str, Sketch]]) -> dict[str, list[Finding]]:
    return {key: [each for each in all_ if each.code == "GR523"] for key, all_ in copied(sketches).items()}


def several(*figures: dict[str, int | None]) -> list[tuple[str, Sketch]]:
    return [(f"u{at}", sketch(f"青溪县第{at}局", figures=each)) for at, each in enumerate(figures)]


def test_same_figures__are_told_by_table_with_the_other_unit() -> None:
    found = told(several(changed(1), {**changed(2), **changed(1, ("requests",))}, changed(3)))

    assert {key: [each.anchor for each in all_] for key, all_ in found.items()} == {
        "u0": ["requests"],
        "u1": ["requests"],
    }
    finding = found["u0"][0]
    assert finding.severity == "hint"
    assert "青溪县第1局" in finding.message
    assert finding.first.cells[0].row


def test_one_other_figure__is_another_table() -> None:
    figures = changed(1)
    other = {**changed(2), **changed(1, ("requests",)), "requests/received/natural_person": 7}

    assert told(several(figures, other)) == {}


def test_figures_that_tell_little__may_be_the_same() -> None:
    few = {str(ref): 0 for ref in audit().values}
    few |= {
        "requests/received/natural_person": 2,
        "requests/received/business": 1,
        "disclosure/penalty/decisions": 900,
    }

    assert told(several(few, few)) == {}


def test_blank_tables__are_not_the_same() -> None:
    blank = {str(ref): None for ref in audit().values}

    assert told(several(blank, blank)) == {}


def test_more_units__need_figures_that_tell_more() -> None:
    some = {str(ref): 0 for ref in audit().values}
    some |= {
        "requests/received/natural_person": 140,
        "requests/received/business": 77,
        "requests/carried_in/business": 90,
    }

    assert sorted(told(several(some, some))) == ["u0", "u1"]
    assert told(several(some, some, *map(changed, range(10)))) == {}


def test_governments_figures__in_a_departments_report_are_more_than_a_hint() -> None:
    figures = changed(1)
    government = ("g", sketch_of(unit("青溪县人民政府", kind="government", texts={}, figures=figures)))
    found = told([government, *several(figures, changed(2))])

    assert {each.severity for each in found["u0"]} == {"should"}
    assert {each.severity for each in found["g"]} == {"hint"}
    assert "u1" not in found


def test_governments_figures__may_be_explained_until_they_change() -> None:
    government = ("g", sketch_of(unit("青溪县人民政府", kind="government", texts={}, figures=changed(1))))
    plain = unit(texts={}, figures=changed(1))
    open_ones = told([government, ("u", sketch_of(plain))])["u"]
    given = tuple(
        Explanation(finding=each.id, values=each.values, text="全县的申请都由本局办理") for each in open_ones
    )
    found = {}
    for figures in (1, 2):
        raw = replace(plain.raw, explanations=given[:1], beside=given)
        answered = replace(unit(texts={}, figures={**changed(1), **changed(figures, ("reviews",))}), raw=raw)
        as_well = unit(
            "青溪县人民政府",
            kind="government",
            texts={},
            figures={**changed(1), **changed(figures, ("reviews",))},
        )
        found[figures] = told([("g", sketch_of(as_well)), ("u", sketch_of(answered))])["u"]

    assert {each.state for each in open_ones} == {"open"}
    assert {each.state for each in found[1]} == {"explained"}
    assert {each.anchor: each.state for each in found[2]}["reviews"] == "lapsed"


def test_one_table_of_a_government__is_a_hint() -> None:
    government = ("g", sketch_of(unit("青溪县人民政府", kind="government", texts={}, figures=changed(1))))
    found = told([government, *several({**changed(2), **changed(1, ("requests",))})])

    assert {each.severity for all_ in found.values() for each in all_} == {"hint"}
