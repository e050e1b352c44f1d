"""The cautions of a routine, each for everybody or for some circumstances."""

from backpain_cli.domain.names import did_you_mean, normalize_name
from backpain_cli.domain.routine.routine import Caution
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.library.routines import format as table
from backpain_cli.library.shipped import circumstance_keys
from backpain_cli.library.yaml.fields import MOST_ITEMS, Fields, ProblemList
from backpain_cli.library.yaml.nodes import MappingNode, Node, SequenceNode


def read_cautions(fields: Fields) -> tuple[Caution, ...]:
    """Return the cautions of a routine, and note what is wrong with them; none where there are none."""
    node = fields.node("cautions")
    if "cautions" not in fields:
        return ()
    if not isinstance(node, SequenceNode) or not any(isinstance(item, MappingNode) for item in node.items):
        return tuple(Caution(text) for text in fields.texts("cautions"))
    if len(node.items) > MOST_ITEMS:
        fields.notes.error(node, f"`cautions` has {len(node.items)} entries", f"the limit is {MOST_ITEMS}")
        return ()
    return tuple(caution for item in node.items if (caution := _read(item, fields)).text)


def _read(item: Node, fields: Fields) -> Caution:
    if not isinstance(item, MappingNode):
        return Caution(fields.one_line("cautions", item))
    inner = Fields(
        item, fields.notes, known=table.known_names(table.CAUTION_FIELDS, table.OLDEST_FORMAT), what="a caution"
    )
    return Caution(inner.text("text"), _concerns(inner, fields.notes))


def _concerns(fields: Fields, notes: ProblemList) -> frozenset[str]:
    """Return the keys of the circumstances that are named; one that does not exist is noted."""
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
