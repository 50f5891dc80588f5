"""What a request asks for, read within bounds; what cannot be granted is a refusal in one line."""

from __future__ import annotations

import json
import math
from datetime import date
from typing import Any

from starlette.requests import Request

from govreport_writer.preview.pages import SCALES
from govreport_writer.submission import Explanation
from govreport_writer.text_clean import cleaned

MAX_DROP = 20 * 2**20
"""Bytes of a file that may be dropped."""
MAX_JSON = 64 * 2**10
LONGEST = {"finding": 500, "values": 20_000, "text": 4_000, "by": 100}
"""Characters of the parts of an explanation."""
_PATIENCE = 4
"""How often its bound a body may be before it is cut off: a browser reads no answer while it sends."""


class RequestError(Exception):
    """A request that is not granted: its status, and the key of the line that says why."""

    def __init__(self, status: int, key: str, /, **fields: object) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.fields = fields


async def body(request: Request, limit: int) -> bytes:
    """Return the body of a request; RequestError (413) where it is larger, whatever it says of its length."""
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > limit * _PATIENCE:
        raise _too_large(limit)
    data, length = bytearray(), 0
    async for piece in request.stream():
        length += len(piece)
        if length > limit * _PATIENCE:
            break
        if length <= limit:
            data += piece
    if length > limit:
        raise _too_large(limit)
    return bytes(data)


def _too_large(limit: int) -> RequestError:
    return RequestError(413, "too_large", limit=f"{limit / 2**20:g}")


async def explanation(request: Request) -> Explanation:
    """Return the explanation that a request brings, dated today; RequestError (400) for anything else."""
    try:
        given: Any = json.loads(await body(request, MAX_JSON))
    except (ValueError, RecursionError) as error:
        raise RequestError(400, "not_json") from error
    if not isinstance(given, dict) or not all(isinstance(given.get(name, ""), str) for name in LONGEST):
        raise RequestError(400, "not_json")
    texts = {name: _text(given, name) for name in LONGEST}
    if not texts["text"]:
        raise RequestError(400, "no_text")
    return Explanation(**{**texts, "by": texts["by"] or None, "date": date.today()})


def _text(given: dict[str, str], name: str) -> str:
    """Return one part without what is not text: an explanation is read strictly afterwards."""
    text = cleaned(given.get(name, ""))[0].strip()
    if len(text) > LONGEST[name]:
        raise RequestError(400, "too_long", limit=LONGEST[name])
    return text if name == "text" else " ".join(text.split()) if name == "by" else text


def scale(request: Request) -> float:
    """Return the scale a picture is asked for in, within its bounds; RequestError (400) for no number."""
    try:
        asked = float(request.query_params.get("scale", SCALES[0]))
    except ValueError:
        asked = math.nan
    if math.isnan(asked):
        raise RequestError(400, "scale")
    return round(min(max(asked, SCALES[0]), SCALES[1]), 2)
