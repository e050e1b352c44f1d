"""The words that stand before and after every session: emergency signs, stop rules, do-nots, after-care."""

from typing import NamedTuple


class Sign(NamedTuple):
    """A sign that speaks against a session."""

    keys: tuple[str, ...]
    """Keys of the red flags that it covers."""
    regions: tuple[str, ...]
    """The regions of the spine whose routines ask for it; empty means all."""
    text: str
    when: str
    """How soon a doctor should see it; empty for an emergency."""
    reason: str
    sources: tuple[str, ...]

    def concerns(self, regions: frozenset[str]) -> bool:
        """Say whether a routine for these regions must ask for it."""
        return not self.regions or bool(regions & set(self.regions))


class Advice(NamedTuple):
    """A sentence of advice, for all regions or for some."""

    text: str
    regions: tuple[str, ...]
    sources: tuple[str, ...]

    def concerns(self, regions: frozenset[str]) -> bool:
        """Say whether it belongs to a routine for these regions."""
        return not self.regions or bool(regions & set(self.regions))


class SafetyTexts(NamedTuple):
    """All of them, as they are shown."""

    emergency: tuple[Sign, ...]
    see_a_doctor_first: tuple[Sign, ...]
    emergency_action: tuple[str, ...]
    doctor_action: tuple[str, ...]
    stop_rules: tuple[Advice, ...]
    do_nots: tuple[Advice, ...]
    before: tuple[Advice, ...]
    after: tuple[Advice, ...]
