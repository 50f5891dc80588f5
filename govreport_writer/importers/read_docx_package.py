"""The parts of a DOCX, with limits; nothing in them is fetched or resolved."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile, ZipInfo

from lxml import etree

from govreport_writer.archives import BROKEN
from govreport_writer.errors import SubmissionError
from govreport_writer.importers.limits import MAX_PARTS, MAX_XML
from govreport_writer.importers.seen import seen

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}  # fmt: skip
"""Namespaces of documents saved as “Strict Open XML”, and those of all others."""
_LACKING = (*BROKEN, KeyError)
"""What a package that is damaged, or lacks a part, may raise."""
_DECLARATIONS = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_MAIN = "word/document.xml"


class Package:
    """A DOCX by its parts; SubmissionError for anything too large, locked, damaged or with declarations."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = ZipFile(BytesIO(data))
        except _LACKING as error:
            raise SubmissionError("import.damaged") from error
        self._left = MAX_XML
        self._parts: dict[str, ZipInfo] = {part.filename: part for part in self._archive.infolist()}
        if len(self._parts) > MAX_PARTS:
            raise SubmissionError("import.too_much", limit=MAX_XML // 2**20)
        others = (name for name in self._parts if name.startswith(_MAIN[:-4]) and name.endswith(".xml"))
        self.main = _MAIN if _MAIN in self._parts else next(others, _MAIN)

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._parts

    def xml(self, name: str) -> etree._Element:
        """Return a part as XML."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self._bytes(name), parser)
        except etree.XMLSyntaxError as error:
            key = "too_deep" if "depth" in str(error) else "damaged"
            raise SubmissionError(f"import.{key}") from error

    def _bytes(self, name: str) -> bytes:
        try:
            data = self._read(self._parts[name])
        except _LACKING as error:
            raise SubmissionError("import.damaged") from error
        if any(word in data for word in _DECLARATIONS):
            raise SubmissionError("import.declarations")
        for strict, usual in STRICT.items():
            data = data.replace(strict, usual)
        return data

    def _read(self, part: ZipInfo) -> bytes:
        """Unpack a part, never more of it than is allowed, whatever size it claims."""
        if part.flag_bits & 1:
            raise SubmissionError("import.password")
        with self._archive.open(part) as file:
            data = file.read(self._left + 1)
        if len(data) > self._left:
            raise SubmissionError("import.too_much", limit=MAX_XML // 2**20)
        self._left -= len(data)
        return data

    def facts(self) -> dict[str, str]:
        """Return the core properties by their names; empty when there are none that can be read."""
        if not self.has("docProps/core.xml"):
            return {}
        try:
            root = self.xml("docProps/core.xml")
        except SubmissionError:
            return {}
        named = (
            (etree.QName(each).localname, seen(each.text or "")) for each in root if isinstance(each.tag, str)
        )
        return {name: text for name, text in named if text}
