"""The blank submission: it reads, shows the form's words, and is clean once it is filled in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from skeletons import blank_yaml

from govreport_writer import editions
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.tree import Node, value_nodes, walk
from govreport_writer.pipeline import Outcome, run_checks
from govreport_writer.submission_reading import read_submission

every_edition = pytest.mark.parametrize("edition_id", editions.available())


def skeleton_of(form: FormEdition) -> str:
    return blank_yaml(form, form.reporting_years.first, "青溪县审计局", "department", "county")


def checked(folder: Path, text: str) -> Outcome:
    path = folder / "report.yaml"
    path.write_text(text, encoding="utf-8")
    return run_checks(read_submission(path))


TEXT = "主动公开、依申请公开、政府信息管理、平台建设和监督保障都已改进"
"""Something for every part, whatever it is about."""


def filled(text: str, *, section: str = TEXT, figure: str = "0") -> str:
    """Return a skeleton in which every section and every cell is filled in, as it asks for."""
    frame, _, rest = text.partition("\nnarrative:\n")
    narrative, _, tables = rest.partition("\ntables:\n")
    blank = re.compile(r"\bnull\b")
    parts = (frame, "\nnarrative:\n", blank.sub(section, narrative), "\ntables:\n", blank.sub(figure, tables))
    return "".join(parts)


@every_edition
def test_skeleton__reads_as_its_edition(edition_id: str, tmp_path: Path) -> None:
    form = editions.load(edition_id)

    submission = checked(tmp_path, skeleton_of(form)).submission

    assert submission is not None
    assert submission.edition is form
    assert (submission.year, submission.agency.name) == (form.reporting_years.first, "青溪县审计局")
    assert submission.raw.remarks == ()


@pytest.mark.parametrize(
    ("edition_id", "variant"),
    [(known, variant) for known in editions.available() for variant in editions.load(known).variants],
)
def test_skeleton__of_a_variant_reads_as_that_variant(edition_id: str, variant: str, tmp_path: Path) -> None:
    submission = checked(tmp_path, skeleton_of(editions.load(edition_id, variant))).submission

    assert submission is not None
    assert submission.edition.variant == variant


@every_edition
def test_skeleton__asks_for_every_cell_that_is_no_total(edition_id: str, tmp_path: Path) -> None:
    submission = checked(tmp_path, skeleton_of(editions.load(edition_id))).submission

    assert submission is not None
    assert set(submission.raw.cells) == {
        ref for ref, cell in submission.edition.cells.items() if not cell.is_total
    }
    assert set(submission.values.values()) == {None}


@every_edition
def test_skeleton__has_no_findings_but_missing_parts_and_blanks(edition_id: str, tmp_path: Path) -> None:
    outcome = checked(tmp_path, skeleton_of(editions.load(edition_id)))

    assert {finding.code for finding in outcome.findings} <= {"GR004", "GR101", "GR601"}
    assert outcome.not_checked == ()
    assert outcome.verdict == "blocked"


@every_edition
def test_skeleton__shows_the_label_of_every_row(edition_id: str) -> None:
    form = editions.load(edition_id)
    text = skeleton_of(form)
    rows = [row for table in form.tables for block in table.blocks for row in walk(block.rows)]

    assert [row.label for row in rows if row.label and row.label not in text] == []


@every_edition
def test_skeleton__shows_the_label_of_every_column_to_fill_in(edition_id: str) -> None:
    form = editions.load(edition_id)
    text = skeleton_of(form)
    blocks = [block for table in form.tables for block in table.blocks]
    columns = [column for block in blocks for column in value_nodes(block.columns) if len(block.columns) > 1]

    assert [column.label for column in columns if column.label and column.label not in text] == []


@every_edition
def test_skeleton__tells_columns_of_one_label_apart(edition_id: str) -> None:
    """Under 行政复议, 未经复议直接起诉 and 复议后起诉 the columns have the same labels."""
    form = editions.load(edition_id)
    text = skeleton_of(form)
    blocks = [block for table in form.tables for block in table.blocks]

    assert [
        spanner.label
        for block in blocks
        for spanner in walk(block.columns)
        if _shares_a_label(spanner, value_nodes(block.columns)) and str(spanner.label) not in text
    ] == []


def _shares_a_label(spanner: Node, columns: tuple[Node, ...]) -> bool:
    """Whether a column right below a spanner has the label of a column elsewhere."""
    below = [child for child in spanner.children if child.carries_value]
    return any(child.label == column.label for child in below for column in columns if column not in below)


@every_edition
def test_skeleton__shows_units_and_notes(edition_id: str) -> None:
    form = editions.load(edition_id)
    text = skeleton_of(form)
    rows = [row for table in form.tables for block in table.blocks for row in walk(block.rows)]

    assert [row.note.text for row in rows if row.note and row.note.text not in text] == [
        row.note.text for row in rows if row.note and row.parts
    ]
    assert [row.unit for row in rows if row.unit and row.carries_value and row.unit not in text] == []


@every_edition
def test_skeleton__names_every_section(edition_id: str) -> None:
    form = editions.load(edition_id)
    text = skeleton_of(form)

    assert [section.title for section in form.sections if f"、{section.title}" not in text] == []


@every_edition
def test_skeleton__filled_with_zeros_and_text_is_clean(edition_id: str, tmp_path: Path) -> None:
    outcome = checked(tmp_path, filled(skeleton_of(editions.load(edition_id))))

    assert [(finding.code, finding.anchor) for finding in outcome.findings] == []
    assert outcome.verdict == "clean"


@every_edition
def test_skeleton__filled_in_has_no_blank_total(edition_id: str, tmp_path: Path) -> None:
    submission = checked(tmp_path, filled(skeleton_of(editions.load(edition_id)))).submission

    assert submission is not None
    assert set(submission.values.values()) == {0}


def test_skeleton__a_name_with_quotes_is_kept(tmp_path: Path) -> None:
    form = editions.load("ogi-2021")
    name = "某县“放管服”改革\"办\": {甲} # 'x' \\ 𫖰"

    submission = checked(tmp_path, blank_yaml(form, 2024, name, "authorised", "town")).submission

    assert submission is not None
    assert (submission.agency.name, submission.agency.kind, submission.agency.level) == (
        name,
        "authorised",
        "town",
    )
