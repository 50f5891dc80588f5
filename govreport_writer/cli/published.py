"""What `import` and `new --from` share: a published report read, and its review printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from govreport_writer.errors import SubmissionError
from govreport_writer.vocabulary import SUBMISSIONS, Kind

if TYPE_CHECKING:
    from govreport_writer.importers.imported import Imported

YEARS = range(1000, 10_000)
KIND_SURE = 0.5
"""From where on the kind of an organ, told by its name, is taken over."""


def read(path: Path, **asked: Any) -> Imported:
    """Return a published report; SubmissionError in one line for what is none.

    `asked` is what the user said about it (importers.imported.Asked).
    """
    from govreport_writer.importers.imported import Asked
    from govreport_writer.importers.reading import read_published
    from govreport_writer.importers.recognise import recognise

    _refuse(path, **asked)
    imported = recognise(read_published(path), Asked(**asked))
    pictures = any(doubt.code == "table_picture" for doubt in imported.doubts)
    if not imported.readings and not pictures:
        raise SubmissionError("import.no_tables", file=path)
    return imported


def _refuse(path: Path, *, year: int | None = None, agency: str | None = None, **_: Any) -> None:
    """Refuse what cannot be meant before anything is read."""
    if path.suffix.lower() in SUBMISSIONS and path.is_file():
        raise SubmissionError("import.is_submission", file=path)
    if year is not None and year not in YEARS:
        raise SubmissionError("workbook.year", given=year)
    if agency is not None and not agency.strip():
        raise SubmissionError("new.no_agency")


def refuse_unsure(imported: Imported) -> None:
    """Refuse an organ whose name or kind is not certain: nobody said it, and the document does not tell."""
    from govreport_writer.importers.review_words import LIKELY

    file, name, certain = imported.raw.file, imported.raw.agency.name, imported.certain
    if certain["agency"] < LIKELY:
        raise SubmissionError("import.agency_asked", file=file, name=name)
    if certain["kind"] < KIND_SURE:
        raise SubmissionError("import.kind_asked", file=file, name=name, kinds=", ".join(get_args(Kind)))


def print_review(imported: Imported) -> None:
    """Print what was read and what to look at."""
    from govreport_writer.cli.output import say_all
    from govreport_writer.importers.review_lines import review_lines

    say_all(review_lines(imported))


def print_short_review(imported: Imported) -> None:
    """Print the review of a report of which only some is taken over."""
    from govreport_writer.cli.output import say_all
    from govreport_writer.importers.review_lines import FEW, ORGAN, review_lines

    say_all(review_lines(imported, shown=FEW, asked=ORGAN))
