"""Line: one thing that was tried, whether it works, and what to do where it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from govreport_writer import messages

State = Literal["works", "broken", "absent", "fact"]
"""broken: tried in vain; absent: optional and not there; fact: neither good nor bad."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: `topic` and `name` are stable, `text` says what was found, `advice` what to do."""

    topic: str
    name: str
    state: State
    text: str
    advice: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the line for programs."""
        return {
            "topic": self.topic,
            "name": self.name,
            "state": self.state,
            "text": self.text,
            "advice": list(self.advice),
        }


def line(topic: str, name: str, state: State, key: str, /, *advice: str, **fields: object) -> Line:
    """Return a line with the text of a key."""
    return Line(topic, name, state, messages.text(f"doctor.{topic}.{key}", **fields), advice)
