"""Write a submission's tree as YAML or JSON; what is read back is the same tree."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import yaml

from govreport_writer.errors import SubmissionError
from govreport_writer.yaml_strict import Plain, parse_yaml

_UNPRINTABLE = re.compile("[\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")


def written(tree: Plain, suffix: str) -> str:
    """Return the tree as text of the format that a file suffix names.

    Decimals keep their digits; texts that look like numbers stay texts. SubmissionError where the text
    would not be read back the same.
    """
    text = _json(tree) if suffix == ".json" else _yaml(tree)
    try:
        same = parse_yaml(text, suffix).plain() == tree
    except SubmissionError:
        same = False
    if not same:
        raise SubmissionError("convert.not_lossless")
    return text


class _Dumper(yaml.CSafeDumper):
    """Writes texts of several lines as blocks, short mappings of figures on one line."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _decimal(dumper: _Dumper, value: Decimal) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", format(value, "f"))


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


def _mapping(dumper: _Dumper, value: dict[str, Any]) -> yaml.MappingNode:
    figures = all(child is None or isinstance(child, (int, Decimal)) for child in value.values())
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=figures)


_Dumper.add_representer(Decimal, _decimal)
_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)


def _yaml(tree: Plain) -> str:
    text: str = yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    return text


def _json(tree: Plain) -> str:
    """Return JSON in which decimals are numbers with all their digits."""
    return _json_value(tree, "") + "\n"


def _json_value(value: Plain, indent: str) -> str:
    deeper = indent + "  "
    if isinstance(value, dict) and value:
        items = [f"{deeper}{_json_text(key)}: {_json_value(child, deeper)}" for key, child in value.items()]
        return "{\n" + ",\n".join(items) + f"\n{indent}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(deeper + _json_value(child, deeper) for child in value) + f"\n{indent}]"
    return format(value, "f") if isinstance(value, Decimal) else _json_text(value)


def _json_text(value: object) -> str:
    """Return a value in JSON, with escapes for characters that the strict reader refuses in the raw."""
    text = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
