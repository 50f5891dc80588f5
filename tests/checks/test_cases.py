"""Cases as documents: cases/NAME.md is about the check module NAME.

A case is a heading, a fenced block `yaml` with what changes against a base of bases/, and a fenced block
`findings` with what must come out, in order. The block `yaml` knows these keys:

    base          a file of bases/ without its suffix
    set           cells by path: {requests/received/total: 3}
    omit          paths of rows, cells, tables or other keys to leave out
    narrative, agency   merged into the base's (a list replaces it)
    prior         last year's submission, described in the same way
    formats       what will be rendered; all formats when left out
    files         pictures beside the submission by name: png, jpeg, svg, huge
    remarks       what the reader of a workbook noted: code, sheet, cell, and the fields of the remark
    anything else replaces the key of the base

A line of the block `findings` is `severity code relation path`: the relation or `-`, the path of the first
cell or `-`; `GR701|GR702` stands for either. Indented lines below it hold further facts of that finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest
import yaml
from pictures import JPEG, PNG

from govreport_writer import editions
from govreport_writer.cells import Location
from govreport_writer.checks import CHECKS
from govreport_writer.checks.broken import NUMBERS, code_of
from govreport_writer.checks.context import Context
from govreport_writer.checks.sides import Sides, evaluate, identities_of
from govreport_writer.findings import Finding
from govreport_writer.form.edition import Identity
from govreport_writer.pictures import MAX_BYTES
from govreport_writer.pipeline import run_checks
from govreport_writer.submission import Remark, Submission
from govreport_writer.submission_reading import read_submission
from govreport_writer.vocabulary import FORMATS
from govreport_writer.yaml_strict import parse_yaml, read_yaml

Tree = dict[str, Any]

HERE = Path(__file__).parent
CASE_FILES = sorted((HERE / "cases").glob("*.md"))
BASES = sorted(path.stem for path in (HERE / "bases").glob("*.yaml"))
MERGED = ("narrative", "agency")
DIRECTIONS = ("base", "set", "omit", "prior", "formats", "files", "remarks")
PICTURES = {
    "png": PNG,
    "jpeg": JPEG,
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "largest": PNG.ljust(MAX_BYTES, b"\0"),
    "huge": PNG.ljust(MAX_BYTES + 1, b"\0"),
}


@dataclass(frozen=True)
class Expected:
    """One line of a findings block, with the indented lines below it."""

    line: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Case:
    module: str
    title: str
    given: str
    expected: tuple[Expected, ...]

    def __str__(self) -> str:
        return f"{self.module}: {self.title}"


def cases_of(path: Path) -> Iterator[Case]:
    _, *parts = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for part in parts:
        title = part.partition("\n")[0].strip()
        fences = re.findall(r"^```(\w+)\n(.*?)^```$", part, flags=re.MULTILINE | re.DOTALL)
        assert [kind for kind, _ in fences] == ["yaml", "findings"], f"{path.name}: {title}"
        (_, given), (_, expected) = fences
        yield Case(path.stem, title, given, tuple(expected_of(expected)))


def expected_of(block: str) -> Iterator[Expected]:
    for part in re.split(r"\n(?!\s)", block.strip()) if block.strip() else ():
        line, *facts = part.splitlines()
        assert len(line.split()) == 4, line
        pairs = [fact.strip().partition(": ") for fact in facts]
        yield Expected(line, tuple((name, value) for name, _, value in pairs))


CASES = [case for path in CASE_FILES for case in cases_of(path)]


class _Dumper(yaml.SafeDumper):
    """Writes decimals as typed and texts of several lines as blocks."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # as PyYAML names it
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


def _decimal(dumper: yaml.SafeDumper, number: Decimal) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:float", format(number, "f"))


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _decimal)


