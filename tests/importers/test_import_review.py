"""The review of an import: what is counted, in which words, and that what is written says the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from browser import WCAG, chromium, shown
from importers.damage import AUDIT, NAMES, drawn, sample

from govreport_writer import messages
from govreport_writer.cells import CellRef
from govreport_writer.importers.confidence import LABELLED
from govreport_writer.importers.imported import Doubt, Imported, Reading
from govreport_writer.importers.marks import marks_of
from govreport_writer.importers.published import Spot
from govreport_writer.importers.reading import read_published
from govreport_writer.importers.recognise import recognise
from govreport_writer.importers.report import html_bytes
from govreport_writer.importers.review import counts_of, doubtful_cells
from govreport_writer.importers.review_lines import review_lines
from govreport_writer.importers.review_words import against_words, how_words, spot_words, value_words
from govreport_writer.importers.write import submission_bytes
from govreport_writer.importers.write_tree import tree_of
from govreport_writer.submission import RawCell, Submission
from govreport_writer.submission_build import build
from govreport_writer.submission_reading import read_submission
from govreport_writer.submission_text import written
from govreport_writer.workbook.round_trip import differences

REF = CellRef("requests", "received", "natural_person")


def imported(folder: Path, name: str = AUDIT) -> Imported:
    path = folder / "report.html"
    path.write_bytes(drawn(name, "html"))
    return recognise(read_published(path))


def with_reading(read: Imported, **changes: object) -> Imported:
    """The same import with one cell read otherwise."""
    reading = replace(read.readings[REF], **changes)  # type: ignore[arg-type]  # any field of it
    return replace(read, readings={**read.readings, REF: reading})


def reading(**changes: object) -> Reading:
    usual = Reading(REF, "37", 37, None, 0.95, Spot(page=2, table=1, row=4, column=4), ("confirmed", "label"))
    return replace(usual, **changes)  # type: ignore[arg-type]  # any field of it


def test_counts__tell_numbers_blanks_confirmed_doubtful_and_absent(tmp_path: Path) -> None:
    read = imported(tmp_path)
    others = {ref: each for ref, each in read.readings.items() if ref.row != "carried_in"}
    read = replace(with_reading(read), readings=others)
    read = with_reading(read, value=None, text="", confidence=0.5, how=("position",))

    (count,) = (each for each in counts_of(read) if each.table.id == REF.table)

    assert (count.numbers, count.blank, count.confirmed, count.doubtful, count.absent) == (167, 1, 167, 1, 7)


def test_cell_without_a_sum__is_not_doubtful(tmp_path: Path) -> None:
    read = imported(tmp_path)

    assert doubtful_cells(with_reading(read, confidence=LABELLED)) == []
    assert [each.ref for each in doubtful_cells(with_reading(read, confidence=0.7))] == [REF]


@pytest.mark.parametrize(
    ("spot", "words"),
    [
        (Spot(), ""),
        (Spot(page=2, table=1, row=4, column=3), "第 2 页第 1 个表第 4 行第 3 格"),
        (Spot(table=1, row=4), "第 1 个表"),
        (Spot(line=7), "第 7 行"),
        (Spot(table=1, row=4, column=3, line=9, paragraph=2), "第 9 行"),
        (Spot(page=3, paragraph=5), "第 3 页第 5 段"),
    ],
)
def test_place__is_said_as_far_as_the_document_has_one(spot: Spot, words: str) -> None:
    assert spot_words(spot) == words


def test_reasons__begin_with_what_speaks_against() -> None:
    broken = reading(how=("broken", "confirmed", "label", "spaced"))

    assert how_words(broken) == "合计关系不成立、数字之间有空格、按行名和栏名找到"
    assert against_words(broken) == "合计关系不成立、数字之间有空格"
    assert how_words(reading()) == "按行名和栏名找到、合计关系成立"


def test_value__is_the_number_with_its_unit_a_blank_or_the_text() -> None:
    assert value_words(reading(value=Decimal("12.50"), unit="万元")) == "12.50万元"
    assert value_words(reading(value=0)) == "0"
    assert value_words(reading(value=None, text="/")) == "空白"
    assert value_words(reading(value=None, text="十\n二", how=("unreadable",))) == "十 二"


def test_marks__are_chinese_in_every_language(tmp_path: Path) -> None:
    read = with_reading(imported(tmp_path), text="3\x007", confidence=0.5, how=("position",))

    with messages.speaking("en"):
        marks = marks_of(read)

    assert list(marks) == [REF]
    assert marks[REF].startswith("从已发布的报告读入：“37”（第 3 个表第 4 行第 4 格）。只按位置找到")


def test_lines__bound_doubts_and_say_how_many_more(tmp_path: Path) -> None:
    read = imported(tmp_path)
    doubts = tuple(Doubt("picture", Spot(page=number), {"text": f"图\n{number}"}) for number in range(1, 31))

    lines = [line for line, _ in review_lines(replace(read, doubts=doubts))]

    assert "  第 1 页：图片没有带过来，只留下它的说明：图 1" in lines
    assert sum("图片没有带过来" in line for line in lines) == 20
    assert "还有10处" in lines[-1]
    assert all("\n" not in line for line in lines)


def test_unsure_fact__says_how_to_give_it(tmp_path: Path) -> None:
    read = replace(imported(tmp_path), certain={"year": 0.5})

    lines = [line for line, _ in review_lines(read)]

    assert "年度　2024（不能肯定；不对的话用 --year 指明）" in lines
    assert "机关　青溪县审计局（不能肯定；不对的话用 --agency 指明）" in lines


def test_page__shows_every_cell_once_and_nothing_of_the_document_as_markup(tmp_path: Path) -> None:
    read = imported(tmp_path)
    doubt = Doubt("picture", Spot(), {"text": "<script>x</script>"})
    hostile = replace(
        with_reading(read, value=None, text="<b>七</b>", how=("unreadable",), confidence=0.3), doubts=(doubt,)
    )

    page = html_bytes(hostile).decode()

    assert page.count("<td>按行名和栏名找到") + page.count("<td>不是数字") >= len(read.readings)
    assert "<b>" not in page
    assert "<script" not in page
    assert "&lt;b&gt;七&lt;/b&gt;" in page
    assert 'class="doubtful"' in page


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1240])
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_page__is_accessible_and_never_scrolls_sideways(tmp_path: Path, language: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with messages.speaking(language):
        page = html_bytes(imported(tmp_path, "broken-2024")).decode()

    with chromium() as browser, shown(browser, page) as tab:
        tab.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(tab, options={"runOnly": WCAG})
        wide = tab.evaluate("document.documentElement.scrollWidth")

    assert [each["id"] for each in found.response["violations"]] == []
    assert wide == width


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_tree__says_everything_that_a_submission_says(name: str, suffix: str, tmp_path: Path) -> None:
    filed = sample(name)
    path = tmp_path / f"report{suffix}"

    path.write_text(written(tree_of(filed), suffix), encoding="utf-8")

    assert differences(filed, read_submission(path)) == []


def test_tree__keeps_units_decimals_and_texts_that_are_no_figures(tmp_path: Path) -> None:
    filed = sample(AUDIT)
    amount = next(ref for ref, cell in filed.edition.cells.items() if cell.type == "amount")
    odd = {
        amount: RawCell(Decimal("12.50"), "元"),
        REF: RawCell("十二"),
        REF._replace(column="other"): RawCell("/"),
    }
    raw = replace(filed.raw, cells={**filed.raw.cells, **odd})
    changed: Submission = build(filed.edition, raw)
    path = tmp_path / "report.yaml"

    path.write_text(written(tree_of(changed), ".yaml"), encoding="utf-8")
    read = read_submission(path)

    assert differences(changed, read) == []
    assert (read.values[amount], str(read.values[amount]), read.units[amount]) == (
        Decimal("12.50"),
        "12.50",
        "元",
    )
    assert read.origins[REF].raw == "十二"
    assert read.values[REF._replace(column="other")] is None


@pytest.mark.parametrize("suffix", [".xlsx", ".yaml", ".json"])
def test_marked_file__is_read_as_the_unmarked_one(tmp_path: Path, suffix: str) -> None:
    read = imported(tmp_path, "broken-2024")
    sure = replace(
        read, readings={ref: replace(each, confidence=0.95) for ref, each in read.readings.items()}
    )
    files = []
    for number, each in enumerate((read, sure)):
        files.append(tmp_path / f"{number}{suffix}")
        files[-1].write_bytes(submission_bytes(each, suffix))

    marked, unmarked = map(read_submission, files)

    assert differences(marked, unmarked) == []
    assert marked.raw.remarks == unmarked.raw.remarks == ()
    assert (files[0].read_bytes() != files[1].read_bytes()) == (suffix != ".json")


def test_unmarked_workbook__is_that_of_the_submission(tmp_path: Path) -> None:
    from govreport_writer.workbook.convert import to_workbook

    read = imported(tmp_path)

    assert marks_of(read) == {}
    assert submission_bytes(read, ".xlsx") == to_workbook(read.submission())
