"""Hold a YAML node against a pydantic model and say, with the line, what does not fit."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from govreport_writer import messages
from govreport_writer.errors import GovReportError, SubmissionError
from govreport_writer.yaml_strict import Node


class StrictModel(BaseModel):
    """A frozen model that knows all its keys."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        coerce_numbers_to_str=True,
        defer_build=True,  # only the outermost model is ever asked to validate
    )


ModelType = TypeVar("ModelType", bound=BaseModel)


def validated(
    model: type[ModelType],
    node: Node,
    file: str,
    error_type: type[GovReportError] = SubmissionError,
    also: tuple[str, ...] = (),
) -> ModelType:
    """Return the model of a node; raises `error_type` for the first unknown key, else the first misfit.

    `also` are keys at the top that other readers take.
    """
    if not isinstance(node.value, dict):
        raise error_type("yaml.not_a_mapping", file=file, line=node.line)
    try:
        return model.model_validate(node.plain())
    except ValidationError as error:
        misfits = [(node.line_at(misfit["loc"]), misfit) for misfit in error.errors()]
        # a misspelt key goes first: that its right name is missing follows from it
        line, first = min(misfits, key=lambda each: (each[1]["type"] != "extra_forbidden", each[0]))
        raise _misfit(model, first, file, line, error_type, also) from None


def nearest(word: str, known: Iterable[str]) -> str:
    """Return “; did you mean x?” for the known word nearest to `word`, or nothing."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return messages.text("words.did_you_mean", word=close[0]) if close else ""


def _misfit(
    model: type[BaseModel],
    misfit: Any,
    file: str,
    line: int,
    error_type: type[GovReportError],
    also: tuple[str, ...],
) -> GovReportError:
    location: tuple[int | str, ...] = misfit["loc"]
    key = str(location[-1]) if location else ""
    dotted = ".".join(step for each in location if "[" not in (step := str(each)))  # pydantic's own steps
    kind = misfit["type"]
    if kind == "extra_forbidden":
        known = _fields_at(model, location[:-1])
        hint = nearest(key, known if location[:-1] else [*known, *also])
        return error_type("yaml.unknown_key", file=file, line=line, key=dotted, hint=hint)
    if kind == "missing":
        return error_type("yaml.missing_key", file=file, line=line, key=dotted)
    wanted = misfit["msg"]
    if messages.has(f"expected.{kind}"):
        wanted = messages.text(f"expected.{kind}", **misfit.get("ctx", {}))
    if "expected" in misfit.get("ctx", {}):
        wanted = messages.text(
            "expected.one_of", choices=misfit["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
        )
    given = _given(misfit["input"])
    return error_type("yaml.wrong_value", file=file, line=line, key=dotted, given=given[:40], wanted=wanted)


def _given(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return "" if isinstance(value, (dict, list)) else str(value)


def _fields_at(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the model at `location` knows."""
    current: list[type[BaseModel]] = [model]
    for step in location:
        found = [
            nested
            for each in current
            if isinstance(step, str) and step in each.model_fields
            for nested in _models_in(each.model_fields[step].annotation)
        ]
        current = found or current
    return [field.alias or name for each in current for name, field in each.model_fields.items()]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models_in(argument)]
