"""What a unit says, part by part; figures of the form are look-ups."""

from __future__ import annotations

from collections.abc import Iterator

from tools.units.figures import Figures
from tools.units.organs import Organ
from tools.units.speaker import Speaker

LONGEST = 900
"""Characters of the first part."""
LOOK_UP = 25
"""Characters of a look-up beyond those of its figure."""


def narrative(organ: Organ, year: int, figures: Figures, seed: int) -> dict[str, str]:
    """Return the text of each part; of parts with tables, what stands after them, "" where nothing does."""
    speaker = Speaker(organ, year, seed)
    return {
        "preface": speaker.word("preface"),
        "overview": _overview(speaker, figures),
        "disclosure": speaker.word("after_disclosure"),
        "reviews": _after_reviews(speaker, figures),
        "problems": _problems(speaker),
        "others": _others(speaker),
    }


def _overview(speaker: Speaker, figures: Figures) -> str:
    texts, parts = speaker.texts["overview"], []
    left = LONGEST
    for number, heading in zip(speaker.texts["numbers"], speaker.texts["headings"], strict=False):
        sentences = list(_sentences(speaker, heading, texts, figures, left // 2))
        parts.append(
            speaker.texts["title"].format(number=number, heading=heading) + "\n\n" + "".join(sentences)
        )
        left -= sum(map(_length, sentences))
    if speaker.organ.kind == "government":
        parts[-1] += speaker.say(speaker.texts["government_overview"])
    return "\n\n".join(parts)


def _sentences(
    speaker: Speaker, heading: str, texts: dict[str, list[str]], figures: Figures, left: int
) -> Iterator[str]:
    """Yield sentences under a heading while they fit; at least one."""
    chosen = _chosen(speaker, heading, texts, figures)
    for index, each in enumerate(chosen):
        sentence = speaker.say(each)
        left -= _length(sentence)
        if index and left < 0:
            return
        yield sentence


def _length(sentence: str) -> int:
    return len(sentence) - LOOK_UP * sentence.count("{{")


def _chosen(speaker: Speaker, heading: str, texts: dict[str, list[str]], figures: Figures) -> list[str]:
    """Choose sentences for a heading; the figures of the form come first."""
    count, (_, requests, management, *_) = max(1, round(1.6 * speaker.wordy)), speaker.texts["headings"]
    if heading == requests and not figures.requested:
        first, *others = texts["none_requested"]
        return [first, *speaker.several(others, count - 1)]
    if heading == requests:
        balance, outcomes, *others = texts[heading]
        usable = [each for each in others if "percent" not in each or any(figures.received)]
        return [balance, outcomes, *speaker.several(usable, count - 1)][: count + 1]
    if heading == management:
        stock, *others = texts[heading]
        return [*([stock] if figures.files[-1] else []), *speaker.several(others, count)]
    return speaker.several(texts[heading], count + 1)


def _after_reviews(speaker: Speaker, figures: Figures) -> str:
    texts = speaker.texts["after_reviews"]
    some = any(map(any, figures.stages))
    chosen: str = speaker.rng.choice(texts["some" if some else "none"])
    return speaker.say(chosen) if not some or any(figures.stages[0]) else ""


def _problems(speaker: Speaker) -> str:
    """Return problems, and measures for each in the same order."""
    issues = speaker.several(speaker.texts["issues"], max(2, round(2.6 * speaker.wordy)))
    given = [{key: speaker.word(key) for key in ("topic", "matter")} for _ in issues]
    problems, measures = (
        [
            speaker.say(issue[side], **words) + speaker.texts["stop"] + speaker.more(more)
            for issue, words in zip(issues, given, strict=True)
        ]
        for side, more in enumerate(("more_problem", "more_measure"))
    )
    first, second = speaker.rng.choice(((_in_line, _in_line), (_in_line, _in_lines), (_in_lines, _in_lines)))
    parts = (
        first(speaker, "problems_open", "problems_lead", problems),
        second(speaker, "measures_open", "measures_lead", measures),
    )
    return "\n\n".join(parts)


def _in_line(speaker: Speaker, opening: str, lead: str, points: list[str]) -> str:
    return _opened(speaker, opening, lead) + "".join(_counted(speaker, points))


def _in_lines(speaker: Speaker, opening: str, lead: str, points: list[str]) -> str:
    return "\n\n".join([_opened(speaker, opening, lead).rstrip(), *_counted(speaker, points)])


def _opened(speaker: Speaker, opening: str, lead: str) -> str:
    return f"**{speaker.word(opening)}** {speaker.word(lead)}"


def _counted(speaker: Speaker, points: list[str]) -> list[str]:
    point: str = speaker.texts["point"]
    numbered = zip(speaker.texts["numbers"], points, strict=False)
    return [point.format(number=number, text=text) for number, text in numbered]


def _others(speaker: Speaker) -> str:
    """Return part six: some matters under headings, or a line or two."""
    others = speaker.texts["others"]
    chosen = others[:1] + speaker.several(others[1:], round(2.8 * speaker.wordy) - 1)
    if len(chosen) == 1:
        return speaker.word("fee_none") + speaker.word("nothing_else")
    headed = zip(speaker.texts["numbers"], chosen, strict=False)
    parts = [_headed(speaker, number, heading, text) for number, (heading, text) in headed]
    return "\n\n".join([*parts, speaker.word("nothing_else")])


def _headed(speaker: Speaker, number: str, heading: str, text: str) -> str:
    """Return a matter of part six under its heading; one on fees is said in few words."""
    title: str = speaker.texts["title"]
    told = speaker.word(text) if text in speaker.texts else speaker.say(text) + speaker.more("more_other")
    return f"{title.format(number=number, heading=heading)}\n\n{told}"
