"""Reading the cautions of a routine: a text for everybody, or a text with the circumstances that it concerns."""

from backpain_cli.domain.names import did_you_mean, folded
from backpain_cli.domain.routine import Caution
from backpain_cli.domain.text import shown
from backpain_cli.library.fields import MOST_ITEMS, Fields, Notes
from backpain_cli.library.nodes import Mapping, Node, Sequence
from backpain_cli.library.safety_file import circumstance_keys

_KEYS = ("text", "concerns")


def read_cautions(fields: Fields) -> tuple[Caution, ...]:
    """Return the cautions of a routine, and note what is wrong with them; none where there are none."""
    node = fields.node("cautions")
    if "cautions" not in fields:
        return ()
    if not isinstance(node, Sequence) or not any(isinstance(item, Mapping) for item in node.items):
        return tuple(Caution(text) for text in fields.texts("cautions"))
    if len(node.items) > MOST_ITEMS:
        fields.notes.error(node, f"`cautions` has {len(node.items)} entries", f"{MOST_ITEMS} are the most")
        return ()
    return tuple(caution for item in node.items if (caution := _read(item, fields)).text)


def _read(item: Node, fields: Fields) -> Caution:
    if not isinstance(item, Mapping):
        return Caution(fields.one_line("cautions", item))
    inner = Fields(item, fields.notes, known=_KEYS, what="a caution")
    return Caution(inner.text("text"), _concerns(inner, fields.notes))


def _concerns(fields: Fields, notes: Notes) -> frozenset[str]:
    """Return the keys of the circumstances that are named; one that does not exist is noted."""
    named = fields.items("concerns")
    if not named:
        return frozenset()
    known = circumstance_keys()
    found: set[str] = set()
    for name, node in named:
        if (key := known.get(folded(name))) is not None:
            found.add(key)
        else:
            hint = did_you_mean(name, known.values()) or f"it may be {', '.join(known.values())}"
            notes.error(node, f"there is no circumstance `{shown(name, most=40)}`", hint)
    return frozenset(found)
