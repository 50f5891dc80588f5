"""A few units in a folder: made of the clean sample, with one that is wrong and one that cannot be read."""

from __future__ import annotations

from pathlib import Path

AUDIT = Path(__file__).resolve().parents[2] / "sample_inputs/county-audit-2024"
NUMBERS = "一二三四五六七八九"


def unit_text(number: int, name: str = "report.yaml") -> str:
    """Return the submission of one unit; `prior.yaml` is that of the year before."""
    text = (AUDIT / name).read_text(encoding="utf-8")
    return text.replace("name: 青溪县审计局,", f"name: 青溪县审计局{NUMBERS[number]}分局,").replace(
        "short_names: [县审计局]", f"code: TEST-{number}, short_names: [县审计局]"
    )


def write_county(folder: Path, clean: int = 3, *, backwards: bool = False) -> Path:
    """Write units into a folder, in one order of creation or the other."""
    texts = {f"u{number}/report.yaml": unit_text(number) for number in range(clean)}
    wrong = unit_text(clean).replace("carried_out: {natural_person: ", "carried_out: {natural_person: 1", 1)
    texts |= {"wrong/report.yaml": wrong, "unread/report.yaml": "format: ["}
    for name in sorted(texts, reverse=backwards):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[name], encoding="utf-8")
    return folder


def write_priors(folder: Path, count: int) -> Path:
    """Write last year's submissions of units, their numbers the other way round, with two that are none."""
    for number in range(count):
        path = folder / f"{count - number}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(unit_text(number, "prior.yaml"), encoding="utf-8")
    (folder / "empty.yaml").touch()
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder and those below by their names."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
