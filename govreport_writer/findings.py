"""Findings: facts about an agency's data, their grouping, and the verdict over them.

Severities in the words clerks know: must is 强制, should is 核实 (correct it or explain it), hint is 提示.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from govreport_writer import messages
from govreport_writer.cells import Value
from govreport_writer.figures import printed
from govreport_writer.vocabulary import Severity

State = Literal["open", "explained", "lapsed"]
Verdict = Literal["clean", "explain", "blocked", "unreadable", "incomplete"]
VERDICTS: tuple[Verdict, ...] = ("clean", "explain", "blocked", "unreadable", "incomplete")
"""From best to worst; the worst unit gives the run's."""
EXIT_CODES: Mapping[Verdict, int] = {"clean": 0, "explain": 1, "blocked": 1, "unreadable": 2, "incomplete": 3}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding points: path in the form, place in the file, labels in the official table."""

    path: str | None = None
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    row: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Instance:
    """One occurrence of a finding: its places, both sides of a sum, and the sum written out."""

    cells: tuple[Place, ...]
    left: int | Decimal | None = None
    right: int | Decimal | None = None
    formula: str = ""
    substitution: str = ""
    blanks: tuple[str, ...] = ()

    @property
    def difference(self) -> int | Decimal | None:
        """Left minus right; None without numbers on both sides."""
        return None if self.left is None or self.right is None else self.left - self.right


@dataclass(frozen=True, slots=True)
class Suspect:
    """A change that would clear findings: places with what they hold and would hold; never applied.

    `clears` counts the relations that would hold again. Several places are to be changed together.
    """

    changes: tuple[tuple[Place, Value, Value], ...]
    clears: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause. `fields` fill the message of its code; `anchor` completes the id.

    `values` is what an explanation is written for: when it changes, the explanation has lapsed. `suspects`
    are the likeliest cells at fault; `equally_likely` counts those that nothing tells from the first.
    """

    code: str
    severity: Severity
    anchor: str
    instances: tuple[Instance, ...]
    relation: str | None = None
    title: str | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    basis: str = "inferred"
    cite: str | None = None
    values: str = ""
    state: State = "open"
    explanation: str | None = None
    in_workbook: bool = False
    suspects: tuple[Suspect, ...] = ()
    equally_likely: int = 0

    @property
    def id(self) -> str:
        """The stable name of the finding: relation or code, @, first cell or table."""
        return f"{self.relation or self.code}@{self.anchor}"

    @property
    def first(self) -> Instance:
        """The instance shown in full."""
        return self.instances[0]

    @property
    def heading(self) -> str:
        """What is wrong, in a few words."""
        return self._own_title() or messages.text(f"findings.{self.code}.title")

    @property
    def message(self) -> str:
        """What is wrong, with figures."""
        text = messages.text(f"findings.{self.code}.message", **self._message_fields())
        own = self._own_title()
        return f"{own}{messages.text('words.colon')}{text}" if own else text

    def _own_title(self) -> str | None:
        """Return the title that the edition gives a relation; it is Chinese, so not for other readers."""
        return self.title if messages.language() == "zh" else None

    @property
    def advice(self) -> str:
        """What to do, and for an open 核实 finding how to explain it."""
        text = self.remedy
        if self.severity == "should" and self.state != "explained":
            how = "how_to_explain_here" if self.in_workbook else "how_to_explain"
            text += messages.text(f"words.{how}", id=self.id, values=self.values)
        if self.state == "lapsed":
            text += messages.text("words.lapsed", text=self.explanation or "")
        return text

    @property
    def remedy(self) -> str:
        """What to do about the figures themselves."""
        return self._suspected() or messages.text(f"findings.{self.code}.advice", **self._message_fields())

    def _suspected(self) -> str:
        """Name the likeliest cells, and say openly when several are as likely."""
        if not self.suspects:
            return ""
        shown = [self._change(each) for each in self.suspects]
        clears = self.suspects[0].clears
        if self.equally_likely > 1:
            alike = messages.text("words.or").join(shown[: self.equally_likely])
            more = messages.text("words.and_more") if self.equally_likely > len(shown) else ""
            return messages.text(
                "words.suspects", count=self.equally_likely, changes=alike + more, clears=clears
            )
        return messages.text("words.suspect", change=shown[0], clears=clears)

    def _change(self, suspect: Suspect) -> str:
        own = next((place.sheet for place in self.first.cells if place.sheet), None)
        return messages.text("words.comma").join(
            messages.text(
                "words.change",
                cell=_named(place, own),
                before=messages.text("words.blank") if before is None else printed(before),
                after=printed(after),
            )
            for place, before, after in suspect.changes
        )

    def _message_fields(self) -> dict[str, object]:
        first = self.first
        return {
            **self.fields,
            "formula": first.formula,
            "substitution": first.substitution,
            "left": first.left,
            "right": first.right,
            "difference": first.difference,
            "count": len(self.instances),
            "blanks": self._blank_terms(),
        }

    def _blank_terms(self) -> str:
        if not self.first.blanks:
            return ""
        return messages.text(
            "findings.blanks.some", blanks=messages.text("words.comma").join(self.first.blanks)
        )


def basis_in_words(basis: str, cite: str | None) -> str:
    """Return on what a rule rests, with the document it cites."""
    return messages.text(f"basis.{basis}") + (messages.text("report.cite", cite=cite) if cite else "")


def _named(place: Place, sheet: str | None) -> str:
    """Name a cell: as in the workbook, with the sheet where it is another; else by its labels."""
    if place.cell:
        return place.cell if place.sheet == sheet else f"{place.sheet}!{place.cell}"
    labels = {"row": place.row or "", "column": place.column or ""}
    key = "row_column" if place.row and place.column else "row_only" if place.row else "column_only"
    return messages.text(f"report.{key}", **labels)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was not checked: the code, and why; the relation where one alone was not."""

    code: str
    why: str
    relation: str | None = None


def group(findings: Iterable[Finding]) -> list[Finding]:
    """Fold findings of one cause into one with instances, and put causes before consequences.

    Findings of one relation fold; those of none fold when they have one anchor.
    """
    folded: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        own = finding.relation or finding.anchor
        key = (finding.code, own, finding.title, finding.severity)
        known = folded.get(key)
        folded[key] = finding if known is None else _joined(known, finding)
    return sorted(folded.values(), key=lambda finding: finding.code)


def _joined(first: Finding, second: Finding) -> Finding:
    return replace(
        first,
        instances=first.instances + second.instances,
        values="; ".join(filter(None, (first.values, second.values))),
    )


def blocks(finding: Finding) -> bool:
    """Whether a finding keeps the final report from being rendered."""
    return finding.severity == "must" or (finding.severity == "should" and finding.state != "explained")


def verdict_of(findings: Iterable[Finding], not_checked: Iterable[Gap]) -> Verdict:
    """Return the verdict of one unit that could be read."""
    if any(True for _ in not_checked):
        return "incomplete"
    blocking = {finding.severity for finding in findings if blocks(finding)}
    if "must" in blocking:
        return "blocked"
    return "explain" if blocking else "clean"


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst verdict; clean for none."""
    return max(verdicts, key=VERDICTS.index, default="clean")
