"""The fixed words of a return slip, and given text as it can be printed."""

from __future__ import annotations

from datetime import date

from govreport_writer.collecting.rounds import shortened
from govreport_writer.messages import printed
from govreport_writer.text_clean import cleaned

Words = dict[str, object]


def words() -> Words:
    """Return the words by the names under which the templates know them."""
    return {
        "said": printed("slip.said.caption"),
        "reply": printed("slip.group.reply"),
        "history": tuple(_history()),
        **{key: printed(f"slip.head.{key}") for key in ("number", "place", "problem", "advice")},
        **{key: printed(f"slip.change.{key}") for key in ("what", "count", "points")},
        **{
            key: printed(f"slip.reply.{key}")
            for key in ("note", "unit", "done", "person", "phone", "head", "date", "day")
        },
    }


def in_words(day: date) -> str:
    """Return a day as official documents write it."""
    return printed("slip.date", year=day.year, month=day.month, day=day.day)


def one_line(text: str) -> str:
    """Return a text as one line without what cannot be printed."""
    return " ".join(cleaned(text)[0].split())


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text without what cannot be printed; none empty, none endless."""
    return tuple(line for line in shortened(text).split("\n") if line.strip())


def _history() -> list[str]:
    own = [printed(f"slip.past.{key}") for key in ("round", "day", "file", "verdict")]
    return [*own, *(printed(f"severity.{each}") for each in ("must", "should", "hint"))]