def tree_of(given: Tree) -> Tree:
    """Return the submission that a case describes."""
    tree = cast("Tree", read_yaml(HERE / "bases" / f"{given['base']}.yaml").plain())
    for key, value in given.items():
        if key in MERGED and isinstance(value, dict):
            tree[key] = tree[key] | value
        elif key not in DIRECTIONS:
            tree[key] = value
    for path, value in given.get("set", {}).items():
        *above, last = steps_of(path, tree)
        branch_at(tree, above)[last] = value
    for path in given.get("omit", []):
        *above, last = steps_of(path, tree)
        del branch_at(tree, above)[last]
    return tree


def steps_of(path: str, tree: Tree) -> list[str]:
    steps = [step for part in path.split("/") for step in part.split(".")]
    return steps if steps[0] in tree else ["tables", *steps]


def branch_at(tree: Tree, steps: list[str]) -> Tree:
    for step in steps:
        tree = tree.setdefault(step, {})
    return tree


def submission_of(given: Tree, folder: Path) -> Submission:
    """Write the submission that a case describes, with its pictures, and read it."""
    folder.mkdir(parents=True)
    for name, kind in given.get("files", {}).items():
        (folder / name).write_bytes(PICTURES[kind])
    path = folder / "report.yaml"
    text = yaml.dump(tree_of(given), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
    path.write_text(text, encoding="utf-8")
    submission = read_submission(path)
    noted = (*submission.raw.remarks, *map(remark_of, given.get("remarks", [])))
    return replace(submission, raw=replace(submission.raw, remarks=noted))


def remark_of(given: Tree) -> Remark:
    return Remark(given["code"], Location(sheet=given.get("sheet"), cell=given.get("cell")), given)


def given_of(case: Case) -> Tree:
    return cast("Tree", parse_yaml(case.given, str(case)).plain())


def context_of(case: Case, folder: Path) -> Context:
    given = given_of(case)
    prior = submission_of(given["prior"], folder / "prior") if "prior" in given else None
    formats = tuple(given.get("formats", FORMATS))
    return Context(submission_of(given, folder / "this"), prior, formats)


def line_of(finding: Finding) -> str:
    path = finding.first.cells[0].path
    return f"{finding.severity} {finding.code} {finding.relation or '-'} {path or '-'}"


def matched(expected: Expected, found: str) -> str:
    """Return the line found where it is one of those expected, else the expected line."""
    words = zip(expected.line.split(), found.split(maxsplit=3), strict=True)
    return found if all(word in allowed.split("|") for allowed, word in words) else expected.line


def facts_of(finding: Finding, submission: Submission) -> dict[str, str]:
    """Return what an indented line may say of a finding."""
    first = finding.first
    return {
        "title": finding.heading,
        "message": finding.message,
        "advice": finding.advice,
        "values": finding.values,
        "state": finding.state,
        "basis": finding.basis,
        "cite": finding.cite or "",
        "cells": " ".join(str(cell.path) for cell in first.cells),
        "places": " ".join(f"{cell.sheet}!{cell.cell}" for each in finding.instances for cell in each.cells),
        "blanks": " ".join(first.blanks),
        "instances": " ".join(str(instance.cells[0].path) for instance in finding.instances),
        "count": str(len(finding.instances)),
        "sides": f"{first.left} {first.right} {first.difference}",
        "typed": typed_at(first.cells[0].line, submission),
    }


def typed_at(line: int | None, submission: Submission) -> str:
    lines = Path(submission.file).read_text(encoding="utf-8").splitlines()
    return "" if line is None else lines[line - 1].strip()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case__yields_these_findings_and_no_other(case: Case, tmp_path: Path) -> None:
    context = context_of(case, tmp_path)

    outcome = run_checks(context.submission, context.prior, context.formats)

    assert outcome.not_checked == ()
    found = [line_of(finding) for finding in outcome.findings]
    pairs = zip(case.expected, found, strict=False)
    wanted = [matched(expected, line) for expected, line in pairs]
    wanted += [expected.line for expected in case.expected[len(found) :]]
    assert found == wanted
    for finding, expected in zip(outcome.findings, case.expected, strict=True):
        facts = facts_of(finding, context.submission)
        assert {name: facts[name] for name, _ in expected.facts} == dict(expected.facts)


@pytest.mark.parametrize("base", BASES)
def test_base__is_clean(base: str, tmp_path: Path) -> None:
    assert run_checks(submission_of({"base": base}, tmp_path / base)).findings == ()


@pytest.mark.parametrize("base", BASES)
def test_base__has_every_figure_that_is_no_total(base: str, tmp_path: Path) -> None:
    submission = submission_of({"base": base}, tmp_path / base)
    filed = {ref for ref, origin in submission.origins.items() if origin.state == "filed"}

    assert {ref for ref, cell in submission.edition.cells.items() if not cell.is_total} <= filed


@pytest.mark.parametrize("path", CASE_FILES, ids=lambda path: path.stem)
def test_case_file__headings_differ(path: Path) -> None:
    titles = [case.title for case in cases_of(path)]

    assert sorted(set(titles)) == sorted(titles)


def name_of(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def test_case_files__one_for_each_check() -> None:
    assert sorted(path.stem for path in CASE_FILES) == sorted(map(name_of, CHECKS))


def own_relations(edition_id: str) -> set[str]:
    """Return the relations of an edition, without those of the edition that it extends."""
    form = editions.load(edition_id)
    return {identity.relation for identity in form.identities} - (
        own_relations(form.extends) if form.extends else set()
    )


def possible_codes(module: ModuleType) -> set[str]:
    """Return the codes that a check can yield on the editions there are."""
    if name_of(module) in NUMBERS:
        forms = [editions.load(edition_id) for edition_id in editions.available()]
        return set(module.CODES) & {code_of(identity) for form in forms for identity in form.identities}
    return set(module.CODES)


@pytest.mark.parametrize("module", CHECKS, ids=name_of)
def test_case_file__shows_every_code_of_its_check(module: ModuleType) -> None:
    lines = [line.line.split() for case in CASES if case.module == name_of(module) for line in case.expected]

    assert possible_codes(module) - set(chain.from_iterable(line[1].split("|") for line in lines)) == set()


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Case, Context]]:
    folder = tmp_path_factory.mktemp("cases")
    return [(case, context_of(case, folder / str(number))) for number, case in enumerate(CASES)]


