"""The head of a routine: for whom it is and is not, how lists group it, what counts all the time."""

from backpain_cli.domain.routine.guidance import HIGHEST_LEVEL, Guidance, NumberAsked, Occasion
from backpain_cli.library.routines.caution_reader import read_cautions
from backpain_cli.library.routines.step_texts import parse_yes_no
from backpain_cli.library.yaml.fields import Fields


def read_guidance(fields: Fields) -> Guidance:
    """Return what the head says beside its steps; nothing where nothing is written."""
    return Guidance(
        occasion=fields.choice("occasion", Occasion) if "occasion" in fields else None,
        level=fields.whole_number("level", 0, least=1, most=HIGHEST_LEVEL) if "level" in fields else 0,
        suits=fields.text("suits", ""),
        not_for=read_cautions(fields, "not-for"),
        rule=fields.text("rule", ""),
        reviewed=fields.read("reviewed", parse_yes_no, default=True),
        number=fields.choice("number", NumberAsked, NumberAsked.BEFORE_AND_AFTER) or NumberAsked.BEFORE_AND_AFTER,
    )
