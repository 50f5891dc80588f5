"""Where every document is said to be interpreted, there are as many interpretations (GR617).

What it does: beside a rate of 100% compares the interpretations with the documents of the sentence or table.
Why: the rate is a target, and is written down before it is met.
Example: 发布解读材料8篇, 制发行政规范性文件12件, 解读率100%.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from govreport_writer.cells import Value
from govreport_writer.checks.context import Context
from govreport_writer.figures import printed
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.mentions.lexicon import SHARE, lexicon
from govreport_writer.mentions.mention import Reading
from govreport_writer.mentions.readings import readings
from govreport_writer.mentions.tables import table_figure

CODES = ("GR617",)
ALL = 100


def check(context: Context) -> Iterator[Finding]:
    """Yield a hint for fewer interpretations than documents beside a rate of 100%."""
    counts: Counter[str] = Counter()
    for reading in readings(context.submission):
        if SHARE in reading.sentence.text and _says_all(reading):
            sums = lexicon().file.sums
            interpreted = _figure(reading, sums.interpreted)
            documents = _figure(reading, sums.documents)
            documents = (
                table_figure(sums.documents[0], context.submission) if documents is None else documents
            )
            if interpreted is not None and documents is not None and interpreted < documents:
                counts[reading.section] += 1
                yield _finding(reading, interpreted, documents, counts[reading.section])


def _says_all(reading: Reading) -> bool:
    text, signs = reading.sentence.text, reading.sentence.signs
    return any(
        signs[at].value == ALL and lexicon().compiled("rate").search(text[:at])
        for at in reading.sentence.places(SHARE)
    )


def _figure(reading: Reading, names: tuple[str, ...]) -> Value:
    return next((each.value for each in reading.mentions.values() if each.pattern.file.id in names), None)


def _finding(reading: Reading, interpreted: Value, documents: Value, number: int) -> Finding:
    return Finding(
        code="GR617",
        severity="hint",
        anchor=f"{reading.section}.rate.{number}",
        instances=(Instance((Place(line=reading.sentence.line),), interpreted, documents),),
        fields={"interpreted": printed(interpreted), "documents": printed(documents)},
        basis="practice",
        values=f"{printed(interpreted)} < {printed(documents)}",
    )
