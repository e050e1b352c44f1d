"""Cautions of a routine and of a step, each for everybody or for some circumstances."""

from backpain_cli.domain.names import did_you_mean, normalize_name
from backpain_cli.domain.terms import Caution
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.library.routines import format as table
from backpain_cli.library.shipped import circumstance_keys
from backpain_cli.library.yaml.fields import MOST_ITEMS, Fields, ProblemList
from backpain_cli.library.yaml.nodes import MappingNode, Node, SequenceNode


def read_cautions(fields: Fields, name: str) -> tuple[Caution, ...]:
    """Return the texts of the list of that name, each for everybody or for some circumstances; none if there is none.

    What is wrong with them is noted.
    """
    node = fields.node(name)
    if name not in fields:
        return ()
    if not isinstance(node, SequenceNode) or not any(isinstance(item, MappingNode) for item in node.items):
        return tuple(Caution(text) for text in fields.texts(name))
    if len(node.items) > MOST_ITEMS:
        fields.notes.error(node, f"`{name}` has {len(node.items)} entries", f"the limit is {MOST_ITEMS}")
        return ()
    return tuple(caution for item in node.items if (caution := _read(item, fields, name)).text)


def _read(item: Node, fields: Fields, name: str) -> Caution:
    if not isinstance(item, MappingNode):
        return Caution(fields.one_line(name, item))
    known = table.known_names(table.CAUTION_FIELDS, table.OLDEST_FORMAT)
    inner = Fields(item, fields.notes, known=known, what="a caution")
    return Caution(inner.text("text"), _concerns(inner, fields.notes))


def _concerns(fields: Fields, notes: ProblemList) -> frozenset[str]:
    """Return the keys of the circumstances that `concerns` names; one that does not exist is noted."""
    named = fields.items("concerns")
    if not named:
        return frozenset()
    known = circumstance_keys()
    found: set[str] = set()
    for name, node in named:
        if (key := known.get(normalize_name(name))) is not None:
            found.add(key)
        else:
            hint = did_you_mean(name, known.values()) or f"it may be {', '.join(known.values())}"
            notes.error(node, f"there is no circumstance `{escape_for_terminal(name, most=40)}`", hint)
    return frozenset(found)
