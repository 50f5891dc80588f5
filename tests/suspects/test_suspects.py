"""Beside a broken sum stands the cell that is most likely at fault, and openly when several may be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from seeded import Cells, Change, as_paths, broken, read, seeded, sums

from govreport_writer import messages
from govreport_writer.findings import Suspect
from govreport_writer.pipeline import Outcome, run_checks
from govreport_writer.report_json import unit_as_json
from govreport_writer.submission import Explanation, Submission
from govreport_writer.suspects import search

GRANTED = "requests/outcome.granted/natural_person"
RECORD = "requests/outcome.refused.process_record/natural_person"
RESEARCH = "requests/received/research"
PLACE = ["path", "sheet", "cell", "line", "row", "column"]

SLIPS: dict[str, tuple[Cells, tuple[Change, ...]]] = {
    "one too many": ({GRANTED: 97}, ((GRANTED, 97, 96),)),
    "ten times": ({GRANTED: 960}, ((GRANTED, 960, 96),)),
    "digits swapped": ({GRANTED: 69}, ((GRANTED, 69, 96),)),
    "a digit lost": ({GRANTED: 9}, ((GRANTED, 9, 96),)),
    "left blank": ({GRANTED: None}, ((GRANTED, None, 96),)),
    "a negative count": ({GRANTED: -96}, ((GRANTED, -96, 96),)),
    "a fraction of a count": ({GRANTED: "9.6"}, ((GRANTED, "9.6", 96),)),
    "in the next column": (
        {RECORD: 0, "requests/outcome.refused.process_record/business": 24},
        ((RECORD, 0, 24), ("requests/outcome.refused.process_record/business", 24, 0)),
    ),
    "in the next row": (
        {"requests/outcome.granted/legal_service": 0, "requests/outcome.partly/legal_service": 12},
        (("requests/outcome.granted/legal_service", 0, 12), ("requests/outcome.partly/legal_service", 12, 0)),
    ),
    "added to the next row": (
        {GRANTED: 0, "requests/outcome.partly/natural_person": 120},
        ((GRANTED, 0, 96), ("requests/outcome.partly/natural_person", 120, 24)),
    ),
    "exchanged with the next row": (
        {GRANTED: 24, "requests/outcome.partly/natural_person": 96},
        ((GRANTED, 24, 96), ("requests/outcome.partly/natural_person", 96, 24)),
    ),
    "split over two columns": (
        {RESEARCH: 1, "requests/received/public_interest": 2},
        ((RESEARCH, 1, 12), ("requests/received/public_interest", 2, 0)),
    ),
    "a wrong total": (
        {"requests/outcome.total/business": 60},
        (("requests/outcome.total/business", 60, 72),),
    ),
}


def first(submission: Submission, prior: Submission | None = None) -> Suspect:
    """Return the first suspect, the same beside every finding."""
    found = {each.suspects[:1] for each in sums(run_checks(submission, prior))}
    ((suspect,),) = found
    return suspect


def unit(outcome: Outcome) -> list[dict[str, object]]:
    """Return the suspects of the first finding as they are printed in JSON."""
    (finding, *_) = [each for each in unit_as_json(outcome)["findings"] if each["suspects"]]  # type: ignore[attr-defined]
    return finding["suspects"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("slip", SLIPS)
def test_slip__is_undone_by_the_first_suspect(slip: str) -> None:
    changes, wanted = SLIPS[slip]
    submission = seeded(changes, times=12)

    found = as_paths(first(submission))

    assert [(path, after) for path, _, after in found] == [(path, after) for path, _, after in wanted]
    assert first(submission).clears == len(broken(run_checks(submission)))


def test_last_years_report__tells_which_of_four_figures_is_wrong() -> None:
    """37 + 4 = 38 + 2, and last year 3 were carried over."""
    changes: Cells = {
        "requests/received/natural_person": 37,
        GRANTED: 25,
        "requests/carried_in/natural_person": 4,
    }
    before = seeded({"requests/carried_out/natural_person": 3}, name="prior", computed=True)

    suspect = first(seeded(changes, computed=True), before)

    assert as_paths(suspect) == (("requests/carried_in/natural_person", 4, 3),)
    assert suspect.clears >= 2


def test_last_years_report__left_out_leaves_several_cells() -> None:
    changes: Cells = {
        "requests/received/natural_person": 37,
        GRANTED: 25,
        "requests/carried_in/natural_person": 4,
    }

    (finding,) = sums(run_checks(seeded(changes, computed=True)))

    assert finding.equally_likely > 1
    assert ("requests/carried_in/natural_person", 4, 3) in {
        change for each in finding.suspects for change in as_paths(each)
    } or finding.equally_likely > len(finding.suspects)


def test_one_suspect__is_named_in_the_advice_with_its_labels() -> None:
    (finding, *_) = sums(run_checks(seeded({GRANTED: 97}, times=12)))

    assert finding.equally_likely == 1
    assert finding.advice == (
        "最可能：“（一）予以公开”行“自然人”列 由 97 改为 96（可同时消除2条问题）；请与台账核对后再改。"
    )


def test_one_suspect__is_named_in_english() -> None:
    (finding, *_) = sums(run_checks(seeded({GRANTED: None}, times=12)))

    with messages.speaking("en"):
        advice = finding.advice

    assert advice.startswith("Most likely: ")
    assert "from blank to 96 (clears 2); compare with the ledger" in advice


def test_several_suspects__are_said_openly_to_be_as_likely() -> None:
    (finding,) = sums(run_checks(seeded({"reviews/cases/review.total": 13}, times=12)))

    assert finding.equally_likely == 2
    assert finding.advice.startswith("共有2处同样可能，单凭表内数字分不出来：")
    assert "由 13 改为 12，或" in finding.advice
    assert "由 12 改为 13" in finding.advice
    with messages.speaking("en"):
        assert finding.advice.startswith("2 cells are equally likely, the figures alone cannot tell: ")


def test_json__names_each_cell_with_what_it_holds_and_would_hold() -> None:
    (suspect,) = unit(run_checks(seeded({GRANTED: 97}, times=12)))

    assert list(suspect) == [*PLACE, "from", "to", "clears"]
    assert (suspect["path"], suspect["from"], suspect["to"], suspect["clears"]) == (GRANTED, 97, 96, 2)
    assert (suspect["row"], suspect["column"]) == ("（一）予以公开", "自然人")


def test_json__lists_cells_to_be_changed_together_one_after_the_other() -> None:
    changes, wanted = SLIPS["in the next column"]

    pair = unit(run_checks(seeded(changes, times=12)))[:2]

    assert tuple((each["path"], each["from"], each["to"]) for each in pair) == wanted


def test_bound__names_no_figure_so_nothing_is_suspected() -> None:
    submission = seeded({"disclosure/normative/made": 50})

    (finding,) = sums(run_checks(submission))

    assert (finding.code, finding.suspects) == ("GR303", ())


def test_unreadable_cell__leaves_its_relations_out() -> None:
    submission = seeded({GRANTED: "十二", "requests/received/business": 61}, times=12)

    assert as_paths(first(submission)) == (("requests/received/business", 61, 60),)


def test_computed_total__is_never_suspected() -> None:
    submission = seeded({GRANTED: 9}, computed=True)

    suspects = [each for finding in sums(run_checks(submission)) for each in finding.suspects]

    paths = {path for each in suspects for path, _, _ in as_paths(each)}
    assert suspects
    assert paths <= {str(ref) for ref, origin in submission.origins.items() if origin.state == "filed"}


def test_explained_difference__is_no_reason_to_suspect_a_cell() -> None:
    submission = seeded({"requests/carried_in/business": 5}, computed=True)
    (balance, carried) = sums(run_checks(submission, read("prior")))
    answer = Explanation(
        finding=carried.id, values=carried.values, text="经核对台账，上年报告漏计，数字属实。"
    )
    explained = replace(submission, raw=replace(submission.raw, explanations=(answer,)))

    alone, answered = sums(run_checks(explained, read("prior")))

    assert [each.suspects[0].clears for each in (balance, carried)] == [4, 4]
    assert (answered.state, answered.suspects) == ("explained", ())
    assert alone.suspects[0].clears == 2


def test_tables_wrong_altogether__are_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    submission = seeded({GRANTED: 97}, times=12)
    monkeypatch.setattr(search, "MOST_BROKEN", len(broken(run_checks(submission))) - 1)

    assert [each.suspects for each in sums(run_checks(submission))] == [(), ()]
