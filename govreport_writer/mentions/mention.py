"""A figure of the text with what it means, and a sentence with its figures."""

from __future__ import annotations

from dataclasses import dataclass

from govreport_writer.cells import Value
from govreport_writer.mentions.lexicon import Pattern
from govreport_writer.mentions.sentences import Sentence
from govreport_writer.mentions.standing import Standing


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure of the text and what it means; `at` is None where the text says that there was none.

    `section` and `ordinal` (among the figures of the pattern there) name it.
    """

    pattern: Pattern
    section: str
    ordinal: int
    sentence: Sentence
    start: int
    at: int | None
    unit: str
    standing: Standing

    @property
    def value(self) -> Value:
        """The figure as typed, 0 for none."""
        return 0 if self.at is None else self.sentence.signs[self.at].value

    @property
    def exact(self) -> bool:
        """Whether the figure is meant to the last digit."""
        return self.at is None or self.sentence.signs[self.at].exact

    @property
    def looked_up(self) -> bool:
        """Whether the figure is taken from the table."""
        return self.at is not None and self.sentence.signs[self.at].looked_up

    @property
    def line(self) -> int:
        """The line on which the figure stands."""
        return self.sentence.line if self.at is None else self.sentence.signs[self.at].line

    @property
    def anchor(self) -> str:
        """The name of the mention: part, pattern, ordinal."""
        return f"{self.section}.{self.pattern.file.id}.{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence with its mentions, by the place of their figures, and those that say none."""

    section: str
    sentence: Sentence
    mentions: dict[int, Mention]
    none: tuple[Mention, ...]
