"""Seconds that count where a step gives none."""

from typing import NamedTuple

from backpain_cli.library.routines import format as table
from backpain_cli.library.yaml.fields import Fields
from backpain_cli.library.yaml.nodes import MappingNode


class StepDefaults(NamedTuple):
    """Seconds that count where a step gives none."""

    ready: int = table.USUAL_READY_S
    find: int | None = None
    """None: that of the trigger point's technique."""
    change: int = table.CHANGE_S

    @classmethod
    def read(cls, routine: Fields) -> "StepDefaults":
        """Return the defaults of a routine: its own, and ours for the rest."""
        node = routine.node("defaults")
        ours = cls()
        if "defaults" not in routine:
            return ours
        if not isinstance(node, MappingNode):
            routine.notes.error(node, "`defaults` is written as `key: value` lines", "for example `ready: 5s`")
            return ours
        known = table.known_names(table.DEFAULTS_FIELDS, table.OLDEST_FORMAT)
        fields = Fields(node, routine.notes, known=known, what="the defaults")
        return cls(
            ready=fields.seconds("ready", ours.ready),
            find=fields.seconds("find", 0) or None,
            change=fields.seconds("change", ours.change),
        )
