"""Which number calls for help, told only where a source that we read names it."""

from collections.abc import Mapping
from typing import NamedTuple

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class EmergencyNumber(NamedTuple):
    """The numbers of some territories, the best to call first."""

    territories: frozenset[str]
    """Two capital letters each, as in ISO 3166."""
    numbers: tuple[str, ...]
    sources: tuple[str, ...]


def territory_of(environment: Mapping[str, str]) -> str:
    """Return the territory of the locale, as `GB`; empty where the environment tells none.

    The first of LC_ALL, LC_MESSAGES and LANG that is set decides, as everywhere in a POSIX system.
    """
    locale = next((environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), "")
    territory = locale.partition(".")[0].partition("@")[0].partition("_")[2]
    return territory if len(territory) == 2 and territory.isascii() and territory.isupper() else ""


def call_for_help(known: tuple[EmergencyNumber, ...], territory: str) -> str:
    """Return the sentence that says which number to call.

    A locale is often another country's than the one a person is in, so no number is ever told as the only one.
    """
    for entry in known:
        if territory in entry.territories:
            return f"Call {' or '.join(entry.numbers)}, or the emergency number of where you are."
    return "Call your emergency number, that of where you are."
