"""`receipt verify` finds whatever is not as the receipt has it, and says what to do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cli.conftest import Govreport, govreport
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pictures import png
from receipts.rendered import SAMPLES, Unit, receipt_at

from govreport_writer import editions
from govreport_writer.documents.appearance import Appearance
from govreport_writer.profile import load_profile
from govreport_writer.receipts import installation
from govreport_writer.receipts.found import submissions_by_digest
from govreport_writer.receipts.parts import PicturePart
from govreport_writer.receipts.verifying import VerifyReceipt
from govreport_writer.rules_off import RuleOff

__all__ = ["govreport"]

PRIOR = SAMPLES / "county-audit-2024/prior.yaml"


def receipt_of(unit: Unit) -> Path:
    return next((unit.out / "receipts").iterdir())


def kinds(unit: Unit, **settings: object) -> list[str]:
    """The kinds of differences, with the inputs looked at too."""
    found = VerifyReceipt(inputs=unit.folder / "in", **settings)(receipt_of(unit))  # type: ignore[arg-type]  # as named
    return [each.kind for each in found.differences]


def test_unchanged_files__agree_also_when_rendered_again(unit: Unit, govreport: Govreport) -> None:
    result = govreport("receipt", "verify", unit.out, "--inputs", unit.folder / "in", "--again")

    assert result.code == 0
    assert "青溪县审计局 2024年：与回执一致" in result.out
    assert result.err == ""


def test_changed_document__is_one_line_that_says_what_to_do(unit: Unit, govreport: Govreport) -> None:
    page = next(unit.out.glob("*.html"))
    page.write_bytes(page.read_bytes() + b" ")

    result = govreport("receipt", "verify", unit.out, "--lang", "en")

    assert result.code == 1
    (line,) = [line for line in result.out.splitlines() if "changed since" in line]
    assert str(page) in line
    assert "render the unit again" in line


def test_documents__elsewhere_are_found_with_the_option(
    unit: Unit, tmp_path: Path, govreport: Govreport
) -> None:
    shutil.copytree(unit.out, tmp_path / "web", ignore=shutil.ignore_patterns("receipts"))
    for path in unit.out.glob("*.*"):
        path.unlink()

    without = govreport("receipt", "verify", unit.out)
    named = govreport("receipt", "verify", receipt_of(unit), "--outputs", tmp_path / "web")

    assert (without.code, named.code) == (1, 0)
    assert "--outputs" in without.out


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_changed_byte__of_any_file_is_found(kept: Unit, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([kept.path, *sorted(kept.out.glob("*.*"))]))
    whole = path.read_bytes()
    place, flip = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(1, 255))

    path.write_bytes(whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :])
    try:
        found = kinds(kept)
    finally:
        path.write_bytes(whole)

    assert found == ["input_changed" if path == kept.path else "output_changed"]
    assert kinds(kept) == []


CHANGES: dict[str, Callable[[Unit], object]] = {
    "output_missing": lambda unit: next(unit.out.glob("*.html")).unlink(),
    "input_missing": lambda unit: unit.path.unlink(),
    "input_changed": lambda unit: unit.path.write_bytes(unit.path.read_bytes() + b"\n"),
    "explanations_missing": lambda unit: unit.beside.unlink(),
    "explanations_changed": lambda unit: unit.beside.write_bytes(unit.beside.read_bytes() + b"\n"),
    "picture_missing": lambda unit: (unit.path.parent / "hall.png").unlink(),
    "picture_changed": lambda unit: (unit.path.parent / "hall.png").write_bytes(png(3, 3)),
}


@pytest.fixture
def furnished(tmp_path: Path) -> Unit:
    """A unit with explanations beside it and a picture in its text."""
    unit = Unit(tmp_path).begin()
    text = unit.path.read_text(encoding="utf-8").replace(
        "preface: |\n", "preface: |\n    ![大厅](hall.png)\n\n"
    )
    unit.path.write_text(text, encoding="utf-8")
    (unit.path.parent / "hall.png").write_bytes(png(4, 4))
    unit.beside.write_text(
        "- {finding: GR610@overview.1, text: 与台账核对无误，口径不同}\n", encoding="utf-8"
    )
    unit.render()
    return unit


@pytest.mark.parametrize("kind", CHANGES)
def test_each_change__is_told_as_what_it_is(furnished: Unit, kind: str) -> None:
    assert kinds(furnished) == []

    CHANGES[kind](furnished)

    assert kinds(furnished) == [kind]


def test_explanations__that_came_later_are_told(unit: Unit) -> None:
    unit.beside.write_text(
        "- {finding: GR610@overview.1, text: 与台账核对无误，口径不同}\n", encoding="utf-8"
    )

    assert kinds(unit) == ["explanations_new"]


def test_earlier_year__is_looked_for_by_its_content(tmp_path: Path) -> None:
    unit = Unit(tmp_path, priors=(PRIOR,)).begin()
    unit.render()
    known = submissions_by_digest([SAMPLES])

    assert kinds(unit) == []
    assert kinds(unit, known=known) == []
    assert kinds(unit, known=known, again=True) == []
    assert kinds(unit, known={}) == ["earlier_missing"]
    assert kinds(unit, again=True) == ["earlier_missing"]


def test_again__renders_with_charts_draft_and_rules_of_the_receipt(tmp_path: Path) -> None:
    off = (RuleOff(rule="GR510", reason="规则有误", date=date(2025, 1, 3)),)
    unit = Unit(tmp_path, "broken-2024", draft=True, off=off).begin()
    unit.render(replace(unit.order, charts=True, appearance=Appearance(load_profile("win"))))

    assert kinds(unit, again=True) == []


def test_again__finds_a_document_that_another_program_would_write(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    from govreport_writer.documents.html import page

    monkeypatch.setattr(page, "_words", lambda: {"unfilled": "??"})
    monkeypatch.setattr(page, "profile_css", lambda _: page.Markup("/* other */"))

    assert kinds(unit, again=True) == ["again_changed"]


def test_again__finds_another_verdict(unit: Unit) -> None:
    receipt = receipt_at(receipt_of(unit))
    forged = receipt.model_copy(update={"counts": receipt.counts.model_copy(update={"hint": 7})})
    receipt_of(unit).write_bytes(forged.sealed().as_bytes())

    assert kinds(unit) == []
    assert kinds(unit, again=True) == ["again_verdict"]


def test_again__with_an_agencys_own_look_needs_it_named(
    unit: Unit, tmp_path: Path, govreport: Govreport
) -> None:
    look = tmp_path / "look"
    look.mkdir()
    (look / "report.css").write_text("h1 { color: red }", encoding="utf-8")
    profile = tmp_path / "own.yaml"
    profile.write_text("profile: 本县\npitch: 29\n", encoding="utf-8")
    unit.render(replace(unit.order, appearance=Appearance(load_profile(str(profile)), look)))
    asked = ("receipt", "verify", unit.out, "--inputs", unit.folder / "in", "--again")

    without = govreport(*asked)
    named = govreport(*asked, "--templates", look, "--profile", profile)

    assert (without.code, named.code) == (1, 0)
    assert "--profile" in without.out
    assert "--templates" in without.out
    assert "注意" not in named.out


def test_another_program__is_a_note_and_with_strict_a_difference(
    unit: Unit, govreport: Govreport, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = installation._version
    monkeypatch.setattr(
        installation, "_version", lambda name: "9.9" if name == "govreport-writer" else version(name)
    )

    noted = govreport("receipt", "verify", unit.out)
    strict = govreport("receipt", "verify", unit.out, "--strict")

    assert (noted.code, strict.code) == (0, 1)
    assert "注意（1 份回执）：由 govreport-writer" in noted.out
    assert "与回执一致" not in strict.out
    assert "由 govreport-writer" in strict.out
    assert "9.9" in noted.out


def test_unknown_form__is_a_note(tmp_path: Path) -> None:
    added = tmp_path / "editions/ogi-2031.yaml"
    added.parent.mkdir()
    form = (editions.SHIPPED / "ogi-2021.yaml").read_text(encoding="utf-8")
    added.write_text(form.replace("edition: ogi-2021", "edition: ogi-2031", 1), encoding="utf-8")
    editions.use_folders((added.parent,))
    unit = Unit(tmp_path, draft=True).begin()
    text = unit.path.read_text(encoding="utf-8")
    unit.path.write_text(text.replace("edition: ogi-2021", "edition: ogi-2031"), encoding="utf-8")
    receipt = unit.render()
    assert VerifyReceipt()(receipt).notes == ()

    editions.use_folders(())
    found = VerifyReceipt()(receipt)

    assert {each.kind for each in found.notes} == {"edition_unknown", "rules_added"}
    assert all("--editions" in str(each) for each in found.notes)


def test_json__names_every_receipt_with_its_result(unit: Unit, govreport: Govreport) -> None:
    next(unit.out.glob("*.html")).unlink()
    (unit.out / "receipts/other.receipt.json").write_text("{}", encoding="utf-8")

    result = govreport("receipt", "verify", unit.out, "--format", "json")
    told = json.loads(result.out)

    assert result.code == 2
    assert (told["format"], told["result"]) == (1, "unreadable")
    assert told["counts"] == {"same": 0, "different": 1, "unreadable": 1, "incomplete": 0}
    (different, unreadable) = told["receipts"]
    assert (different["agency"], different["year"], different["result"]) == (
        "青溪县审计局",
        2024,
        "different",
    )
    assert [each["kind"] for each in different["differences"]] == ["output_missing"]
    assert "other.receipt.json" in unreadable["error"]


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 100, b'{"format": 2}', b"[]", b"\xff\xfe\x00", b"1e999", b" " * 2**23]
)
def test_unreadable_receipt__is_one_line(unit: Unit, content: bytes, govreport: Govreport) -> None:
    receipt_of(unit).write_bytes(content)

    result = govreport("receipt", "verify", receipt_of(unit))

    assert result.code == 2
    assert len(result.out.splitlines()) == 1
    assert str(receipt_of(unit)) in result.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("EMPTY",), "没有回执"),
        (("EMPTY/none",), "没有回执"),
        (("OUT", "--outputs", "EMPTY/none"), "没有这个文件夹"),
        (("OUT", "--again"), "--inputs"),
        (("OUT", "--prior", "EMPTY/none.yaml"), "没有这个文件"),
        (("OUT", "--templates", "EMPTY"), "report.docx"),
        (("OUT", "--profile", "unheard-of"), "unheard-of"),
    ],
)
def test_what_cannot_run__is_one_line(
    unit: Unit, tmp_path: Path, arguments: tuple[str, ...], said: str, govreport: Govreport
) -> None:
    (tmp_path / "empty").mkdir()
    places = {"EMPTY": tmp_path / "empty", "OUT": unit.out, "EMPTY/none": tmp_path / "empty/none"}

    result = govreport("receipt", "verify", *(places.get(each, each) for each in arguments))

    assert result.code == 2
    assert said in result.err
    assert len(result.err.splitlines()) == 1


def test_hostile_receipt__reads_nothing_outside_the_folder(unit: Unit, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png(2, 2))
    receipt = receipt_at(receipt_of(unit))
    picture = PicturePart(name="../../secret.png", sha256="0" * 64)
    beside = receipt.beside.model_copy(update={"pictures": (picture,)})
    forged = receipt.model_copy(update={"beside": beside})
    receipt_of(unit).write_bytes(forged.sealed().as_bytes())

    (difference,) = VerifyReceipt(inputs=unit.folder / "in")(receipt_of(unit)).differences

    assert (difference.kind, difference.found) == ("picture_missing", None)


def test_profile_of_a_receipt__is_never_a_path(unit: Unit, tmp_path: Path) -> None:
    trap = tmp_path / "trap.yaml"
    trap.write_text("profile: trap\n", encoding="utf-8")
    receipt = receipt_at(receipt_of(unit))
    profile = receipt.profile.model_copy(update={"id": str(trap)})
    receipt_of(unit).write_bytes(receipt.model_copy(update={"profile": profile}).sealed().as_bytes())

    assert kinds(unit, again=True) == ["again_failed"]


@pytest.mark.slow
def test_many_receipts__give_the_same_in_several_processes(tmp_path: Path, govreport: Govreport) -> None:
    first = Unit(tmp_path).begin()
    receipt = first.render()
    for number in range(6):
        shutil.copy(receipt, receipt.with_name(f"{number}.receipt.json"))
    receipt.with_name("0.receipt.json").write_text("{}", encoding="utf-8")
    alone = [
        VerifyReceipt(inputs=tmp_path / "in", again=True)(path) for path in sorted(receipt.parent.iterdir())
    ]

    asked = ("--inputs", tmp_path / "in", "--again", "--jobs", 2, "--format", "json")
    result = govreport("receipt", "verify", first.out, *asked)
    told = json.loads(result.out)

    assert result.code == 2
    assert told["counts"] == {"same": 6, "different": 0, "unreadable": 1, "incomplete": 0}
    assert [(each["receipt"], each["result"]) for each in told["receipts"]] == [
        (each.receipt, each.result()) for each in alone
    ]
