"""The editions known: which there are, which serves a year, folders added, and that each holds together."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from govreport_writer import editions
from govreport_writer.errors import EditionError
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.tree import walk

IN_FORCE = {2014: "ogi-2014", 2019: "ogi-2019", 2021: "ogi-2021"}
"""The first year of each form, and the form until the next."""
FIRST, LAST = 2012, 2027
OWN = """
edition: {id}
title: 政府信息公开工作年度报告
notice: 自拟
reporting_years: {{first: {first}}}
sections: [{{id: body, title: 正文, tables: [main]}}]
tables:
  - id: main
    number: 1
    sheet: 表
    columns: [{{id: cases, label: 件数}}]
    rows: [{{id: old, label: 旧}}, {{id: new, label: 新}}]
"""

SHIPPED = tuple(path.stem for path in editions.SHIPPED.glob("ogi-*.yaml"))
FORMS = [
    (edition_id, variant)
    for edition_id in editions.available()
    for variant in (None, *editions.load(edition_id).variants)
]

every_form = pytest.mark.parametrize(("edition_id", "variant"), FORMS)


def own_edition(folder: Path, edition_id: str, first: int = 2090, name: str | None = None) -> Path:
    """Write an edition of our own into a folder."""
    folder.mkdir(exist_ok=True)
    path = folder / (name or f"{edition_id}.yaml")
    path.write_text(OWN.format(id=edition_id, first=first), encoding="utf-8")
    return path


def places_of(edition: FormEdition) -> list[str]:
    """Return the tables that sections and annex name, in order."""
    named = [table for section in edition.sections for table in section.tables]
    return [*named, *(edition.annex.tables if edition.annex else ())]


# which there are


def test_available__every_shipped_file_by_its_name() -> None:
    assert {*IN_FORCE.values()} <= {*SHIPPED}
    assert {*editions.available()} == {*SHIPPED}
    assert [editions.load(name).id for name in editions.available()] == list(editions.available())


def test_available__by_first_report_year() -> None:
    first_years = [editions.load(name).reporting_years.first for name in editions.available()]

    assert first_years == sorted(first_years)


@pytest.mark.parametrize("year", range(FIRST, LAST + 1))
def test_for_year__form_in_force_and_none_before_the_first(year: int) -> None:
    begun = [first for first in IN_FORCE if first <= year]

    found = editions.for_year(year)

    assert (found and found.id) == (IN_FORCE[max(begun)] if begun else None)


@pytest.mark.parametrize("year", range(FIRST, LAST + 1))
def test_for_year__never_a_regional_form(year: int) -> None:
    found = editions.for_year(year)

    assert found is None or (found.serves(year) and found.extends is None)


def test_regional_edition__has_the_national_parts_first() -> None:
    national, regional = editions.load("ogi-2019"), editions.load("ogi-2019-zhejiang")

    assert regional.extends == "ogi-2019"
    assert regional.reporting_years == national.reporting_years
    assert [table.id for table in regional.tables] == [
        "disclosure",
        "requests",
        "reviews",
        "channels",
        "staffing",
    ]
    assert regional.tables[:3] == national.tables
    assert {ref: cell for ref, cell in regional.cells.items() if ref in national.cells} == national.cells
    assert set(national.identities) <= set(regional.identities)


def test_years_known__each_span_once() -> None:
    assert editions.years_known() == "2014–2018, 2019–2020, 2021–"


def test_load__unknown_edition_is_refused_with_the_nearest() -> None:
    with pytest.raises(EditionError) as caught:
        editions.load("ogi-2012")

    assert caught.value.key == "edition.unknown"
    assert "ogi-2021" in str(caught.value)


def test_load__same_edition_each_time() -> None:
    assert editions.load("ogi-2021") is editions.load("ogi-2021")


# variants


def test_variant__no_gazette_drops_the_row_and_changes_the_labels() -> None:
    whole, variant = editions.load("ogi-2014"), editions.load("ogi-2014", "no-gazette")
    rows = {node.path: node.label for node in walk(whole.table("statistics").blocks[0].rows)}
    left = {node.path: node.label for node in walk(variant.table("statistics").blocks[0].rows)}

    assert whole.variants == variant.variants == ("no-gazette",)
    assert (whole.variant, variant.variant) == (None, "no-gazette")
    assert rows.keys() - left.keys() == {"disclosure.channels.gazette"}
    assert {path for path, label in left.items() if label != rows[path]} == {
        "disclosure.channels.website",
        "disclosure.channels.weibo",
        "disclosure.channels.wechat",
        "disclosure.channels.other",
        "support.staff.full_time",
        "support.funds",
    }


def test_variant__sums_leave_the_dropped_row_out() -> None:
    variant = editions.load("ogi-2014", "no-gazette")

    sums = [each for each in variant.identities if each.relation == "statistics.items_within_channels"]

    assert [[term.ref.row for term in each.right] for each in sums] == [
        [f"disclosure.channels.{name}" for name in ("website", "weibo", "wechat", "other")]
    ]


def test_variant__unknown_is_refused_with_the_nearest() -> None:
    with pytest.raises(EditionError) as caught:
        editions.load("ogi-2014", "no-gazete")

    assert caught.value.key == "edition.unknown_variant"
    assert "no-gazette" in str(caught.value)


# folders added


def test_use_folders__adds_an_edition(tmp_path: Path) -> None:
    shipped = editions.available()
    own_edition(tmp_path, "made-up")

    editions.use_folders((tmp_path,))

    assert editions.available() == (*shipped, "made-up")
    assert editions.load("made-up").id == "made-up"


def test_use_folders__added_edition_serves_its_years(tmp_path: Path) -> None:
    own_edition(tmp_path, "made-up", first=1990)

    editions.use_folders((tmp_path,))

    assert editions.available()[0] == "made-up"
    found = editions.for_year(2000)
    assert found is not None
    assert found.id == "made-up"


def test_use_folders__edition_that_supersedes_is_in_force_from_its_first_year(tmp_path: Path) -> None:
    """A new form is one new file; the shipped file that it supersedes cannot be edited (ARCHITECTURE 1)."""
    path = own_edition(tmp_path, "made-up", first=2026)
    path.write_text(path.read_text(encoding="utf-8") + "supersedes: ogi-2021\n", encoding="utf-8")

    editions.use_folders((tmp_path,))

    found = [editions.for_year(year) for year in (2025, 2026, 2027)]
    assert [each and each.id for each in found] == ["ogi-2021", "made-up", "made-up"]


def test_use_folders__edition_may_extend_one_beside_it_or_a_shipped_one(tmp_path: Path) -> None:
    own_edition(tmp_path, "made-up")
    extension(tmp_path, "of-ours", of="made-up")
    extension(tmp_path, "of-theirs", of="ogi-2021")

    editions.use_folders((tmp_path,))

    assert editions.load("of-ours").tables == editions.load("made-up").tables
    assert editions.load("of-theirs").cells == editions.load("ogi-2021").cells


def extension(folder: Path, edition_id: str, of: str) -> Path:
    """Write an edition that adds nothing to another."""
    path = folder / f"{edition_id}.yaml"
    path.write_text(f"edition: {edition_id}\nextends: {of}\n", encoding="utf-8")
    return path


def test_use_folders__editions_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    extension(tmp_path, "one", of="two")
    extension(tmp_path, "two", of="one")
    editions.use_folders((tmp_path,))

    with pytest.raises(EditionError):
        editions.available()


def test_use_folders__id_comes_from_the_file_not_its_name(tmp_path: Path) -> None:
    own_edition(tmp_path, "made-up", name="draft.yaml")

    editions.use_folders((tmp_path,))

    assert "made-up" in editions.available()
    assert "draft" not in editions.available()


def test_use_folders__other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("- not an edition", encoding="utf-8")

    editions.use_folders((tmp_path,))

    assert {*editions.available()} == {*SHIPPED}


def test_use_folders__none_takes_them_away_again(tmp_path: Path) -> None:
    before = editions.available()
    own_edition(tmp_path, "made-up")
    editions.use_folders((tmp_path,))

    editions.use_folders(())

    assert editions.available() == before


@pytest.mark.parametrize("edition_id", SHIPPED)
def test_use_folders__shipped_id_is_refused(edition_id: str, tmp_path: Path) -> None:
    path = own_edition(tmp_path, edition_id, name="mine.yaml")
    editions.use_folders((tmp_path,))

    with pytest.raises(EditionError) as caught:
        editions.available()

    assert (caught.value.key, caught.value.file) == ("edition.shadows", str(path))
    assert f"{edition_id}.yaml" in str(caught.value)


def test_use_folders__one_id_in_two_files_is_refused(tmp_path: Path) -> None:
    own_edition(tmp_path, "made-up", name="first.yaml")
    path = own_edition(tmp_path, "made-up", name="second.yaml")
    editions.use_folders((tmp_path,))

    with pytest.raises(EditionError) as caught:
        editions.available()

    assert (caught.value.key, caught.value.file) == ("edition.shadows", str(path))


def test_use_folders__missing_folder_is_refused(tmp_path: Path) -> None:
    editions.use_folders((tmp_path / "nowhere",))

    with pytest.raises(EditionError) as caught:
        editions.available()

    assert caught.value.key == "edition.no_folder"
    assert str(tmp_path / "nowhere") in str(caught.value)


def test_use_folders__wrong_file_is_refused_at_its_line(tmp_path: Path) -> None:
    path = own_edition(tmp_path, "made-up")
    path.write_text(path.read_text(encoding="utf-8") + "subtitle: 副题\n", encoding="utf-8")
    editions.use_folders((tmp_path,))

    with pytest.raises(EditionError) as caught:
        editions.available()

    assert (caught.value.key, caught.value.file) == ("yaml.unknown_key", str(path))
    assert caught.value.line == len(path.read_text(encoding="utf-8").splitlines())


def test_environment__adds_folders_separated_like_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for number, folder in enumerate(folders, start=1):
        own_edition(folder, f"made-up-{number}")
    monkeypatch.setenv("GOVREPORT_EDITIONS", os.pathsep.join(map(str, folders)))
    editions._files.cache_clear()

    assert editions.available()[-2:] == ("made-up-1", "made-up-2")


def test_environment__empty_adds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVREPORT_EDITIONS", os.pathsep)
    editions._files.cache_clear()

    assert {*editions.available()} == {*SHIPPED}


def test_environment__missing_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVREPORT_EDITIONS", str(tmp_path / "nowhere"))
    editions._files.cache_clear()

    with pytest.raises(EditionError) as caught:
        editions.available()

    assert caught.value.key == "edition.no_folder"


# each holds together


@every_form
def test_edition__parts_of_totals_are_cells(edition_id: str, variant: str | None) -> None:
    edition = editions.load(edition_id, variant)
    parts = {part for cell in edition.cells.values() for part in (*cell.row_parts, *cell.column_parts)}

    assert parts - edition.cells.keys() == set()
    assert [ref for ref, cell in edition.cells.items() if ref in (*cell.row_parts, *cell.column_parts)] == []


@every_form
def test_edition__terms_are_cells(edition_id: str, variant: str | None) -> None:
    edition = editions.load(edition_id, variant)
    terms = {term.ref for each in edition.identities for term in (*each.left, *each.right)}

    assert terms - edition.cells.keys() == set()


@every_form
def test_edition__relation_ids_are_unique_for_each_kind(edition_id: str, variant: str | None) -> None:
    edition = editions.load(edition_id, variant)
    named = [relation.id for relation in edition.file.relations]
    kinds = {(each.relation, each.kind) for each in edition.identities}
    footings = {relation for relation, kind in kinds if kind == "footing"}

    assert len(named) == len(set(named))
    assert footings & set(named) == set()
    assert len(kinds) == len({relation for relation, _ in kinds})


@pytest.mark.parametrize("edition_id", editions.available())
def test_edition__each_relation_has_an_instance(edition_id: str) -> None:
    edition = editions.load(edition_id)

    used = {each.relation for each in edition.identities}

    assert [relation.id for relation in edition.file.relations if relation.id not in used] == []


@every_form
def test_edition__names_its_sources(edition_id: str, variant: str | None) -> None:
    edition = editions.load(edition_id, variant)

    assert edition.notice.strip()
    assert edition.sources
    assert all(source.strip() for source in edition.sources)


@every_form
def test_edition__places_each_table_once(edition_id: str, variant: str | None) -> None:
    """A table that a report may leave out may have no fixed place."""
    edition = editions.load(edition_id, variant)
    optional = {table.id for table in edition.tables if table.optional}

    times = Counter(places_of(edition))

    assert {table.id for table in edition.tables} - times.keys() <= optional
    assert set(times.values()) == {1}
    assert len({table.number for table in edition.tables}) == len(edition.tables)


@every_form
def test_edition__totals_add_up_figures_of_their_own_kind(edition_id: str, variant: str | None) -> None:
    edition = editions.load(edition_id, variant)

    unlike = [
        (ref, part)
        for ref, cell in edition.cells.items()
        for part in (*cell.row_parts, *cell.column_parts)
        if (cell.type, cell.unit) != (edition.cells[part].type, edition.cells[part].unit)
    ]

    assert unlike == []
