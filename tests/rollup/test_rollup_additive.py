"""What an edition file says against adding up holds below headings and for totals over such cells."""

from __future__ import annotations

from typing import Any

from govreport_writer import editions
from govreport_writer.cells import CellRef
from govreport_writer.form.compile import compile_edition
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.file import EditionFile
from govreport_writer.rollup.additive import leaves_of, left_blank

WHY = {"text": "各计一次，相加会重复。", "basis": "inferred"}


def edition(**change: Any) -> FormEdition:
    """The form of 2021 with something said against adding up in its second table."""
    source = editions.load("ogi-2021").file.model_dump(exclude_unset=True)
    table = source["tables"][1]
    assert table["id"] == "requests"
    for name, said in change.items():
        node = table
        for step in filter(None, name.split("__")):
            node = node[int(step)] if step.isdigit() else node[step]
        node["not_additive"] = said
    return compile_edition(EditionFile.model_validate(source))


def rows(form: FormEdition) -> set[str]:
    return {ref.row for ref in left_blank(form)}


def test_heading__holds_for_all_rows_below_it_and_totals_over_them() -> None:
    form = edition(rows__2__rows__2=WHY)

    assert form.table("requests").blocks[0].rows[2].children[2].id == "refused"
    refused = {ref.row for ref in form.cells if ref.row.startswith("outcome.refused.")}
    assert rows(form) == refused | {"outcome.total"}


def test_row__holds_for_itself_and_totals_over_it() -> None:
    assert rows(edition(rows__0=WHY)) == {"received"}
    assert rows(edition(rows__2__rows__0=WHY)) == {"outcome.granted", "outcome.total"}


def test_column__holds_for_itself_and_totals_over_it() -> None:
    form = edition(columns__0__columns__0=WHY)

    assert {ref.column for ref in left_blank(form)} == {"natural_person", "total"}


def test_spanner_and_table__hold_for_all_below() -> None:
    whole, spanner = edition(__=WHY), edition(columns__0__columns__1=WHY)

    assert set(left_blank(whole)) == {ref for ref in whole.cells if ref.table == "requests"}
    assert {ref.column for ref in left_blank(spanner)} == {
        *("business", "research", "public_interest", "legal_service", "other", "total")
    }


def test_reason__is_that_of_the_nearest() -> None:
    nearer = WHY | {"text": "更近的理由。"}
    form = edition(rows__2=WHY, rows__2__rows__0=nearer)

    granted = CellRef.parse("requests/outcome.granted/natural_person")
    assert left_blank(form)[granted].text == "更近的理由。"
    assert left_blank(form)[granted._replace(row="outcome.partly")].text == WHY["text"]


def test_leaves__of_a_corner_are_all_cells_it_is_computed_from() -> None:
    form = editions.load("ogi-2021")
    corner = CellRef.parse("requests/outcome.total/total")

    assert len(leaves_of(form, corner)) == 21 * 6
    assert not any(form.cells[leaf].is_total for leaf in leaves_of(form, corner))


def test_shipped_reasons__say_on_what_they_rest() -> None:
    for name in editions.available():
        for why in left_blank(editions.load(name)).values():
            assert (why.basis, bool(why.text)) == ("inferred", True)
