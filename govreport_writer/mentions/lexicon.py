"""The patterns by which figures in the text are read: loaded when first needed, compiled one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from govreport_writer import editions, messages
from govreport_writer.errors import EditionError
from govreport_writer.form.edition import FormEdition
from govreport_writer.mentions.lexicon_file import LexiconFile, PatternFile, WordsFile
from govreport_writer.yaml_model import nearest, validated
from govreport_writer.yaml_strict import Node, read_yaml

FILE = editions.SHIPPED / "mentions.yaml"
FIGURE, SHARE, RANGE, YEAR, SKIPPED = "#%±Y_"
"""The signs that stand for numbers in a sentence."""
_NO_FIGURE = f"[^{FIGURE}{SHARE}{RANGE}，,；。：]"


@dataclass(frozen=True, eq=False)
class Pattern:
    """One pattern with its expressions, compiled when a sentence has one of its words."""

    file: PatternFile
    units: tuple[str, ...]
    filler: str
    not_after: str

    @cached_property
    def figures(self) -> tuple[re.Pattern[str], ...]:
        """The expressions that find a figure: the groups `n` and `u`, its sign and its unit."""
        return tuple(map(self._compiled, self.file.regexes))

    @cached_property
    def none(self) -> tuple[re.Pattern[str], ...]:
        """The expressions that say there was none."""
        return tuple(map(self._compiled, self.file.none))

    def _compiled(self, written: str) -> re.Pattern[str]:
        figure = f"(?P<n>{FIGURE})(?P<u>{'|'.join(map(re.escape, self.units))}){self.not_after}"
        text = written.replace("……", "[^，,；。：！？]{0,40}").replace("…", f"{_NO_FIGURE}{{0,24}}")
        return re.compile(text.replace("~", self.filler).replace("N", figure))


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All patterns in their order, and the words around figures."""

    file: LexiconFile
    patterns: tuple[Pattern, ...] = field(default=())

    @property
    def words(self) -> WordsFile:
        """The words as written."""
        return self.file.lexicon

    @cached_property
    def saying_none(self) -> tuple[Pattern, ...]:
        """The patterns that can say there was none."""
        return tuple(pattern for pattern in self.patterns if pattern.file.none)

    def pattern(self, pattern_id: str) -> Pattern:
        """Return a pattern by id; KeyError for none."""
        return self._by_id[pattern_id]

    def compiled(self, name: str) -> re.Pattern[str]:
        """Return one of the expressions among the words."""
        if name not in self._compiled:
            self._compiled[name] = re.compile(getattr(self.words, name).replace("…", f"{_NO_FIGURE}{{0,8}}"))
        return self._compiled[name]

    @cached_property
    def _by_id(self) -> dict[str, Pattern]:
        return {pattern.file.id: pattern for pattern in self.patterns}

    @cached_property
    def _compiled(self) -> dict[str, re.Pattern[str]]:
        return {}


@cache
def lexicon() -> Lexicon:
    """Return the shipped patterns, each to be compiled when it is needed."""
    return _read(FILE)[0]


def read_lexicon(path: Path) -> Lexicon:
    """Return the patterns of a file, all compiled; GovReportError with file and line where it is wrong."""
    lexicon, node = _read(path)
    for index, pattern in enumerate(lexicon.patterns):
        try:
            _ = (pattern.figures, pattern.none)
        except re.error:
            line = node.line_at(("patterns", index, "regexes"))
            wanted = messages.text("expected.regex")
            fields = {"key": pattern.file.id, "given": "", "wanted": wanted}
            raise EditionError("yaml.wrong_value", file=path, line=line, **fields) from None
    return lexicon


def _read(path: Path) -> tuple[Lexicon, Node]:
    node = read_yaml(path)
    file = validated(LexiconFile, node, str(path), EditionError)
    _refuse_dangling(file, node, path)
    filler, not_after = file.lexicon.filler, file.lexicon.not_after
    patterns = (Pattern(each, file.units[each.units], filler, not_after) for each in file.patterns)
    return Lexicon(file, tuple(patterns)), node


def _refuse_dangling(file: LexiconFile, node: Node, path: Path) -> None:
    """Refuse a pattern named twice and units that are not listed."""
    seen: set[str] = set()
    for index, pattern in enumerate(file.patterns):
        line = node.line_at(("patterns", index))
        if pattern.id in seen:
            raise EditionError("edition.duplicate", file=path, line=line, id=pattern.id)
        if pattern.units not in file.units:
            raise EditionError("edition.dangling", file=path, line=line, name=pattern.units)
        seen.add(pattern.id)


def refuse_unknown(edition: FormEdition) -> None:
    """Raise EditionError where an edition gives cells to a pattern that does not exist."""
    known = {pattern.file.id for pattern in lexicon().patterns}
    for name in edition.mentions:
        if name not in known:
            raise EditionError("edition.dangling", name=f"mentions.{name}{nearest(name, known)}")
