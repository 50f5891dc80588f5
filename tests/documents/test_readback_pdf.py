"""A PDF is read through its tags, and what somebody put over the page is seen."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from documents.edited import drawn, found_in, shown
from pikepdf import Dictionary, Name, Stream

from govreport_writer.documents.readback.reading import read_back
from govreport_writer.errors import RenderError


def edited(document: bytes, change: object) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(document)) as pdf:
        change(pdf)  # type: ignore[operator]  # a function of the test
        pdf.save(out)
    return out.getvalue()


def page_with(text: bytes, mark: bytes = b"") -> object:
    """Return what writes a text over the first page, between the lines of its content."""

    def write(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj.Resources.Font[Name("/Over")] = pdf.make_indirect(font)
        drawing = (
            b"q " + mark + b" BT /Over 12 Tf 300 500 Td (" + text + b") Tj ET " + (b"EMC Q" if mark else b"Q")
        )
        page.contents_add(Stream(pdf, drawing))

    return write


def test_saved_anew__says_the_same() -> None:
    assert found_in(edited(drawn("pdf"), lambda _: None), "pdf") == []


@pytest.mark.parametrize("mark", [b"", b"/Span <</MCID 9999>> BDC", b"/Span BMC"])
def test_text_written_over_a_page__is_found(mark: bytes) -> None:
    found = shown(found_in(edited(drawn("pdf"), page_with(b"27", mark)), "pdf"))

    assert found == [("added", None, "27")]


def test_artifact__is_no_content() -> None:
    assert found_in(edited(drawn("pdf"), page_with(b"27", b"/Artifact BMC")), "pdf") == []


def test_free_text_annotation__is_found() -> None:
    def annotate(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[0, 0, 9, 9], Contents="应为 27")
        pdf.pages[0].obj.Annots = pdf.make_indirect(pikepdf.Array([note]))

    assert shown(found_in(edited(drawn("pdf"), annotate), "pdf")) == [("added", None, "应为27")]


def test_tree_tied_in_a_ring__ends() -> None:
    def tie(pdf: pikepdf.Pdf) -> None:
        root = pdf.Root.StructTreeRoot.K
        top = root[0] if isinstance(root, pikepdf.Array) else root
        top.K.append(top)

    with pytest.raises(RenderError) as caught:
        read_back(edited(drawn("pdf"), tie), "pdf")
    assert caught.value.key == "verify.damaged"


def untagged() -> bytes:
    def strip(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.StructTreeRoot

    return edited(drawn("pdf"), strip)


def locked() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(drawn("pdf"))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("document", "key"),
    [
        (untagged, "verify.untagged"),
        (locked, "verify.password"),
        (lambda: b"%PDF-1.7\nnothing", "verify.damaged"),
        (lambda: drawn("pdf")[:5000], "verify.damaged"),
    ],
    ids=["untagged", "locked", "nothing", "cut off"],
)
def test_bad_file__is_refused(document: object, key: str) -> None:
    with pytest.raises(RenderError) as caught:
        read_back(document(), "pdf")  # type: ignore[operator]  # a function

    assert caught.value.key == key
