"""Writes the tables of every line of a routine file into the page about writing routines, from the table of the format.

Run it after a change of `library/routines/format.py`: `python scripts/routine_format.py`.
"""

from collections.abc import Iterable
from pathlib import Path

from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.library.routines import format as table

PAGE = Path(__file__).resolve().parents[1] / "docs" / "writing-routines.md"
BEGIN, END = "<!-- from the table of the format -->\n", "<!-- end of the table -->\n"


def limits(field: table.FieldSpec) -> str:
    """Return the limits of a field in words; empty where it has none."""
    if field.words:
        return ": " + ", ".join(f"`{word}`" for word in field.words)
    if not field.most:
        return ""
    return f", {field.least} to {field.most}" if field.least else f", at most {field.most}"


def kinds(field: table.FieldSpec) -> str:
    """Return the kinds of step that have a field: `all`, or their names."""
    return "all" if set(field.kinds) == set(StepKind) else ", ".join(f"`{kind}`" for kind in field.kinds)


def rows(fields: Iterable[table.FieldSpec], *, of_steps: bool) -> list[str]:
    """Return a table of `fields`."""
    heads = ["line", *(["in"] if of_steps else []), "what is written", "format", "what it does"]
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for field in fields:
        needed = " Required." if field.needed and not of_steps else ""
        cells = [f"`{field.name}`", *([kinds(field)] if of_steps else []), f"{field.value}{limits(field)}"]
        lines.append(f"| {' | '.join([*cells, str(field.since), field.says + needed])} |")
    return lines


def tables() -> str:
    """Return all tables, each under its heading."""
    parts = (
        ("The head", table.ROUTINE_FIELDS, False),
        ("`defaults`", table.DEFAULTS_FIELDS, False),
        ("A caution", table.CAUTION_FIELDS, False),
        ("A repeat group", table.REPEAT_FIELDS, False),
        ("Steps", table.STEP_FIELDS, True),
    )
    blocks = (f"### {heading}\n\n" + "\n".join(rows(fields, of_steps=of_steps)) for heading, fields, of_steps in parts)
    places = ", ".join(f"`{place}`" for place in table.places_since(table.NEWEST_FORMAT))
    aliases = ", ".join(f"`{alias}` is `{place}`" for alias, place in table.PLACE_ALIASES.items())
    return "\n\n".join(blocks) + f"\n\nPlaces of format 2:\n\n| place |\n|---|\n| {places}; {aliases} |\n"


def written(page: str) -> str:
    """Return the text of the page with the tables as they are now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{tables()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
