"""The addresses of printed labels, which a submission may override one by one.

`table/row` names a row's label, `table//column` a column's in every block, `table/row/column` a column's
in the block of that row alone.
"""

from __future__ import annotations

from functools import lru_cache

from govreport_writer.form.edition import FormEdition
from govreport_writer.form.tree import walk


@lru_cache(maxsize=32)
def label_paths(edition: FormEdition) -> dict[str, str]:
    """Return every label address of an edition with the label the form prints there."""
    labels: dict[str, str] = {}
    for table in edition.tables:
        for block in table.blocks:
            for row in walk(block.rows):
                if row.label is not None:
                    labels[f"{table.id}/{row.path}"] = row.label
                for column in walk(block.columns):
                    labels[f"{table.id}/{row.path}/{column.path}"] = column.label or ""
            for column in walk(block.columns):
                labels[f"{table.id}//{column.path}"] = column.label or ""
    return labels
