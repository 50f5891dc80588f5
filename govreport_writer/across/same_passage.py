"""No long passage stands in the reports of several units (GR521), but for a common template (GR522).

What it does: looks for passages of a hundred characters and more that three units have in common, leaving out
figures, names of the organ and its place, blanks and punctuation. A passage that half of the units of one
parent have is taken for a template and told on one unit only, the government where it is among them.
Why: reports handed from unit to unit say the same everywhere, and those who assess reports compare them.
Example: four bureaus with one paragraph on their training, word for word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from govreport_writer import messages
from govreport_writer.across.passages import Passages, passages_of
from govreport_writer.across.sketch_texts import CHAIN, PartSketch
from govreport_writer.across.units import Units
from govreport_writer.findings import Finding, Instance
from govreport_writer.wording import wording

CODES = ("GR521", "GR522")


def find(units: Units, told: Collection[int] = ()) -> Iterator[tuple[int, Finding]]:
    """Yield the unit's rank and a hint for each part with such a passage.

    The part on problems is left out for the units whose ranks are `told`.
    """
    passages = passages_of(units)
    problems = wording().sections.problems
    for rank, sketch in enumerate(units.sketches):
        for part in sketch.parts:
            if part.key != problems or rank not in told:
                yield from _in_common(units, passages, rank, part)
    yield from _templates(units, passages)


def _in_common(
    units: Units, passages: Passages, rank: int, part: PartSketch
) -> Iterator[tuple[int, Finding]]:
    """Yield a hint for the passage of a part that most units have, the first of several."""
    shared = dict(_outside_templates(passages, units.groups[rank], part))
    if shared:
        number = max(shared, key=lambda each: len(passages.having[each]))
        ranks = passages.having[number]
        others = units.named(other for other in ranks if other != rank)
        fields = {"others": others, "having": len(ranks)}
        yield rank, _finding("GR521", units, rank, part, shared[number], fields)


def _outside_templates(passages: Passages, group: str, part: PartSketch) -> Iterator[tuple[int, int]]:
    """Yield the passages with others, and their quotes, that have no run of characters of a template.

    At the ends of a template the text around it decides which runs are chosen: units then differ there.
    """
    found = list(part.passages().items())
    templates = [at for at, (number, _) in enumerate(found) if passages.spread_in(number, group)]
    for at, (number, quote) in enumerate(found):
        if number in passages.having and all(abs(at - each) >= CHAIN for each in templates):
            yield number, quote


def _templates(units: Units, passages: Passages) -> Iterator[tuple[int, Finding]]:
    """Yield a hint for each part and group with a template, on one unit."""
    sizes = Counter(units.groups)
    sizes[""] = len(units.sketches)
    seen: set[tuple[str, str]] = set()
    for rank in sorted(range(len(units.sketches)), key=lambda each: _leads(units, each)):
        for part in units.sketches[rank].parts:
            found = _widest(passages, units.groups[rank], part)
            if found is None or (found[0], part.key) in seen:
                continue
            group, count, quote = found
            seen.add((group, part.key))
            fields = {"group": _in_words(group), "total": sizes[group], "having": count}
            yield rank, _finding("GR522", units, rank, part, quote, fields)


def _widest(passages: Passages, group: str, part: PartSketch) -> tuple[str, int, int] | None:
    """Return the group, its units and the quote of the template of a part that most units have."""
    found = [
        (*spread, quote)
        for number, quote in part.passages().items()
        if (spread := passages.spread_in(number, group))
    ]
    return max(found, key=lambda each: each[1], default=None)


def _leads(units: Units, rank: int) -> tuple[bool, int]:
    return units.sketches[rank].kind != "government", rank


def _in_words(group: str) -> str:
    kind = "place" if group else "all"
    return messages.text(f"findings.GR522_group.{kind}", place=group)


def _finding(
    code: str, units: Units, rank: int, part: PartSketch, quote: int, fields: Mapping[str, object]
) -> Finding:
    return Finding(
        code=code,
        severity="hint",
        anchor=part.key,
        instances=(Instance((part.spot,)),),
        fields={"part": part.title, "passage": part.quote(quote), **fields},
        values=str(fields["having"]),
        in_workbook=units.sketches[rank].in_workbook,
    )
