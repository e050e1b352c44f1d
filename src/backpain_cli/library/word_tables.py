"""The tables by which everyday words are found, made from the names in the files of the anatomy."""

import marshal
from collections.abc import Mapping, Sequence
from typing import Any

from backpain_cli.codec import Codec
from backpain_cli.domain.terms import LEVELS
from backpain_cli.domain.words.forms import WordForms, WordKind, dropped_words
from backpain_cli.domain.words.name_index import IndexTables, Meaning, index_tables
from backpain_cli.domain.words.vocabulary import WordList
from backpain_cli.library.compiled import MARSHAL_VERSION

Named = list[tuple[Meaning, Sequence[str]]]


def compiled_tables(values: Mapping[str, Any], codec: Codec) -> dict[str, bytes]:
    """Return the tables of the names in the `values` of the anatomy by kind, for `read_tables`."""
    words: WordList = codec.decode(WordList, values["words"])
    forms = WordForms(words)
    names = {
        WordKind.AREA: _area_names(values, words),
        WordKind.MUSCLE: _muscle_names(values),
        WordKind.ACTIVITY: _keyed(values["activities"]),
    }
    compiled = {}
    for kind in WordKind:
        tables = index_tables(forms, dropped_words(forms, kind), names[kind])
        plain = [tuple(meaning) for meaning in tables.meanings], tables.phrases, tables.exact
        compiled[str(kind)] = marshal.dumps(plain, MARSHAL_VERSION)
    return compiled


def read_tables(compiled: Mapping[str, bytes], kind: WordKind) -> IndexTables:
    """Return the tables of a kind, of those that `compiled_tables` made."""
    # Our own data in our own package, as the compiled form that it is part of.
    meanings, phrases, exact = marshal.loads(compiled[kind])  # noqa: S302
    return IndexTables([Meaning(*one) for one in meanings], phrases, exact)


def _keyed(entries: Sequence[Mapping[str, Any]]) -> Named:
    return [(Meaning((one["key"],)), (one["key"], one["name"], *one["aliases"])) for one in entries]


def _area_names(values: Mapping[str, Any], words: WordList) -> Named:
    several = [(Meaning(one.areas, is_choice=True), one.names) for one in words.readings]
    together = [(Meaning(one.areas), one.names) for one in words.together]
    levels = [
        (Meaning(one.areas), LEVELS[LEVELS.index(one.first) : LEVELS.index(one.last) + 1]) for one in words.levels
    ]
    conditions = [
        (Meaning(tuple(one["areas"]), is_choice=True, entry=one["key"]), (one["key"], *one["aliases"]))
        for one in values["conditions"]["conditions"]
    ]
    return [*several, *together, *levels, *_keyed(values["areas"]), *conditions]


def _muscle_names(values: Mapping[str, Any]) -> Named:
    muscles = [
        (Meaning((key,)), (key, one["english"], one["latin"], *one["aliases"]))
        for key, one in values["muscles"].items()
    ]
    groups = [
        (Meaning(tuple(one["parts"]), entry=one["key"]), (one["key"], one["name"], *one["aliases"]))
        for one in values["groups"]
    ]
    return [*muscles, *groups]
