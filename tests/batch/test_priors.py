"""Which earlier years belong to an organ, among those of many."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport_writer.batch.executor import Here
from govreport_writer.batch.identity import Identity
from govreport_writer.batch.priors import Priors, identified
from govreport_writer.batch.unit import Unit
from govreport_writer.errors import SubmissionError

PRIOR = Path(__file__).resolve().parents[2] / "sample_inputs/county-audit-2024/prior.yaml"


def known(*organs: tuple[str, str | None, int, tuple[str, ...]]) -> Priors:
    """Return priors called by their number."""
    return Priors(
        tuple(
            (Unit(f"{number}.yaml", f"{number}"), Identity(name, short, code, year, "", f"{number:064}"))
            for number, (name, code, year, short) in enumerate(organs)
        )
    )


def found(priors: Priors, name: str, code: str | None, year: int, *short: str) -> list[tuple[int, int]]:
    return [(part.year, int(part.sha256)) for part in priors.parts_of(name, short, code, year)]


def test_code__goes_before_name() -> None:
    priors = known(("某县司法局", None, 2023, ()), ("某县司法所", "X1", 2023, ()))

    assert found(priors, "某县司法局", "X1", 2024) == [(2023, 1)]


def test_name__tells_where_no_code_does() -> None:
    priors = known(("别县司法局", "X1", 2023, ()), ("某县司法局", "X2", 2023, ()))

    assert found(priors, "某县司法局", None, 2024) == [(2023, 1)]
    assert found(priors, "某县司法局", "Y9", 2024) == [(2023, 1)]


def test_short_name__tells_one_organ() -> None:
    priors = known(("某县市场监督管理局", None, 2023, ("市监局",)))

    assert found(priors, "某县市场监管局", None, 2024, "市监局") == [(2023, 0)]


def test_short_name__of_several_organs_tells_none() -> None:
    priors = known(
        ("甲县市场监督管理局", "A", 2023, ("市监局",)), ("乙县市场监督管理局", "B", 2023, ("市监局",))
    )

    assert found(priors, "丙县市场监管局", "C", 2024, "市监局") == []
    assert found(priors, "乙县市场监管局", "B", 2024, "市监局") == [(2023, 1)]


def test_years__are_those_before_the_oldest_first_and_the_first_given_of_each() -> None:
    priors = known(
        ("某局", None, 2023, ()), ("某局", None, 2021, ()), ("某局", None, 2024, ()), ("某局", None, 2023, ())
    )

    assert found(priors, "某局", None, 2024) == [(2021, 1), (2023, 0)]


ORGANS = st.lists(
    st.tuples(
        st.sampled_from(["甲局", "乙局", "丙局"]),
        st.sampled_from([None, "A", "B"]),
        st.integers(2020, 2024),
        st.sampled_from([(), ("局",)]),
    ),
    max_size=8,
)


@given(ORGANS, st.sampled_from(["甲局", "乙局"]), st.sampled_from([None, "A"]))
def test_years__come_once_and_share_a_code_or_a_name(
    organs: list[tuple[str, str | None, int, tuple[str, ...]]], name: str, code: str | None
) -> None:
    years = found(known(*organs), name, code, 2024, "局")

    assert [year for year, _ in years] == sorted({year for year, _ in years})
    for year, number in years:
        own_name, own_code, own_year, short = organs[number]
        assert own_year == year < 2024
        assert own_name == name or (code is not None and own_code == code) or "局" in short


def test_file__that_was_named_and_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    missing = Unit(str(tmp_path / "none.yaml"), "none.yaml")

    with pytest.raises(SubmissionError) as caught:
        identified([missing], lambda _: True, Here())

    assert str(caught.value).startswith(str(tmp_path / "none.yaml"))
    assert "\n" not in str(caught.value)


def test_file__found_in_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("format: [", encoding="utf-8")

    priors, unread = identified([Unit(str(bad), "bad"), Unit(str(PRIOR), "p")], lambda _: False, Here())

    assert [identity.year for _, identity in priors.known] == [2023]
    assert [why.startswith(str(bad)) for why in unread] == [True]
