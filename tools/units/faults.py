"""What may be wrong with a unit's file, as met in practice."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tools.units.words import data

Change = Callable[[str, str], str]
"""Makes the text with the fault of a text and another unit's; the same text where it does not fit."""
Spoil = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in the text, or (`spoil`) in the bytes of the file.

    `verdict` is what `check` says of the unit, `code` the code of a finding, None where there is none.
    `across` is that of a finding which takes many units to see.
    """

    name: str
    verdict: str
    code: str | None
    change: Change = lambda text, _: text
    spoil: Spoil | None = None
    across: str | None = None

    def fits(self, text: str, other: str) -> bool:
        """Tell whether a text has what the fault changes."""
        return self.spoil is not None or self.change(text, other) != text


def told(fault: Fault | None) -> dict[str, Any]:
    """Return a fault for the file of truth."""
    if fault is None:
        return {"fault": None, "verdict": "clean", "code": None, "across": None}
    return {"fault": fault.name, "verdict": fault.verdict, "code": fault.code, "across": fault.across}


def touched(text: str) -> str:
    """Return a text as it was handed in before its last figure was mended: one licence more."""
    return _put(_LICENCE, _more)(text, "")


def _put(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Change:
    """Return a change of the first place that a pattern finds."""
    compiled = re.compile(pattern, re.DOTALL | re.MULTILINE)
    return lambda text, _: compiled.sub(new, text, count=1)


def _more(match: re.Match[str]) -> str:
    return f"{match[1]}{int(match[2]) + 1}"


def _less(match: re.Match[str]) -> str:
    return f"{match[1]}{int(match[2]) - 1}"


def _wide(match: re.Match[str]) -> str:
    """Write a figure as an input method does that was left on."""
    return match[1] + "".join(chr(ord(digit) + 0xFEE0) for digit in match[2])


def _total(match: re.Match[str]) -> str:
    """Fill a total in that is too large by one."""
    return f"{match[1]}, total: {_sum(match[1]) + 1}}}"


def _typed(match: re.Match[str]) -> str:
    """Write a figure into the text instead of the look-up, its digits turned round, or two more."""
    total = _sum(match[2])
    turned = int(f"{total}"[::-1])
    return f"{turned if turned != total else total + 2}{match[1]}{match[2]}"


def _sum(row: str) -> int:
    return sum(map(int, re.findall(r": (\d+)", row)))


def _copied(text: str, other: str) -> str:
    """Take part five over from another unit."""
    part = re.compile(r"^  problems: \|\n.*?(?=^  others:)", re.DOTALL | re.MULTILINE)
    theirs = part.search(other)
    copied = re.sub(_words()["selves"], _words()["self"], theirs[0] if theirs else "")
    return part.sub(lambda _: copied, text, count=1)


def _cut(content: bytes) -> bytes:
    """Return what is left when copying was broken off, within the tables."""
    return content[: len(content) // 2 if content[:2] == b"PK" else content.rindex(b"{") + 9]


def _old_encoding(content: bytes) -> bytes:
    """Return a text as old editors save it; in place of a workbook the beginning of one under a password."""
    if content[:2] == b"PK":
        return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2048)
    return content.decode().encode("gb18030")


def _words() -> Mapping[str, str]:
    words: Mapping[str, str] = data("organs.yaml")["faults"]
    return words


_GRANTED = r"(^      granted: \{natural_person: )([1-9]\d*)"
_OUT = r"(^    carried_out: \{natural_person: )(\d+)"
_LICENCE = r"(^    licence: \{decisions: )(\d+)"
_LICENCES = r"(^    licence: \{decisions: )([1-9]\d*)"
_EMPTY = r"(^        enforcement_file: \{.*?: )0(?=,)"
_FILES = r"(^    normative: \{made: [1-9], repealed: 0, in_force: )(\d+)"
_RECEIVED = r"(^    received: \{[^}]*)\}"
_RULES = r"(level: county.*?^    rules: \{made: )0(, repealed: 0, in_force: )0"
_TYPED = r"\{\{ requests\.received\.total \}\}(.*?^    received: )(\{[^}]*\})"


def _faults() -> tuple[Fault, ...]:
    words = _words()
    nothing = f"  problems: {words['nothing']}\n  others:"
    named = rf"(^agency: \{{name: )({words['place']})(.*?^  preface: \|\n    )[^\n]*"
    return (
        Fault("unbalanced", "blocked", "GR302", _put(_OUT, _more)),
        Fault("result left out", "blocked", "GR302", _put(_GRANTED, _less)),
        Fault("total too large", "blocked", "GR301", _put(_RECEIVED, _total)),
        Fault("stock below growth", "blocked", "GR303", _put(_FILES, r"\g<1>0")),
        Fault("negative", "blocked", "GR202", _put(_OUT, r"\g<1>-1")),
        Fault("words for a figure", "blocked", "GR201", _put(_OUT, rf"\1{words['figure']}")),
        Fault("wide digits", "clean", "GR206", _put(_LICENCES, _wide)),
        Fault("blank cell", "explain", "GR101", _put(_EMPTY, r"\1")),
        Fault("figure in the text", "explain", "GR610", _put(_TYPED, _typed)),
        Fault("nothing in part five", "explain", "GR608", _put(r"^  problems: \|\n.*?^  others:", nothing)),
        Fault("part left out", "blocked", "GR004", _put(r"^  others: \|\n.*?(?=^tables:)", "")),
        Fault("another year", "explain", "GR602", _put(r"(^year: )(\d+)", _less)),
        Fault("late", "explain", "GR020", _put(r"(kind: department.*?^published: \d+)-\d+-\d+", r"\1-06-18")),
        Fault("another organ", "explain", "GR606", _put(named, rf"\1\2\3{words['other']}")),
        Fault("no such power", "explain", "GR302", _put(_RULES, r"\g<1>1\g<2>1")),
        Fault("copied part five", "clean", None, _copied, across="GR520"),
        Fault("cut off", "unreadable", None, spoil=_cut),
        Fault("old encoding", "unreadable", None, spoil=_old_encoding),
    )


FAULTS = _faults()
"""All kinds, drawn from evenly."""
