"""What a worker takes over from the run it works for: the language, and folders of editions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from govreport_writer import editions, messages


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The settings of a process that are not handed over as arguments."""

    language: str
    edition_folders: tuple[str, ...]

    @classmethod
    def of_this_process(cls) -> Surroundings:
        """Return the settings in force here."""
        return cls(messages.language(), tuple(map(str, editions.folders())))

    def take_over(self) -> None:
        """Put the settings in force in this process."""
        messages.use_language(self.language)
        if self.edition_folders != tuple(map(str, editions.folders())):
            editions.use_folders(tuple(map(Path, self.edition_folders)))
