"""XlsxWriter itself on the very same calls: what our writer asks of it, as a script without our code."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from io import BytesIO
from typing import Any
from unittest.mock import patch

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from govreport_writer.submission import Submission
from govreport_writer.workbook.write import workbook_bytes

WRITER = "govreport_writer.workbook.write.Workbook"
"""The name under which our writer knows XlsxWriter's workbook."""
HEAD = "def workbook():\n    buffer = BytesIO()\n"
TAIL = "    return buffer.getvalue()\n"


def recorded(submission: Submission) -> Callable[[], bytes]:
    """Return a function that writes the workbook of a submission by calls of XlsxWriter alone."""
    scope: dict[str, Any] = {"Workbook": Workbook, "BytesIO": BytesIO, "datetime": datetime}
    exec(compile(script(submission), "<recorded>", "exec"), scope)
    function: Callable[[], bytes] = scope["workbook"]
    return function


def script(submission: Submission) -> str:
    """Return the calls that our writer makes, one a line, as a person would have typed them."""
    lines: list[str] = []

    def opened(buffer: BytesIO, options: dict[str, Any]) -> _Recorded:
        lines.append(f"book = Workbook(buffer, {_literal(options)})")
        return _Recorded(Workbook(buffer, options), "book", lines)

    with patch(WRITER, opened):
        workbook_bytes(submission)
    return HEAD + "".join(f"    {line}\n" for line in lines) + TAIL


class _Recorded:
    """A workbook, sheet or format whose calls are noted as lines of a script, and then made."""

    def __init__(self, real: object, name: str, lines: list[str]) -> None:
        self._real = real
        self._name = name
        self._lines = lines

    def __repr__(self) -> str:
        """Return the name by which the script knows it."""
        return self._name

    def __getattr__(self, method: str) -> Any:
        found = getattr(self._real, method)
        return self._noting(method, found) if callable(found) else found

    def _noting(self, method: str, found: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            arguments = [_literal(each) for each in args]
            arguments += [f"{name}={_literal(each)}" for name, each in named.items()]
            line = f"{self._name}.{method}({', '.join(arguments)})"
            result = found(*_real(args), **_real(named))
            made = isinstance(result, (Worksheet, Format))
            name = f"{type(result).__name__.lower()}_{len(self._lines)}"
            self._lines.append(f"{name} = {line}" if made else line)
            return _Recorded(result, name, self._lines) if made else result

        return call


def _real(value: Any) -> Any:
    """Return a value with what was recorded in it taken back out."""
    if isinstance(value, _Recorded):
        return value._real
    if isinstance(value, dict):
        return {key: _real(each) for key, each in value.items()}
    return type(value)(map(_real, value)) if type(value) in (list, tuple) else value


def _literal(value: Any) -> str:
    """Return a value as the script says it; TypeError for one that has no such words."""
    text = repr(value)
    if not isinstance(value, (_Recorded, str, int, float, dict, list, tuple, datetime.date, type(None))):
        raise TypeError(text)
    return text
