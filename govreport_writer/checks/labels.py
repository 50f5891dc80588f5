"""Labels are printed as the form has them (GR002).

What it does: lists the labels that a submission overrides with other words.
Why: the form's wording is fixed; a published copy with other words is compared with nothing.
Example: 上年转结 for 上年结转.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.label_paths import label_paths

CODES = ("GR002",)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for each table with deviating labels."""
    official = label_paths(context.edition)
    changed = {path: text for path, text in context.submission.raw.labels.items() if text != official[path]}
    for table in context.edition.tables:
        here = {path: text for path, text in changed.items() if path.split("/")[0] == table.id}
        if here:
            yield Finding(
                code="GR002",
                severity="should",
                anchor=table.id,
                instances=tuple(Instance((_place(path, official[path]),)) for path in here),
                fields={
                    "changes": messages.text("words.comma").join(
                        messages.text("words.changed", old=official[path], new=text)
                        for path, text in here.items()
                    )
                },
                basis="printed",
                cite=context.edition.notice,
                values="; ".join(f"{path}={text}" for path, text in here.items()),
            )


def _place(path: str, label: str) -> Place:
    """Return the place of a label: `table/row` is a row's, an address of three parts a column's."""
    return Place(path=path, row=label) if path.count("/") == 1 else Place(path=path, column=label)
