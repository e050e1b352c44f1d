"""What look-ups know about signs, from the shipped data, without all that a session needs."""

from pathlib import Path

from backpain_cli.domain.safety.sign_words import LookUpSigns
from backpain_cli.library.shipped import SAFETY, load_values, safety_records, shipped_codec


def load_look_up_signs(folder: Path = SAFETY) -> LookUpSigns:
    """Return what look-ups know about signs."""
    return shipped_codec({}).decode(LookUpSigns, load_values(folder, safety_records)["look-ups"])
