"""The JSON Schema of routine files, for editors; made from the table of fields that the reader knows them by.

It knows what a file says in one place. What takes several places together is left to `backpain validate`: the sum of
the steps, the limits of a point and of a session, and what our own exercises permit (places, sides, longest holds).
"""

from collections.abc import Iterable

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.doses import LONGEST_BREATHING_S
from backpain_cli.domain.routine.steps import KIND_TRAITS, StepKind
from backpain_cli.domain.terms import Region
from backpain_cli.library.routines import format as table
from backpain_cli.library.routines.reader import MOST_STEPS
from backpain_cli.library.routines.schema_values import (
    MAIN_TEXT,
    JsonSchema,
    any_of,
    names_of,
    number_of,
    pattern_of,
    text_of,
    value_schema,
)
from backpain_cli.library.shipped import circumstance_keys

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MOVED = frozenset({StepKind.MOVE, StepKind.STRENGTHEN})


def routine_schema(atlas: Atlas) -> JsonSchema:
    """Return the schema of all formats of a routine file."""
    definitions: JsonSchema = _names(atlas)
    for version in table.FORMAT_NUMBERS:
        definitions[f"routine-{version}"] = _routine(version)
        definitions[f"step-{version}"] = _step(version, is_inner=False)
        definitions[f"inner-step-{version}"] = _step(version, is_inner=True)
        for kind in table.kinds_since(version):
            definitions[f"{kind}-{version}"] = _of_kind(kind, version)
    first, second = table.FORMAT_NUMBERS
    return {
        "$schema": _DIALECT,
        "title": "A routine of backpain",
        "description": "What `backpain validate` checks besides: the sum of the steps, and limits of several steps.",
        "type": "object",
        "required": ["backpain"],
        "properties": {"backpain": _described(table.ROUTINE_FIELDS[0], number_of(first, second))},
        "if": {"properties": {"backpain": {"enum": [first, str(first)]}}},
        "then": _ref(f"routine-{first}"),
        "else": _ref(f"routine-{second}"),
        "$defs": definitions,
    }


def _names(atlas: Atlas) -> JsonSchema:
    """Return the names of our own, each kind of them as a definition."""
    pressed = [muscle for muscle in atlas.muscles.values() if not muscle.parts]
    points = {point.key: point.where for one in pressed for point in one.points if point.technique is not None}
    muscles = {one.key: one.english for one in pressed if one.pressed_point() is not None}
    stretches = {key: f"{one.name}, {one.place}" for key, one in atlas.stretches.items()}
    moves = {key: f"{one.name}, {one.place}" for key, one in atlas.moves.items()}
    return {
        "area": names_of({key: area.name for key, area in atlas.areas.items()}),
        "muscle": names_of({key: muscle.english for key, muscle in atlas.muscles.items()}),
        "pressed": names_of(muscles | points),
        "stretch-name": names_of(stretches),
        "exercise": names_of(stretches | moves),
        "levelled": names_of({key: said for key, said in moves.items() if atlas.moves[key].levels}),
        "source": names_of(atlas.sources),
        "circumstance": names_of(dict.fromkeys(circumstance_keys().values())),
    }


def _ref(name: str) -> JsonSchema:
    return {"$ref": f"#/$defs/{name}"}


def _one_or_list(schema: JsonSchema) -> JsonSchema:
    return any_of(schema, {"type": "array", "items": schema, "minItems": 1, "maxItems": 40})


def _mapping(fields: Iterable[table.FieldSpec], version: int, values: JsonSchema) -> JsonSchema:
    """Return the schema of a mapping with those of `fields` that the format has; `values` has those of some of them."""
    known = [one for one in fields if one.since <= version]
    return {
        "type": "object",
        "properties": {one.name: _described(one, values.get(one.name) or value_schema(one)) for one in known},
        "required": [one.name for one in known if one.needed],
        "additionalProperties": False,
    }


def _described(field: table.FieldSpec, schema: JsonSchema) -> JsonSchema:
    return {"title": field.name, "description": field.says, **schema}


def _cautions(version: int) -> JsonSchema:
    caution = _mapping(table.CAUTION_FIELDS, version, {"concerns": _one_or_list(_ref("circumstance"))})
    listed = {"type": "array", "items": any_of(text_of(), caution), "minItems": 1, "maxItems": 40}
    return any_of(text_of(), listed)


