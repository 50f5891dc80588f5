"""A unit is done only while nothing that its receipt names has changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pictures import png
from receipts.rendered import SAMPLES, Unit, receipt_at

from govreport_writer import editions
from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.files import Order
from govreport_writer.profile import load_profile
from govreport_writer.receipts import installation
from govreport_writer.receipts.resume import receipts_in
from govreport_writer.rules_off import RuleOff

PRIOR = SAMPLES / "county-audit-2024/prior.yaml"
OFF = (RuleOff(rule="GR510", reason="规则有误", date=date(2025, 1, 3)),)


def test_unchanged_unit__is_done_and_says_as_what(unit: Unit) -> None:
    done = unit.done()

    assert done is not None
    assert (done.filed.agency, done.filed.year, done.filed.edition) == ("青溪县审计局", 2024, "ogi-2021")
    assert (done.verdict, done.counts) == ("clean", {"must": 0, "should": 0, "hint": 0})
    assert all((unit.out / name).is_file() for name in (*done.files, done.receipt))
    assert len(done.files) == 2


def test_unit__moved_with_its_documents_is_done(unit: Unit, tmp_path: Path) -> None:
    shutil.copytree(tmp_path, tmp_path / "elsewhere")

    assert Unit(tmp_path / "elsewhere").done() is not None


def test_unit__without_a_receipt_is_not_done(tmp_path: Path) -> None:
    assert Unit(tmp_path).begin().done() is None


def test_unit__under_another_name_is_not_done(unit: Unit) -> None:
    other = Unit(unit.folder, "zhenhai-2018")
    other.path.parent.mkdir()
    shutil.copy(unit.path, other.path)

    assert other.done() is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_changed_byte__of_input_or_document_makes_a_unit_not_done(
    kept: Unit, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from([kept.path, *sorted(kept.out.glob("*.*"))]))
    whole = path.read_bytes()
    place, flip = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(1, 255))

    assert kept.done_with(path, whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :]) is None
    assert kept.done() is not None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_receipt__is_none(kept: Unit, data: st.DataObject) -> None:
    """Every truncation, and every byte that changes a value; white space between values says nothing."""
    path = next((kept.out / "receipts").iterdir())
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole) - 3))
    place = data.draw(st.integers(0, len(whole) - 1).filter(lambda each: whole[each : each + 1].isalnum()))
    flip = data.draw(st.integers(1, 127))

    assert kept.done_with(path, whole[:cut]) is None
    assert kept.done_with(path, whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :]) is None
    assert kept.done() is not None


def every_value(tree: Any, steps: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(tree, dict):
        return [each for key, below in tree.items() for each in every_value(below, (*steps, key))]
    if isinstance(tree, list):
        return [each for index, below in enumerate(tree) for each in every_value(below, (*steps, index))]
    return [steps]


def test_any_edited_value__of_a_receipt_makes_a_unit_not_done(unit: Unit) -> None:
    path = next((unit.out / "receipts").iterdir())
    whole = path.read_bytes()
    tree = json.loads(whole)
    steps = every_value(tree)

    for *above, last in steps:
        edited = json.loads(whole)
        branch = edited
        for step in above:
            branch = branch[step]
        value = branch[last]
        branch[last] = value + 1 if type(value) is int else not value if value is True else "0" * 64
        path.write_text(json.dumps(edited, ensure_ascii=False), encoding="utf-8")
        assert unit.done() is None, (*above, last)
    assert len(steps) > 30


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"format": 1}', b"null", b"[" * 5000])
def test_foreign_receipt__is_passed_by(unit: Unit, content: bytes) -> None:
    (unit.out / "receipts/other.receipt.json").write_bytes(content)
    (unit.out / "receipts/folder.receipt.json").mkdir()

    assert unit.done() is not None


def test_receipt__of_an_earlier_name_of_the_agency_does_not_hide_the_present_one(unit: Unit) -> None:
    old = next((unit.out / "receipts").iterdir())
    shutil.copy(old, old.with_name("0000.receipt.json"))
    text = unit.path.read_text(encoding="utf-8")
    unit.path.write_text(text.replace("published: 2025-01-17", "published: 2025-01-16"), encoding="utf-8")

    assert unit.done() is None
    unit.render()
    assert unit.done() is not None
    assert receipts_in(unit.out) == {
        unit.name: ("receipts/0000.receipt.json", f"receipts/{old.name}"),
    }


def test_explanations__that_come_change_or_go_make_a_unit_not_done(unit: Unit) -> None:
    explanation = '- {finding: "GR610@overview.1", values: "1", text: 与台账核对无误，统计口径不同}\n'
    unit.beside.write_text(explanation, encoding="utf-8")
    assert unit.done() is None

    unit.render()
    assert unit.done() is not None
    unit.beside.write_text(explanation.replace("无误", "一致"), encoding="utf-8")
    assert unit.done() is None

    unit.beside.unlink()
    assert unit.done() is None


def test_picture__that_changes_or_goes_makes_a_unit_not_done(tmp_path: Path) -> None:
    unit = Unit(tmp_path).begin()
    text = unit.path.read_text(encoding="utf-8")
    unit.path.write_text(
        text.replace("  preface: |\n", "  preface: |\n    ![大厅](hall.png)\n\n"), encoding="utf-8"
    )
    picture = unit.path.parent / "hall.png"
    picture.write_bytes(png(4, 4))
    receipt = receipt_at(unit.render())
    assert [each.name for each in receipt.beside.pictures] == ["hall.png"]
    assert unit.done() is not None

    picture.write_bytes(png(5, 4))
    assert unit.done() is None
    picture.unlink()
    assert unit.done() is None


def test_draft_with_an_unusable_picture__is_never_done(tmp_path: Path) -> None:
    unit = Unit(tmp_path, draft=True).begin()
    text = unit.path.read_text(encoding="utf-8")
    unit.path.write_text(
        text.replace("  preface: |\n", "  preface: |\n    ![大厅](hall.png)\n\n"), encoding="utf-8"
    )

    receipt = receipt_at(unit.render())

    assert [(each.name, each.sha256) for each in receipt.beside.pictures] == [("hall.png", None)]
    assert unit.done() is None


def test_earlier_years__that_come_change_or_go_make_a_unit_not_done(tmp_path: Path) -> None:
    prior = tmp_path / "prior.yaml"
    shutil.copy(PRIOR, prior)
    alone = Unit(tmp_path).begin()
    alone.render()
    held = replace(alone, priors=(prior,))

    assert held.done() is None
    held.render()
    assert held.done() is not None
    assert alone.done() is None
    prior.write_text(prior.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert held.done() is None


ORDERS: dict[str, Callable[[Order], Order]] = {
    "fewer formats": lambda order: replace(order, formats=("html",)),
    "other formats": lambda order: replace(order, formats=("html", "csv")),
    "formats in another order": lambda order: replace(order, formats=("json", "html")),
    "a draft": lambda order: replace(order, draft=True),
    "charts": lambda order: replace(order, charts=True),
    "not verified": lambda order: replace(order, verify=False),
    "another profile": lambda order: replace(order, appearance=Appearance(load_profile("win"))),
}


@pytest.mark.parametrize("asked", ORDERS)
def test_another_order__makes_a_unit_not_done(kept: Unit, asked: str) -> None:
    assert kept.done(ORDERS[asked](kept.order)) is None


@pytest.mark.parametrize("choice", [{"pdf_engine": "weasyprint"}, {"pdf_standard": "ua-1"}])
def test_engine_and_standard__matter_only_where_a_pdf_is_asked_for(
    kept: Unit, choice: dict[str, Any]
) -> None:
    assert kept.done(replace(kept.order, appearance=Appearance(**choice))) is not None


def test_rules_off__make_a_unit_not_done(unit: Unit) -> None:
    assert unit.done(off=OFF) is None

    unit.render(off=OFF)
    assert unit.done(off=OFF) is not None
    assert unit.done(off=(OFF[0].model_copy(update={"reason": "另有原因"}),)) is None
    assert unit.done() is None


def test_own_template__that_is_edited_makes_a_unit_not_done(unit: Unit, tmp_path: Path) -> None:
    look = tmp_path / "look"
    look.mkdir()
    css = look / "report.css"
    css.write_text("h1 { color: red }", encoding="utf-8")
    order = replace(unit.order, appearance=Appearance(templates=look))
    assert unit.done(order) is None

    unit.render(order)
    assert unit.done(order) is not None
    css.write_text("h1 { color: #b00 }", encoding="utf-8")
    assert unit.done(order) is None


def test_added_edition__makes_a_unit_not_done(unit: Unit) -> None:
    editions.use_folders((Path(__file__).resolve().parents[1] / "data/editions",))

    assert unit.done() is None


def test_unit_of_an_added_edition__is_done_while_its_file_stays_as_it_is(tmp_path: Path) -> None:
    added = tmp_path / "editions/ogi-2031.yaml"
    added.parent.mkdir()
    form = (editions.SHIPPED / "ogi-2021.yaml").read_text(encoding="utf-8")
    added.write_text(form.replace("edition: ogi-2021", "edition: ogi-2031", 1), encoding="utf-8")
    editions.use_folders((added.parent,))
    unit = Unit(tmp_path, draft=True).begin()
    text = unit.path.read_text(encoding="utf-8")
    unit.path.write_text(text.replace("edition: ogi-2021", "edition: ogi-2031"), encoding="utf-8")
    receipt = receipt_at(unit.render())
    assert (receipt.edition.source, list(receipt.rules.added)) == ("added", ["ogi-2031"])
    assert unit.done() is not None

    with added.open("a", encoding="utf-8") as file:
        file.write("# another year\n")
    assert unit.done() is None
    editions.use_folders(())
    assert unit.done() is None


def test_another_version__of_program_or_engine_makes_a_unit_not_done(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = installation._version
    for other in ("govreport-writer", "jinja2"):
        with monkeypatch.context() as patched:
            fake = {other: "9.9"}
            patched.setattr(installation, "_version", lambda name, fake=fake: fake.get(name, versions(name)))
            assert unit.done() is None
    assert unit.done() is not None


def test_another_time__makes_a_unit_not_done(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1736900000")
    assert unit.done() is None

    unit.render()
    assert unit.done() is not None
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert unit.done() is None


def test_document__that_is_missing_makes_a_unit_not_done(unit: Unit) -> None:
    next(unit.out.glob("*.html")).unlink()

    assert unit.done() is None


def test_blocked_draft__is_done_as_what_it_is(tmp_path: Path) -> None:
    unit = Unit(tmp_path, "broken-2024", draft=True).begin()
    unit.render()

    done = unit.done()

    assert done is not None
    assert done.verdict == "blocked"
    assert done.counts["must"] > 0
