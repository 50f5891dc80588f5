"""How the items of a run are shared out among the tasks of a cluster."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govreport_writer.batch.cluster_shares import MOST, TASK, Shares


@given(
    count=st.integers(0, 500),
    threads=st.integers(0, 9),
    seconds=st.lists(st.floats(0, 100), min_size=1, max_size=20),
)
def test_shares__give_out_every_item_once_in_order(count: int, threads: int, seconds: list[float]) -> None:
    shares, given_out, tasks = Shares(count), [], 0
    while share := shares.next(threads):
        assert len(share) <= MOST
        given_out += share
        assert shares.left == count - len(given_out)
        shares.took(seconds[tasks % len(seconds)], len(share))
        tasks += 1

    assert given_out == list(range(count))
    assert shares.next(threads) == ()


def test_task__takes_about_as_long_as_it_should() -> None:
    shares = Shares(10_000)
    shares.took(0.1, 1)

    assert len(shares.next(2)) == TASK / 0.1
    shares.took(100 * TASK, 1)
    assert len(shares.next(2)) == 1


def test_items_of_a_task_lost_for_good__come_again_one_by_one() -> None:
    shares = Shares(100)
    shares.took(0.01, 1)
    lost = shares.next(2)

    before = shares.left
    shares.again(lost)

    assert shares.left == before + len(lost)
    assert len(lost) > 2
    assert [shares.next(2) for _ in lost] == [(index,) for index in lost]


def test_last_tasks__are_small_so_that_all_end_together() -> None:
    shares = Shares(64)
    shares.took(0.001, 1)
    sizes = []
    while share := shares.next(4):
        sizes.append(len(share))

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-4:] == [1, 1, 1, 1]
