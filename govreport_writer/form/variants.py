"""Variants of an edition: rows left out, labels that change with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govreport_writer.form.file import BlockFile, EditionFile, RowFile, TableFile, VariantFile
from govreport_writer.form.growth import Misfit


def with_variant(file: EditionFile, variant: VariantFile) -> EditionFile:
    """Return the file without the rows a variant drops and with its labels; Misfit for a row not there."""
    known = {f"{table.id}/{path}" for table in file.tables for path in _row_paths(table)}
    for name in (*variant.drop, *variant.labels):
        if name not in known:
            raise Misfit("edition.dangling", ("variants",), name=name)
    tables = tuple(
        table.model_copy(
            update={
                "rows": _varied(table.rows, f"{table.id}/", variant),
                "blocks": tuple(
                    block.model_copy(update={"rows": _varied(block.rows, f"{table.id}/", variant)})
                    for block in table.blocks
                ),
            }
        )
        for table in file.tables
    )
    return file.model_copy(update={"tables": tables})


def _varied(rows: tuple[RowFile, ...], above: str, variant: VariantFile) -> tuple[RowFile, ...]:
    return tuple(
        row.model_copy(
            update={
                "label": variant.labels.get(above + row.id, row.label),
                "rows": _varied(row.rows, f"{above}{row.id}.", variant),
            }
        )
        for row in rows
        if above + row.id not in variant.drop
    )


def _row_paths(table: TableFile) -> Iterator[str]:
    blocks: Iterable[TableFile | BlockFile] = table.blocks or (table,)
    for block in blocks:
        yield from _paths_below(block.rows, "")


def _paths_below(rows: tuple[RowFile, ...], above: str) -> Iterator[str]:
    for row in rows:
        yield above + row.id
        yield from _paths_below(row.rows, f"{above}{row.id}.")
