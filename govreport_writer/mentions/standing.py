"""How far a figure speaks of this organ and this year: plainly, of a part, doubtfully, or not at all."""

from __future__ import annotations

import re
from typing import Literal

from govreport_writer.mentions.lexicon import YEAR, Lexicon, lexicon
from govreport_writer.mentions.lexicon_file import PatternFile
from govreport_writer.mentions.sentences import Sentence
from govreport_writer.submission import Submission

Standing = Literal["plain", "doubt", "subset"]
"""subset: the figure may be a part of what the table counts."""
LIKE_A_NAME = 4
"""The last characters by which an organ is known to be the one that reports."""
_CLAUSE = re.compile("[，,；。：（）]")
_PART = re.compile("[；。]")


def standing(
    pattern: PatternFile, sentence: Sentence, start: int, at: int | None, submission: Submission
) -> Standing | None:
    """Return how a figure stands to the table, None where the two have nothing to do with each other."""
    words = lexicon()
    text = sentence.text
    end = start if at is None else at
    begin = max((match.end() for match in _CLAUSE.finditer(text, 0, start)), default=0)
    closing = _CLAUSE.search(text, end + 1)
    clause = text[begin : closing.start() if closing else len(text)]
    if any(word in clause for word in pattern.unless):
        return None
    if any(word in text[:start] for word in pattern.unless_before):
        return None
    part_begin = max((match.end() for match in _PART.finditer(text, 0, start)), default=0)
    before = words.compiled("source").sub("", text[part_begin:end])
    if _elsewhere(pattern, sentence, (part_begin, end), text[begin:end], submission, words):
        return None
    listed = pattern.part is None and words.compiled("listed").search(text[part_begin:start])
    if listed or any(word in before for word in pattern.subset):
        return "subset"
    doubtful = any(word in clause for word in pattern.doubt) or _lacks_subject(pattern, sentence)
    return "doubt" if doubtful else "plain"


def _lacks_subject(pattern: PatternFile, sentence: Sentence) -> bool:
    texts = (sentence.text, sentence.before, sentence.heading)
    wanted = pattern.doubt_without
    return bool(wanted) and not any(word in text for text in texts for word in wanted)


def _elsewhere(
    pattern: PatternFile,
    sentence: Sentence,
    span: tuple[int, int],
    clause: str,
    submission: Submission,
    words: Lexicon,
) -> bool:
    """Whether a figure is of another year, planned, cumulative, or of another organ."""
    before = sentence.text[span[0] : span[1]]
    if words.compiled("planned").search(before) or words.compiled("assisted").search(clause):
        return True
    if not pattern.any_year and _of_another_year(sentence, span[1], clause, submission.year, words):
        return True
    if _cumulative(sentence, before, submission.year, words):
        return True
    return _of_another_organ(words.compiled("source").sub("", before), clause, submission, words)


def _of_another_year(sentence: Sentence, end: int, clause: str, year: int, words: Lexicon) -> bool:
    if words.compiled("compared").search(clause) or words.compiled("last_year").search(clause):
        return True
    text = sentence.text
    nearest = text.rfind(YEAR, 0, end)
    this = max((match.end() for match in words.compiled("this_year").finditer(text, 0, end)), default=-1)
    if nearest < 0:
        return this < 0 and sentence.opening_year not in ((), (year,))
    return this < nearest and sentence.signs[nearest].year != year


def _cumulative(sentence: Sentence, before: str, year: int, words: Lexicon) -> bool:
    found = words.compiled("cumulative").search(before)
    if found is None:
        return False
    if words.compiled("since").search(before):
        return True
    here = words.compiled("this_year").search(before) is not None
    return not (here or any(sign.year == year for sign in sentence.signs.values()))


def _of_another_organ(before: str, own: str, submission: Submission, words: Lexicon) -> bool:
    """Whether the last organ named before a figure is another one, or the figure is of a whole region."""
    region = words.compiled("whole_region").search(own)
    if region is not None and not re.search(words.words.own_region[submission.agency.kind], region[0]):
        return True
    here = _own_name_ends(before, submission, words)
    if region is not None:
        here = max(here, before.rfind(region[0]))
    for match in reversed(list(words.compiled("organ").finditer(before, here))):
        named = _CLAUSE.split(before[: match.end()])[-1]
        if not _is_object(named, before[: match.start()], words):
            return not submission.agency.name.endswith(named.lstrip(YEAR)[-LIKE_A_NAME:])
    return False


def _own_name_ends(before: str, submission: Submission, words: Lexicon) -> int:
    """Return where the organ last names itself, 0 where it does not."""
    agency = submission.agency
    names = [before.rfind(name) + len(name) for name in (agency.name, *agency.short_names) if name in before]
    return max((*names, *(match.end() for match in words.compiled("self").finditer(before))), default=0)


def _is_object(named: str, before: str, words: Lexicon) -> bool:
    """Whether an organ is told, asked or merely a place, and not the one whose figure it is."""
    not_organ = words.compiled("not_organ")
    return bool(not_organ.search(named) or not_organ.search(before))
