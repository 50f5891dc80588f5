"""Finished documents that lie in the folder and say what was filed, or do not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from collecting.offices import collected, hand_in, late, of, states, wrong_sum

from govreport_writer.documents.files import Order
from govreport_writer.pipeline import check_file, render_outcome


@cache
def documents(text: str, folder: Path) -> dict[str, bytes]:
    """Render a submission once for all tests: DOCX, web page and data."""
    path = folder / "report.yaml"
    path.write_text(text, encoding="utf-8")
    made = render_outcome(check_file(path), Order(folder, ("docx", "html", "json")))
    return {each.name: each.read_bytes() for each in made.files}


def published(folder: Path, **renamed: str) -> dict[str, Path]:
    """Hand in a submission with its documents in a folder beside."""
    filed = hand_in(folder, "红溪县").read_text(encoding="utf-8")
    place = folder.parent / f"{folder.name}-made"
    place.mkdir()
    found = {}
    for name, data in documents(filed, place).items():
        suffix = name.partition(".")[2]
        path = folder / "公开" / renamed.get(suffix, name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        found[suffix] = path
    return found


def test_clean_submission_with_its_documents__is_published(tmp_path: Path) -> None:
    folder = tmp_path / "units"
    published(folder)

    found = collected(folder, of("红溪县"))

    assert states(found) == {"红溪县审计局": "published"}
    assert len(found.standings[0].documents) == 3
    assert found.exit_code == 0


def test_document_that_differs__is_to_correct_and_told_on_a_slip(tmp_path: Path) -> None:
    folder = tmp_path / "units"
    page = published(folder)["html"]
    page.write_text(page.read_text(encoding="utf-8").replace("126条", "127条"), encoding="utf-8")

    found = collected(folder, of("红溪县"))
    (standing,) = found.standings
    slip = (folder / "collect" / "slips" / found.slips["第2行"][1]).read_text(encoding="utf-8")

    assert (standing.state, standing.counts["must"]) == ("blocked", 1)
    assert any("127" in point.message for point in standing.seen.points)
    assert page.name in slip


def test_document_of_another_round__is_no_longer_what_was_filed(tmp_path: Path) -> None:
    folder = tmp_path / "units"
    published(folder)
    collected(folder, of("红溪县"))
    hand_in(folder, "红溪县", lambda text: text.replace("126条", "125条"))

    assert states(collected(folder, of("红溪县"))) != {"红溪县审计局": "published"}


def test_document_under_another_name__is_known_by_its_machine_copy(tmp_path: Path) -> None:
    folder = tmp_path / "units"
    for path in published(folder, docx="审计局公开稿.docx").values():
        if path.suffix != ".docx":
            path.unlink()

    (standing,) = collected(folder, of("红溪县")).standings

    assert (standing.state, standing.documents) == ("published", ("公开/审计局公开稿.docx",))


def test_draft_under_another_name__is_no_final_document(tmp_path: Path) -> None:
    path = hand_in(tmp_path, "红溪县")
    (draft,) = render_outcome(check_file(path), Order(tmp_path, ("docx",), draft=True)).files
    assert states(collected(tmp_path, of("红溪县"))) == {"红溪县审计局": "clean"}

    draft.rename(tmp_path / "公开稿.docx")

    assert states(collected(tmp_path, of("红溪县"))) == {"红溪县审计局": "clean"}


def test_documents__do_not_make_what_is_not_clean_published(tmp_path: Path) -> None:
    folder = tmp_path / "units"
    published(folder)
    for edit, state in ((wrong_sum, "blocked"), (late, "explain")):
        hand_in(folder, "红溪县", edit)

        assert states(collected(folder, of("红溪县"))) == {"红溪县审计局": state}


def test_file_with_the_name_of_a_document__proves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "units"
    for path in published(folder).values():
        path.write_bytes(b"PK\x03\x04 not a document")

    assert states(collected(folder, of("红溪县"))) == {"红溪县审计局": "blocked"}
