"""Whatever an item does to its process, it costs that item alone."""

from __future__ import annotations

import os
from time import monotonic

import pytest
from batch.batch_jobs import Poisoned, Stillborn, Told

from govreport_writer import messages
from govreport_writer.batch import stopping
from govreport_writer.batch.executor import Failed, Here, Limits, carried_out, in_order
from govreport_writer.batch.pool import Pool
from govreport_writer.errors import SubmissionError

POISON = {
    "raise": ("error", "ZeroDivisionError: twelve months"),
    "exit": ("crash", "exit code 7"),
    "leave": ("crash", "exit code 0"),
    "hang": ("time", "1 s"),
    "eat": ("memory", "MemoryError"),
    "deep": ("error", "RecursionError"),
    "unsendable": ("error", "TypeError: not to be sent"),
    "unreceivable": ("error", "LookupError: not to be received"),
}


@pytest.mark.slow
def test_poison__costs_its_own_item_and_no_other() -> None:
    items = [each for name in POISON for each in (name, f"good:{name}")]

    results = dict(Pool(2, Limits(1.0, 2 * 2**30)).run(Poisoned(), items))

    assert sorted(results) == list(range(len(items)))
    for index, item in enumerate(items):
        result = results[index]
        if item in POISON:
            assert isinstance(result, Failed), item
            assert result.cause == POISON[item][0], item
            assert result.why.startswith(POISON[item][1]), item
        else:
            assert isinstance(result, tuple)
            assert result[0] == item


def test_work__is_done_in_other_processes_that_are_replaced_after_their_share() -> None:
    items = [f"good:{number}" for number in range(5)]

    results = list(carried_out(Poisoned(), items, Pool(1, recycle=2)))

    assert [result[0] for result in results] == items  # type: ignore[index]  # pairs, as nothing failed
    processes = [result[1] for result in results]  # type: ignore[index]  # as above
    assert len(set(processes)) == 3
    assert os.getpid() not in processes


@pytest.mark.slow
def test_process_that_cannot_begin__ends_the_run_in_one_line() -> None:
    with pytest.raises(SubmissionError) as caught:
        list(Pool(2).run(Stillborn(), ["a", "b", "c"]))

    assert caught.value.key == "batch.no_worker"
    assert "exit code 1" in str(caught.value)


@pytest.mark.slow
def test_processes__begin_anew_where_the_system_cannot_copy_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])

    results = list(carried_out(Poisoned(), ["good", "exit", "good"], Pool(1)))

    assert [type(result) for result in results] == [tuple, Failed, tuple]


def test_process__takes_over_the_environment_and_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    list(Pool(1).run(Poisoned(), ["good"]))  # what processes are copies of has begun with
    monkeypatch.setenv("GOVREPORT_TRIAL", "set later")
    messages.use_language("en")

    results = dict(Pool(1).run(Told(), ["GOVREPORT_TRIAL"]))

    assert results == {0: ("set later", "en")}


def test_no_items__need_no_process() -> None:
    assert list(Pool(2).run(Stillborn(), [])) == []


def test_consumer_that_goes_away__leaves_no_process_behind() -> None:
    began = monotonic()
    results = Pool(1, Limits(30.0)).run(Poisoned(), ["good", "good", "good"])
    next(results)
    results.close()  # type: ignore[attr-defined]  # a generator

    assert monotonic() - began < 20


@pytest.mark.parametrize("executor", [Here(), Pool(1)], ids=["here", "pool"])
def test_stop__lets_no_further_item_begin(executor: Here | Pool) -> None:
    items = ["slow"] * 20
    came = []

    def work() -> None:
        for result in carried_out(Poisoned(), items, executor):
            came.append(result)
            if len(came) == 2:
                stopping._since.append(monotonic())

    with stopping.stoppable(), pytest.raises(stopping.Stopped) as caught:
        work()

    assert (caught.value.done, caught.value.total) == (len(came), 20)
    assert 2 <= len(came) <= 3
    assert not stopping.asked()


def test_here__an_error_is_a_result_unless_it_is_to_be_seen() -> None:
    assert list(Here().run(Poisoned(), ["raise"])) == [
        (0, Failed("error", "ZeroDivisionError: twelve months"))
    ]
    with pytest.raises(ZeroDivisionError):
        list(Here(debug=True).run(Poisoned(), ["raise"]))


def test_in_order__keeps_many_that_wait_as_they_were() -> None:
    late = [(index, {"unit": index}) for index in range(1, 500)]

    assert list(in_order(iter([*reversed(late), (0, {"unit": 0})]))) == [
        {"unit": each} for each in range(500)
    ]


def test_in_order__waits_for_those_before() -> None:
    assert list(in_order(iter([(2, "c"), (0, "a"), (1, "b")]))) == ["a", "b", "c"]
