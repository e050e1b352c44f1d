"""The one table of signs: lines, ladders, rungs; advice; emergency numbers."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.terms import Outcome, Region

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class EmergencyNumber(NamedTuple):
    """The numbers of some territories, the best to call first."""

    territories: frozenset[str]
    """Two capital letters each, as in ISO 3166."""
    numbers: tuple[str, ...]
    sources: tuple[str, ...]


def territory_of(environment: Mapping[str, str]) -> str:
    """Return the territory of the locale, as `GB`; empty where the environment names none.

    The first of LC_ALL, LC_MESSAGES and LANG that is set decides, as everywhere in a POSIX system.
    """
    locale = next((environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), "")
    territory = locale.partition(".")[0].partition("@")[0].partition("_")[2]
    return territory if len(territory) == 2 and territory.isascii() and territory.isupper() else ""


def numbers_to_call(known: tuple[EmergencyNumber, ...], territory: str) -> str:
    """Return whom to call, as it follows the word "call".

    A locale is often another country's than the one a person is in, so no number is ever given as the only one.
    """
    for entry in known:
        if territory in entry.territories:
            return f"{' or '.join(entry.numbers)}, or the emergency number of where you are"
    return "your emergency number, that of where you are"


def emergency_call(known: tuple[EmergencyNumber, ...], territory: str) -> str:
    """Return the sentence with the number to call."""
    return f"Call {numbers_to_call(known, territory)}."


class Advice(NamedTuple):
    """A sentence of advice, for all regions or for some."""

    text: str
    sources: tuple[str, ...]
    regions: tuple[Region, ...] = ()

    def concerns(self, regions: frozenset[str]) -> bool:
        """Return whether it belongs to a routine for these regions."""
        return not self.regions or bool(regions & set(self.regions))


class SafetyTexts(NamedTuple):
    """What is said before, during and after every session."""

    emergency_action: tuple[str, ...]
    doctor_action: tuple[str, ...]
    do_nots: tuple[Advice, ...]
    before: tuple[Advice, ...]
    after: tuple[Advice, ...]
    stop_rules: tuple[Advice, ...] = ()
    """From the texts of a running session."""


class ScreeningAnswer(StrEnum):
    """An answer to a question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Urgency(StrEnum):
    """How soon a doctor should look at it, from the most urgent."""

    NOW = "now"
    SAME_DAY = "same day"
    WITHIN_DAYS = "within days"
    ANY_TIME = ""
    """A visit may be booked at leisure, or none is needed."""


class SignLine(NamedTuple):
    """One entry of a list of signs."""

    text: str
    regions: frozenset[str]
    """The regions whose routines ask for it; empty means all."""


class SignRung(NamedTuple):
    """A single question, and what a yes to it means."""

    key: str
    flags: tuple[str, ...]
    """Rows of the table of red flags that it covers."""
    ask: str
    doctor_summary: str
    """What to say to a doctor, in a few words."""
    outcome: Outcome
    soon: Urgency
    regions: frozenset[str]
    """The regions whose routines ask for it; empty means all."""
    keeps: str
    """The key of a circumstance that a yes adds to what is kept of the person; empty for none."""
    today: str
    """What holds for today's session alone; empty for nothing."""
    reason: str
    sources: tuple[str, ...]


class SignCount(NamedTuple):
    """A group whose yeses are counted: only together they mean something."""

    least: int
    exactly: SignRung
    """What just as many as the least mean."""
    more: SignRung
    """What more of them mean."""


class SignLadder(NamedTuple):
    """Questions behind one list of signs."""

    key: str
    ask: str
    lines: tuple[SignLine, ...]
    regions: frozenset[str]
    opened_by: str
    """The key of a group before it: this one is asked only if that one's list was not denied; empty for always."""
    questions: tuple[SignRung, ...]
    counts: SignCount | None


class ShortQuestion(NamedTuple):
    """A question of the daily screen: any answer but the wanted one leads to the full screen at once."""

    key: str
    ask: str
    wanted: ScreeningAnswer
    renews: bool
    """Whether another answer means that the circumstances, too, must be asked again."""


class SignTable(NamedTuple):
    """All questions of the screen."""

    intro: str
    groups: tuple[SignLadder, ...]
    short: tuple[ShortQuestion, ...]
