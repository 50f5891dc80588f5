"""Distinct reports, as many as asked for: an engine that meets a report again remembers what it drew."""

from __future__ import annotations

import copy
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SAMPLE = Path(__file__).resolve().parent.parent / "sample_inputs" / "county-audit-2024" / "report.yaml"
GROUPS = ("refused", "unavailable", "not_processed", "other")
"""Rows of the outcome with rows below them."""

Tree = dict[str, Any]


def write_variant(number: int, folder: Path) -> Path:
    """Write the report of a number and return its file."""
    path = folder / f"report-{number}.yaml"
    text = yaml.dump(variant(number), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
    path.write_text(text, encoding="utf-8")
    return path


def write_workbook(file: Path) -> Path:
    """Write a report beside its file as a workbook, filled in, and return that."""
    from govreport_writer import read_submission
    from govreport_writer.workbook.write import workbook_bytes

    path = file.with_suffix(".xlsx")
    path.write_bytes(workbook_bytes(read_submission(file)))
    return path


def variant(number: int) -> Tree:
    """Return the sample with another agency's name, other figures and a change in every paragraph.

    Sums still agree, so that no report has findings; totals are left out.
    """
    tree = copy.deepcopy(_sample())
    tree["agency"]["name"] = f"青溪县第{number}审计局"
    tree["narrative"] = _reworded(tree["narrative"], number)
    _vary_requests(tree["tables"]["requests"], number)
    _vary_others(tree["tables"], number)
    return tree


@cache
def _sample() -> Tree:
    tree: Tree = yaml.safe_load(SAMPLE.read_text(encoding="utf-8"))
    requests = tree["tables"]["requests"]
    del requests["outcome"]["total"]
    for row in (requests["received"], requests["carried_out"], tree["tables"]["reviews"]["cases"]["review"]):
        del row["total"]
    return tree


def _reworded(text: Any, number: int) -> Any:
    """Return the text, below all its keys, with every paragraph ending differently."""
    if isinstance(text, dict):
        return {key: _reworded(child, number) for key, child in text.items()}
    return re.sub(r"([。：])$", rf"（见第{number}号台账）\1", text, flags=re.MULTILINE)


def _vary_requests(requests: Tree, number: int) -> None:
    """Add to every third outcome, and as much to the applications received."""
    for index, row in enumerate(outcomes(requests["outcome"])):
        for column, applicant in enumerate(row):
            if (index + column + number) % 3 == 0:
                more = (7 * number + 5 * column + index) % 89
                row[applicant] += more
                requests["received"][applicant] += more


def outcomes(outcome: Tree) -> list[Tree]:
    """Return the rows of figures of an outcome, in printing order."""
    grouped = [row for group in GROUPS for row in outcome[group].values()]
    return [outcome["granted"], outcome["partly"], *grouped]


def _vary_others(tables: Tree, number: int) -> None:
    disclosure = tables["disclosure"]
    disclosure["normative"]["made"] += number % 31
    disclosure["normative"]["in_force"] += number % 31 + number % 11
    for row in ("licence", "penalty", "coercion"):
        disclosure[row]["decisions"] += number % 983
    for stage in ("review", "suit_after_review"):
        tables["reviews"]["cases"][stage]["upheld"] += number % 17


class _Dumper(yaml.SafeDumper):
    """Writes as people do: text of several lines as a block, a row of figures on one line."""


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


def _mapping(dumper: _Dumper, value: Tree) -> yaml.MappingNode:
    is_row = all(isinstance(child, int) for child in value.values())
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=is_row)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)
