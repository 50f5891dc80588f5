"""`govreport verify`: whether finished or edited documents still say what was filed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, language_option, option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govreport_writer.documents.comparison.difference import Difference
    from govreport_writer.documents.comparison.verify import Verified
    from govreport_writer.documents.view import DocumentView

FORMAT = 1
"""The version of the JSON that is printed."""
CHOICES = ("text", "json")


@click.command(cls=LocalCommand)
@click.argument("documents", nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--against", "against", type=click.Path(path_type=Path), required=True)
@option("--format", "form", type=click.Choice(CHOICES), default="text")
@option("--profile", "profile", default="standard")
@option("--templates", "templates", type=click.Path(path_type=Path))
@option("--charts", is_flag=True)
@option("--prior", "prior", multiple=True, type=click.Path(path_type=Path))
@language_option
def verify(
    documents: tuple[Path, ...],
    against: Path,
    form: str,
    profile: str,
    templates: Path | None,
    charts: bool,
    prior: tuple[Path, ...],
) -> int:
    """Compare documents with the submission they were made of; 0 the same, 1 differences, 2 cannot run."""
    from govreport_writer.documents.appearance import own_templates
    from govreport_writer.documents.comparison.verify import verify_file

    is_own = own_templates(templates) is not None
    view = _view(against, profile, prior, charts=charts or bool(prior))
    found = [verify_file(path, view, own_template=is_own) for path in documents]
    if form == "json":
        click.echo(_as_json(found))
    else:
        _print(found)
    return max(_code(each) for each in found)


def _view(against: Path, profile: str, prior: Sequence[Path], *, charts: bool) -> DocumentView:
    """Return the view of a submission as `render` would draw it; a draft says the same as a final report."""
    from govreport_writer.documents.charts.chart import NO_CHARTS
    from govreport_writer.documents.charts.of_report import charts as drawn
    from govreport_writer.documents.view import build_view
    from govreport_writer.profile import load_profile
    from govreport_writer.submission_reading import read_submission

    submission = read_submission(against)
    earlier = [read_submission(path) for path in prior]
    charted = drawn(submission, earlier) if charts else NO_CHARTS
    return build_view(submission, profile=load_profile(profile), charts=charted)


def _code(found: Verified) -> int:
    return 2 if found.error is not None else int(bool(found.differences))


def _print(found: Sequence[Verified]) -> None:
    from govreport_writer.cli.output import say

    for each in found:
        if each.error is not None:
            say(messages.text("words.error", text=each.error), "red")
            continue
        names = {"file": each.file, "format": each.format}
        if each.differences:
            say(messages.text("verify.unlike", count=len(each.differences), **names), "bold red")
        else:
            say(messages.text("verify.same", **names), "green")
        for difference in each.differences:
            say(f"  {difference}")
        if each.charts:
            say(f"  {messages.text('verify.charts', count=each.charts)}", "yellow")


def _as_json(found: Sequence[Verified]) -> str:
    import json

    documents = [_document(each) for each in found]
    return json.dumps({"format": FORMAT, "documents": documents}, ensure_ascii=False, indent=1)


def _document(found: Verified) -> dict[str, object]:
    """Return one document; `error` where it could not be read, `charts_not_compared` where there are any."""
    shown: dict[str, object] = {"file": found.file, "format": found.format}
    if found.error is not None:
        shown["error"] = found.error
    if found.charts:
        shown["charts_not_compared"] = found.charts
    return {**shown, "differences": [_difference(each) for each in found.differences]}


def _difference(difference: Difference) -> dict[str, object]:
    path = {"path": difference.path} if difference.path else {}
    return {
        "kind": difference.kind,
        **path,
        "label": difference.label,
        "wanted": difference.wanted,
        "found": difference.found,
    }
