"""Read the sentence about whom to ask back, when it is exactly the one that we print."""

from __future__ import annotations

import re

from govreport_writer import messages
from govreport_writer.messages import printed
from govreport_writer.submission import Contact

_AGENCY, _GIVEN, _VALUE = "\x00", "\x01", "\x02"


def contact_of(text: str) -> tuple[Contact, str] | None:
    """Return contact and the organ's name in a printed sentence, None for any other text."""
    line = re.escape(printed("document.contact.line", agency=_AGENCY, given=_GIVEN))
    pattern = line.replace(re.escape(_AGENCY), "(?P<agency>.{1,200}?)").replace(
        re.escape(_GIVEN), "(?P<given>.{1,2000})"
    )
    found = re.fullmatch(pattern, text)
    given = _given(found["given"]) if found else None
    if found is None or given is None:
        return None
    return Contact(**given), found["agency"]


def _given(text: str) -> dict[str, str] | None:
    """Return the parts of a contact, each behind its own word, in the order in which they are printed."""
    separator = re.escape(printed("document.contact.separator"))
    names = [name for name in Contact.model_fields if messages.has(f"document.contact.{name}")]
    parts = []
    for name in names:
        value = re.escape(printed(f"document.contact.{name}", value=_VALUE))
        parts.append(f"(?:{value.replace(re.escape(_VALUE), f'(?P<{name}>.+?)')}(?:{separator}|$))?")
    found = re.fullmatch("".join(parts), text)
    return {name: value for name, value in found.groupdict().items() if value} if found else None
