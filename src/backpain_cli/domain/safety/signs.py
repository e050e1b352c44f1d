"""What is said about signs: numbers to call, answers to words that are a sign, advice."""

from collections.abc import Mapping
from typing import NamedTuple

from backpain_cli.domain.safety.sign_table import SELF_HARM, HelpWord, SheetRow
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


def sign_sentence(row: SheetRow, call: str, helpline: str) -> str:
    """Return the answer to words that are this sign.

    Args:
        row: of the table of signs.
        call: the sentence with the number to call.
        helpline: the sentence for somebody who thinks of dying.
    """
    if row.rung == SELF_HARM:
        return helpline
    action = "See a doctor today."
    if row.outcome is Outcome.EMERGENCY:
        action = "Go to an emergency department now." if row.help is HelpWord.GO else call
    return f"If this is you now: {row.full_line} {action}"


def helpline_sentence(known: tuple[EmergencyNumber, ...], territory: str) -> str:
    """Return the sentence for a person who thinks of dying, with the crisis line of a territory.

    Args:
        known: crisis lines by territory.
        territory: as `GB`; empty where it is not known.
    """
    numbers = next((" or ".join(one.numbers) for one in known if territory in one.territories), "a crisis line")
    return (
        f"If you think of ending your life or of harming yourself, call {numbers} or your emergency number now. "
        "You need not explain."
    )


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
