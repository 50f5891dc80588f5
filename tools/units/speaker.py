"""Who speaks for a unit."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from tools.units.organs import Organ
from tools.units.words import data, spoken


class Speaker:
    """Speaks for a unit in a year: knows its words, and says nothing twice. `wordy`: 1 is common."""

    def __init__(self, organ: Organ, year: int, seed: int) -> None:
        self.rng = rng = Random(f"{seed}/{organ.number}/{year}/text")
        self.organ, self.texts = organ, data("text.yaml")
        self.wordy = min(4.0, max(0.5, rng.lognormvariate(0.35, 0.5)))
        self.words = {
            "year": str(year),
            "last": str(year - 1),
            "next": str(year + 1),
            "name": organ.name,
            "short": organ.short,
            "self": organ.facts["self"].format(region=organ.region),
            "place": organ.place,
            "region": organ.region,
        }
        self._decks: dict[str, list[str]] = {}

    def say(self, text: str, **words: str) -> str:
        """Return a text with its choices made, some words being given."""
        return spoken(text, self.rng, lambda word: words.get(word) or self.word(word))

    def word(self, name: str) -> str:
        """Return the text for a word: the unit's own, the next topic or matter, or one of the file's."""
        if name in self.words:
            return self.words[name]
        if name in ("topic", "matter"):
            return self._next(name, self.organ.facts[f"{name}s"])
        return self.say(self._next(name, self.texts[name]))

    def several(self, texts: Sequence[Any], count: int) -> list[Any]:
        """Draw some of several texts, no more than there are."""
        return self.rng.sample(texts, min(count, len(texts)))

    def more(self, name: str, least: int = 0) -> str:
        """Return sentences that may follow, as many as the unit is given to."""
        count = int(self.rng.random() * 1.7 * self.wordy) + least
        return "".join(self.say(each) for each in self.several(self.texts[name], count))

    def _next(self, name: str, texts: Sequence[str]) -> str:
        deck = self._decks.get(name)
        if not deck:
            deck = self._decks[name] = self.rng.sample(texts, len(texts))
        return deck.pop()
