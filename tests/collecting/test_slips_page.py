"""The page of a return slip as its readers see it: in a browser, on a phone, on paper."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest
from browser import chromium, shown, violations
from slip_samples import AGENCY, OFFICE, SECOND, THIRD, UNREADABLE, YEAR

from govreport_writer.collecting.rounds import Round
from govreport_writer.collecting.slips import slip_documents

A4 = (595, 842)  # points


def page_of(*rounds: Round) -> str:
    return slip_documents(AGENCY, OFFICE, YEAR, rounds)["html"].decode()


@pytest.mark.slow
def test_page__is_accessible_fits_a_phone_and_prints_on_a4() -> None:
    with chromium() as browser:
        with shown(browser, page_of(UNREADABLE)) as page:
            assert violations(page) == []
        with shown(browser, page_of(UNREADABLE, SECOND, THIRD)) as page:
            assert violations(page) == []
            page.set_viewport_size({"width": 390, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            printed = page.pdf(prefer_css_page_size=True)
    with pdfium.PdfDocument(printed) as pdf:
        assert {tuple(map(round, each.get_size())) for each in pdf} == {A4}
        assert "— 1 —" in pdf[0].get_textpage().get_text_range()
        assert "修改情况回执" in pdf[len(pdf) - 1].get_textpage().get_text_range()
