"""What the page is told of a finding: both sides of a sum, its place in the text, what would balance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from preview.serving import BROKEN, CLEAN, PRIOR, SAMPLES

from govreport_writer import editions
from govreport_writer.preview.build import Build, file_builder
from govreport_writer.preview.differences import differences
from govreport_writer.preview.inputs import Inputs
from govreport_writer.preview.last_figures import last_figures
from govreport_writer.preview.state import facts_of
from govreport_writer.submission_reading import read_submission
from govreport_writer.workbook.convert import to_workbook


def built(path: Path, **options: Any) -> Build:
    return file_builder(path, Inputs(**options))()


def findings(build: Build) -> list[Any]:
    return facts_of(build, explainable=True)["findings"]  # type: ignore[return-value]


def changed(folder: Path, *edits: tuple[str, str], suffix: str = ".yaml", source: Path = CLEAN) -> Path:
    text = source.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = folder / "report.yaml"
    path.write_text(text, encoding="utf-8")
    if suffix == ".xlsx":
        path.with_suffix(suffix).write_bytes(to_workbook(read_submission(path)))
    return path.with_suffix(suffix)


def test_cells_of_a_sum__are_on_the_sides_on_which_the_relation_has_them() -> None:
    build = built(BROKEN)
    identities = {
        (identity.relation, tuple(map(str, (term.ref for term in (*identity.left, *identity.right))))): len(
            identity.left
        )
        for identity in build.submission.edition.identities
    }

    for finding in findings(build):
        for instance in finding["instances"]:
            paths = tuple(cell["path"] for cell in instance["cells"])
            sides = [cell["side"] for cell in instance["cells"]]
            left = identities[finding["relation"], paths]
            assert sides == ["left"] * left + ["right"] * (len(paths) - left)


def test_sums_of_the_sides__are_those_of_the_figures_in_their_cells() -> None:
    build = built(BROKEN)
    values = {str(ref): value for ref, value in build.submission.values.items()}

    for finding in findings(build):
        for instance in finding["instances"]:
            for side in ("left", "right"):
                cells = [cell["path"] for cell in instance["cells"] if cell["side"] == side]
                assert str(sum(values[path] or 0 for path in cells)) == instance[side]


def test_suspects__name_the_cell_with_what_it_holds_and_would_hold() -> None:
    build = built(BROKEN)
    values = {str(ref): value for ref, value in build.submission.values.items()}

    suspects = [each for finding in findings(build) for each in finding["suspects"]]

    assert suspects
    for suspect in suspects:
        assert suspect["clears"] >= 1
        for change in suspect["changes"]:
            assert str(values[change["path"]]) == change["from"] != change["to"]


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx"])
def test_finding_of_the_text__names_its_section(tmp_path: Path, suffix: str) -> None:
    path = changed(
        tmp_path,
        ("全年新收政府信息公开申请{{ requests.received.total }}件", "全年新收政府信息公开申请77件"),
        suffix=suffix,
    )

    cells = [
        (finding["code"], cell["section"])
        for finding in findings(built(path))
        for cell in finding["instances"][0]["cells"]
    ]

    assert cells
    assert {section for _, section in cells} == {"overview"}


def test_many_instances__are_cut_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport_writer.preview.findings_json.SHOWN", 1)

    found = [finding for finding in findings(built(BROKEN)) if finding["more"]]

    assert found
    assert all(len(finding["instances"]) == 1 for finding in found)


def test_last_year_of_another_organ__is_none() -> None:
    build = built(CLEAN, prior=BROKEN)

    facts = facts_of(build, explainable=True)
    assert facts["last_year"] is None
    assert "differences" not in facts["views"]  # type: ignore[operator]
    assert differences(build) is None


def test_last_years_amount__keeps_its_unit_and_is_compared_by_value(tmp_path: Path) -> None:
    fee = "fee: {amount: 0}"
    assert fee in CLEAN.read_text(encoding="utf-8")
    now = read_submission(changed(tmp_path, (fee, "fee: {amount: 1.5万元}")))
    before = changed(tmp_path, (fee, "fee: {amount: 15000}"), ("year: 2024", "year: 2023"))

    figures = last_figures(now, read_submission(before))

    (ref,) = (ref for ref in now.values if ref.row == "fee")
    assert now.edition.cells[ref].type == "amount"
    assert figures[ref][1].startswith("15000")
    if now.units[ref] != read_submission(before).units[ref]:
        assert figures[ref] == (now.values[ref], "15000元")


def test_blank__is_not_zero_in_what_differs(tmp_path: Path) -> None:
    path = changed(tmp_path, ("penalty: {decisions: 4}", "penalty: {decisions: null}"))

    found: Any = differences(built(path, prior=PRIOR))

    (cell,) = (cell for cell in found["cells"] if cell["path"].startswith("disclosure/penalty/"))
    assert (cell["now"], cell["before"], cell["change"]) == ("", "3", "")


@pytest.mark.parametrize("sample", sorted(each.parent.name for each in SAMPLES.glob("*/report.yaml")))
def test_every_sample__has_facts_and_nothing_that_json_cannot_say(sample: str) -> None:
    import json

    build = built(SAMPLES / sample / "report.yaml")

    facts = facts_of(build, explainable=True)
    assert json.loads(json.dumps(facts, allow_nan=False)) == facts
    for finding in facts["findings"]:  # type: ignore[attr-defined]
        for instance in finding["instances"]:
            for cell in instance["cells"]:
                path = cell["path"]
                known = path is None or path.count("/") != 2 or path.startswith("prior/")
                assert known or path in {str(ref) for ref in build.submission.edition.cells}


def test_edition_of_last_year__may_be_another() -> None:
    """Figures of a form in force before stand beside this year's by the concepts they share."""
    now = read_submission(SAMPLES / "beilun-2020/report.yaml")
    before = read_submission(SAMPLES / "zhenhai-2018/report.yaml")

    figures = last_figures(now, before)

    assert editions.load(now.edition.id) is not editions.load(before.edition.id)
    assert figures.keys() <= now.values.keys()