@pytest.mark.slow
@pytest.mark.parametrize("edition_id", editions.available())
def test_relations__each_is_broken_in_a_case(edition_id: str, contexts: list[tuple[Case, Context]]) -> None:
    cases = [case for case, context in contexts if context.edition.id == edition_id]
    broken = {line.line.split()[2] for case in cases for line in case.expected}

    assert own_relations(edition_id) - broken == set()


@pytest.mark.parametrize("edition_id", editions.available())
def test_relations__each_holds_at_the_edge_in_a_case(
    edition_id: str, contexts: list[tuple[Case, Context]]
) -> None:
    held = [edges_of(context) for _, context in contexts if context.edition.id == edition_id]

    assert own_relations(edition_id) - set(chain.from_iterable(held)) == set()


def edges_of(context: Context) -> Iterator[str]:
    for kind in NUMBERS:
        for identity in identities_of(context, kind):
            sides = evaluate(identity, context)
            if sides is not None and at_the_edge(identity, sides, context.submission):
                yield identity.relation


def at_the_edge(identity: Identity, sides: Sides, submission: Submission) -> bool:
    """Whether an identity holds and the next figure would break it; a footing by a typed total."""
    left, right = sides.left, sides.right
    if identity.kind == "footing":
        return left == right != 0 and submission.origins[identity.left[0].ref].state == "filed"
    if identity.kind == "together":
        return left != 0 != right
    if identity.kind == "implies":
        return left == right == 0
    if identity.kind == "unlike":
        return abs(left - right) == 1
    return left == right and (left != 0 or not identity.left or not identity.right)
