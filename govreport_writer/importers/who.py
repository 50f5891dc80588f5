"""Tell which organ reports on which year, of which kind and level it is, and how sure that is."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from govreport_writer.errors import SubmissionError
from govreport_writer.importers.dates import iso_date_of, year_of
from govreport_writer.importers.imported import Asked, Doubt
from govreport_writer.importers.labels import folded
from govreport_writer.importers.machine_copy_check import copied_text
from govreport_writer.importers.published import Line, Published, Spot
from govreport_writer.importers.words import OrganWords, compiled, words
from govreport_writer.submission import Agency
from govreport_writer.vocabulary import Kind, Level

ORGAN_FACTS = ("ContentSource", "creator", "author", "Author", "publisher")
DATE_FACTS = ("PubDate", "pubdate", "date")
TITLE_FACTS = ("ArticleTitle", "title")
SURE, LIKELY, FACT, UNSURE = 0.95, 0.8, 0.7, 0.5
LONGEST_ORGAN = 40


@dataclass(slots=True)
class Who:
    """The organ and the year, how sure each is, and contradictions."""

    year: int
    agency: Agency
    certain: dict[str, float]
    doubts: list[Doubt] = field(default_factory=list)


def year_in(published: Published, titles: Sequence[str], asked: Asked) -> tuple[int | None, float]:
    """Return the report year and how sure it is: as asked, by the title, by the text, by the date."""
    if asked.year is not None:
        return asked.year, 1.0
    facts = [published.facts[name] for name in TITLE_FACTS if name in published.facts]
    for sure, texts in ((SURE, ["".join(titles)]), (LIKELY, facts)):
        found = [year for text in texts if (year := year_of(text)) is not None]
        if found:
            return found[0], sure
    often = Counter(year for text in _lines(published) if (year := year_of(text)) is not None)
    if often:
        return often.most_common(1)[0][0], UNSURE
    dates = [date for name in DATE_FACTS if (date := iso_date_of(published.facts.get(name, "")))]
    return (dates[0].year - 1, UNSURE) if dates else (None, 0.0)


def who_reports(published: Published, titles: Sequence[Line], signature: Line | None, asked: Asked) -> Who:
    """Return organ and year; SubmissionError where the document does not say and nobody was asked."""
    lines = [line.text for line in titles]
    year, year_sure = year_in(published, lines, asked)
    if year is None:
        raise SubmissionError("import.no_year", file=published.file)
    name, name_sure = _organ(published, lines, signature, asked)
    if name is None:
        raise SubmissionError("import.no_agency", file=published.file)
    like = _kind_of(name)
    agency = Agency(
        name=name,
        kind=asked.kind or (like.kind if like else _usual(Kind)),
        level=asked.level or (like.level if like else _usual(Level)),
        **_codes(published, name),
    )
    sure = like.sure if like else UNSURE / 2
    certain = {
        "year": year_sure,
        "agency": name_sure,
        "kind": 1.0 if asked.kind else sure * name_sure,
        "level": 1.0 if asked.level else sure * name_sure,
    }
    return Who(year, agency, certain, list(_contradictions(lines, titles, asked, name_sure, name)))


def _organ(
    published: Published, titles: Sequence[str], signature: Line | None, asked: Asked
) -> tuple[str | None, float]:
    """Return the organ's name and how sure it is; the first source that gives an organ's full name counts."""
    if asked.agency:
        return asked.agency, 1.0
    seen = folded("".join((*titles, signature.text if signature else "", *_lines(published))))
    likely = UNSURE
    for name, sure in _candidates(published, titles, signature):
        plain = unicodedata.normalize("NFKC", name).strip(" :,.")
        if _is_organ(plain) and (sure != SURE or folded(plain) in seen):
            return plain, sure
    rest = _title_organ(titles)
    return (rest, likely / 2) if rest else (None, 0.0)


def _candidates(
    published: Published, titles: Sequence[str], signature: Line | None
) -> Iterator[tuple[str, float]]:
    if titles and year_of(titles[0]) is None:
        yield titles[0], SURE
    if copied := copied_text(published.copy or {}, "organ"):
        yield copied, SURE
    for name in ORGAN_FACTS:
        if name in published.facts:
            yield published.facts[name], SURE
    yield _title_organ(titles), LIKELY
    if signature is not None:
        yield signature.text, LIKELY
    for name in ORGAN_FACTS:
        if name in published.facts:
            yield published.facts[name], FACT
    for text in _lines(published):
        found = compiled(words().report.contact).search(unicodedata.normalize("NFKC", text))
        if found:
            yield found["organ"], UNSURE


def _title_organ(titles: Iterable[str]) -> str:
    """Return what a title says besides the year and the name of the report."""
    text = unicodedata.normalize("NFKC", "".join(titles))
    return compiled(words().report.not_organ).sub("", text).strip()[:LONGEST_ORGAN]


def _is_organ(name: str) -> bool:
    return (
        3 <= len(name) <= LONGEST_ORGAN
        and compiled(rf"(?:{words().report.organ})$").search(name) is not None
        and not re.search(r"[\s,.;:!?()\"0-9]", name)
    )


def _kind_of(name: str) -> OrganWords | None:
    return next((each for each in words().kinds if compiled(each.pattern).search(name)), None)


def _usual(closed: object) -> str:
    """Return what an organ is taken for when its name says nothing: a department of a county."""
    return "department" if closed is Kind else "county"


def _codes(published: Published, name: str) -> dict[str, str]:
    """Return the organ's codes, which only the machine copy knows."""
    copy = published.copy or {}
    if copied_text(copy, "organ") != name:
        return {}
    keys = {"code": "organ_code", "region_code": "region_code"}
    return {key: text for key, source in keys.items() if (text := copied_text(copy, source))}


def _contradictions(
    lines: Sequence[str], titles: Sequence[Line], asked: Asked, sure: float, name: str
) -> Iterator[Doubt]:
    """Say where the user asked for something else than the document says, and what is only likely."""
    spot = titles[0].spot if titles else Spot()
    said = year_of("".join(lines))
    if asked.year is not None and said is not None and said != asked.year:
        yield Doubt("year_differs", spot, {"asked": asked.year, "said": said})
    own = _title_organ(lines)
    if (
        asked.agency
        and own
        and folded(own) not in folded(asked.agency)
        and folded(asked.agency) not in folded(own)
    ):
        yield Doubt("agency_differs", spot, {"asked": asked.agency, "said": own})
    if sure < FACT:
        yield Doubt("agency_unsure", spot, {"name": name})


def _lines(published: Published) -> Iterator[str]:
    return (piece.text for piece in published.pieces if isinstance(piece, Line))
