"""Plot: what a chart draws, as plain data: groups of marks with the texts beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure as it is printed and how large it is drawn; `size` None: not drawn, the text says why."""

    text: str
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """Groups of marks: the years, each with a mark for every name; or the names themselves, with one mark.

    `totals` are empty, or one for each group. `note` is a line below, empty for none.
    `id` is unique in a page.
    """

    id: str
    title: str
    description: str
    names: tuple[str, ...]
    groups: tuple[str, ...]
    marks: tuple[tuple[Mark, ...], ...]
    totals: tuple[str, ...] = ()
    note: str = ""

    def with_names_as_groups(self) -> Plot:
        """Return the plot of one group turned round: a group for each name, with one mark."""
        (row,) = self.marks
        return replace(self, groups=self.names, marks=tuple((mark,) for mark in row))

    @property
    def texts(self) -> list[str]:
        """The texts of all marks."""
        return [mark.text for group in self.marks for mark in group]

    @property
    def largest(self) -> float:
        """The largest mark, or 1 where all are zero: what the scale goes up to."""
        return max((mark.size or 0 for group in self.marks for mark in group), default=0) or 1
