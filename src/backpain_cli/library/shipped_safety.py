"""What is asked and said before a session, from the shipped data: signs, circumstances, emergency numbers."""

from pathlib import Path

from backpain_cli.domain.safety.in_session import InSessionTexts
from backpain_cli.domain.safety.sign_table import TriageTable
from backpain_cli.domain.safety.signs import EmergencyNumber, SafetyTexts
from backpain_cli.library.shipped import SAFETY, load_values, safety_records, shipped_codec


def load_triage_table(folder: Path = SAFETY) -> TriageTable:
    """Return the one table of signs."""
    return shipped_codec({}).decode(TriageTable, load_values(folder, safety_records)["signs"])


def load_safety_texts(folder: Path = SAFETY) -> SafetyTexts:
    """Return what is said before, during and after every session: signs that forbid it, stop rules, advice."""
    values = load_values(folder, safety_records)
    stop_rules = values["in-session"]["stop_rules"]
    return shipped_codec({}).decode(SafetyTexts, {**values["advice"], "stop_rules": stop_rules})


def load_in_session_texts(folder: Path = SAFETY) -> InSessionTexts:
    """Return what is said while a session runs: the stop rules, and the pages of the key h."""
    return shipped_codec({}).decode(InSessionTexts, load_values(folder, safety_records)["in-session"])


def load_crisis_lines(folder: Path = SAFETY) -> tuple[EmergencyNumber, ...]:
    """Return the crisis lines that our sources name."""
    return shipped_codec({}).decode(tuple[EmergencyNumber, ...], load_values(folder, safety_records)["crisis-lines"])


def load_emergency_numbers(folder: Path = SAFETY) -> tuple[EmergencyNumber, ...]:
    """Return the numbers that our sources name."""
    values = load_values(folder, safety_records)["emergency-numbers"]
    return shipped_codec({}).decode(tuple[EmergencyNumber, ...], values)