def _routine(version: int) -> JsonSchema:
    steps = {"type": "array", "items": _ref(f"step-{version}"), "minItems": 1, "maxItems": MOST_STEPS}
    values = {
        "region": {"enum": list(map(str, Region))},
        "areas": _one_or_list(_ref("area")),
        "minutes": value_schema(table.ROUTINE_FIELDS[4])
        if version > table.OLDEST_FORMAT
        else number_of(1, table.LONGEST_MINUTES),
        "cautions": _cautions(version),
        "not-for": _cautions(version),
        "defaults": _mapping(table.DEFAULTS_FIELDS, version, {}),
        "steps": steps,
    }
    schema = _mapping(table.ROUTINE_FIELDS, version, values)
    if version == table.OLDEST_FORMAT:
        schema["required"] = [*schema["required"], "areas"]
    return schema


def _step(version: int, *, is_inner: bool) -> JsonSchema:
    """Return the schema of an entry of `steps`: one kind of step, or a group that is repeated."""
    kinds = table.kinds_since(version)
    heads = [*map(str, kinds), *([] if is_inner else ["repeat"])]
    choices = [{"if": {"required": [str(kind)]}, "then": _ref(f"{kind}-{version}")} for kind in kinds]
    if not is_inner:
        inner = {"type": "array", "items": _ref(f"inner-step-{version}"), "minItems": 1, "maxItems": MOST_STEPS}
        choices.append(
            {"if": {"required": ["repeat"]}, "then": _mapping(table.REPEAT_FIELDS, version, {"steps": inner})}
        )
    return {"type": "object", "oneOf": [{"required": [head]} for head in heads], "allOf": choices}


def _of_kind(kind: StepKind, version: int) -> JsonSchema:
    fields = [one for one in table.STEP_FIELDS if kind in one.kinds]
    values: JsonSchema = {
        "cautions": _cautions(version),
        "muscle": _ref("muscle"),
        "muscles": _one_or_list(_ref("muscle")),
        "sources": _one_or_list(_ref("source")),
        "place": {"enum": [*map(str, table.places_since(version)), *(table.PLACE_ALIASES if version > 1 else ())]},
        "sides": {"enum": [one for one in table.sides_since(version) if kind in _MOVED or one != "alternate"]},
        "press": _ref("pressed"),
    }
    if kind in _MOVED | {StepKind.CHECK, StepKind.REST} and version > table.OLDEST_FORMAT:
        values[str(kind)] = any_of(_ref("exercise"), MAIN_TEXT)
    if KIND_TRAITS[kind].is_hold:
        values["hold"] = value_schema(
            next(one for one in fields if one.name == "hold"), most=KIND_TRAITS[kind].longest_hold_s, version=version
        )
    fills = KIND_TRAITS[kind].may_fill and version > table.OLDEST_FORMAT
    values["for"] = value_schema(table.REST_TIME if fills else table.PLAIN_TIME)
    return _mapping(fields, version, values) | _together(kind, version)


def _together(kind: StepKind, version: int) -> JsonSchema:
    """Return what the fields of a step of that kind need or exclude."""
    if kind is StepKind.STRETCH:
        ours = {"if": {"not": {"required": ["do"]}}, "then": {"properties": {"stretch": _ref("stretch-name")}}}
        return {"allOf": [ours, {"not": {"required": ["hold", "holds"]}}]}
    if kind is StepKind.BREATHE:
        counted = {"properties": {"breathe": pattern_of(r"^\s*[0-9]")}, "required": ["breathe"]}
        short = {"properties": {"for": value_schema(table.REST_TIME, most=LONGEST_BREATHING_S)}}
        timed = {"if": any_of(counted, {"required": ["pattern"]}), "then": short}
        return {"required": [str(kind), "for"], "allOf": [timed]}
    if kind not in _MOVED or version == table.OLDEST_FORMAT:
        return {"required": [str(kind)] + ([] if kind is StepKind.PRESS else ["for"])}
    amounts = ("reps", "holds", "for")
    pairs = [{"not": {"required": [one, other]}} for one in amounts for other in amounts if one < other]
    own_words = {
        "anyOf": [{"required": [one]} for one in amounts],
        "dependentRequired": {"pace": ["reps"], "pause": ["holds"], "round-rest": ["rounds"]},
    }
    is_ours = {"properties": {str(kind): _ref("exercise")}}
    levels = {"if": {"required": ["level"]}, "then": {"properties": {str(kind): _ref("levelled")}}}
    return {"allOf": [*pairs, {"if": is_ours, "else": own_words}, levels]}
