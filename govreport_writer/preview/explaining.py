"""Take an explanation from the page: only for a finding as it stands in the file now."""

from __future__ import annotations

import asyncio
from pathlib import Path

from govreport_writer.findings import Finding
from govreport_writer.preview.build import Build
from govreport_writer.preview.explanation_writing import write_explanation
from govreport_writer.preview.live import Live
from govreport_writer.preview.requests import RequestError
from govreport_writer.submission import Explanation


class Explaining:
    """Where explanations are written: beside the file, never into the workbook that WPS may hold."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing = asyncio.Lock()

    async def take(self, given: Explanation, live: Live) -> None:
        """Write an explanation and rebuild.

        RequestError (409) where the file is no longer what the page showed, (400) where nothing is to be
        explained; GovReportError where it cannot be written.
        """
        async with self._writing:
            if not await live.is_current():
                await live.refresh()
            build = live.shown.build
            if build is None or not live.shown.fresh:
                raise RequestError(409, "not_current")
            finding = _explained(given, build)
            dated = given.model_copy(update={"values": finding.values})
            await live.work(write_explanation, self._path, dated)
            await live.refresh()


def _explained(given: Explanation, build: Build) -> Finding:
    """Return the finding that an explanation is for; RequestError where none such is to be explained."""
    finding = next((each for each in build.outcome.findings if each.id == given.finding), None)
    if finding is not None and finding.severity != "should":
        raise RequestError(400, "not_explainable")
    if finding is None or "".join(finding.values.split()) != "".join(given.values.split()):
        raise RequestError(409, "changed")
    if any(each.finding == finding.id for each in build.submission.raw.explanations):
        raise RequestError(400, "explained_inside")
    return finding
