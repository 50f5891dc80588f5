"""Texts with choices, as text.yaml explains them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import yaml

HERE = Path(__file__).parent
_TOKEN = re.compile(r"\{\{.*?\}\}|\(|\)\??|\||<(\d+)-(\d+)>|<(\w+)>|[^(){}|<]+|.", re.DOTALL)

Piece: TypeAlias = "str | tuple[int, int] | Word | Choice"
"""What stands as it is, a number between two, another text, or a choice."""
Pieces: TypeAlias = "tuple[Piece, ...]"
Speak: TypeAlias = "Callable[[str], str]"
"""Gives the text for a word."""


class Word(str):
    """The name of another text."""

    __slots__ = ()


class Choice(tuple["Pieces", ...]):
    """One of several."""

    __slots__ = ()


@cache
def data(name: str) -> Mapping[str, Any]:
    """Return a file of words beside this module."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: Mapping[str, Any] = yaml.load((HERE / name).read_text(encoding="utf-8"), loader)
    return found


@cache
def parsed(text: str) -> Pieces:
    """Return the pieces of a text with choices."""
    stack: list[list[list[Piece]]] = [[[]]]
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token == "(":
            stack.append([[]])
        elif token.startswith(")"):
            options = [tuple(option) for option in stack.pop()]
            stack[-1][-1].append(Choice([*options, ()] if token == ")?" else options))
        elif token == "|" and len(stack) > 1:
            stack[-1].append([])
        else:
            stack[-1][-1].append(_piece(match))
    (whole,) = stack
    return tuple(whole[0])


def _piece(match: re.Match[str]) -> Piece:
    low, high, word = match.groups()
    if word:
        return Word(word)
    return (int(low), int(high)) if low else match.group()


def spoken(text: str, rng: Random, word: Speak) -> str:
    """Return a text with its choices made."""
    out: list[str] = []
    _speak(parsed(text), rng, word, out)
    return "".join(out)


def _speak(pieces: Pieces, rng: Random, word: Speak, out: list[str]) -> None:
    for piece in pieces:
        if isinstance(piece, Word):
            out.append(word(piece))
        elif isinstance(piece, str):
            out.append(piece)
        elif isinstance(piece, Choice):
            _speak(piece[int(rng.random() * len(piece))], rng, word, out)
        else:
            low, high = piece
            out.append(str(rng.randint(low, high)))
