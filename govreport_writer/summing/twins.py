"""Which files were filed for one and the same unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govreport_writer.roster import Member
from govreport_writer.roster.members import code_key, folded
from govreport_writer.summing.filing import Filing, NotRead

Given = tuple[Filing | NotRead | None, Member | None]
"""A file with its unit in the roster; None for one that does not count anyway."""


def twins(given: Sequence[Given]) -> Mapping[int, tuple[int, ...]]:
    """Return, for the index of each file that is not the only one of its unit, those of all of them in order.

    One code, one member of the roster, or one name make one unit; two codes tell units of one name apart.
    """
    root = list(range(len(given)))
    for one, other in _pairs(given):
        first, second = sorted((_find(root, one), _find(root, other)))
        root[second] = first
    groups: dict[int, list[int]] = {}
    for index in range(len(given)):
        groups.setdefault(_find(root, index), []).append(index)
    return {index: tuple(group) for group in groups.values() if len(group) > 1 for index in group}


def _find(root: list[int], index: int) -> int:
    while root[index] != index:
        root[index] = root[root[index]]
        index = root[index]
    return index


def _pairs(given: Sequence[Given]) -> Iterator[tuple[int, int]]:
    """Yield pairs of indices of one unit."""
    first: dict[tuple[str, str], int] = {}
    names: dict[str, list[tuple[int, str]]] = {}
    for index, (filing, member) in enumerate(given):
        if not isinstance(filing, Filing):
            continue
        code = code_key(filing.code) if filing.code else ""
        keys = [("code", code)] if code else []
        keys += [("member", member.place)] if member is not None else []
        yield from ((first.setdefault(key, index), index) for key in keys)
        names.setdefault(folded(filing.name), []).append((index, code))
    for same in names.values():
        yield from _of_one_name(same)


def _of_one_name(same: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    codes = {code for _, code in same if code}
    for index, code in same[1:]:
        if len(codes) < 2 or not code or not same[0][1]:
            yield same[0][0], index
