"""What a plan needs to know about a person, from the shipped data, without all that a session needs."""

from pathlib import Path

from backpain_cli.domain.safety.fact_table import FactTable
from backpain_cli.library.shipped import SAFETY, load_values, safety_records, shipped_codec


def load_fact_table(folder: Path = SAFETY) -> FactTable:
    """Return the facts that are asked about a person, and what they change in a plan."""
    return shipped_codec({}).decode(FactTable, load_values(folder, safety_records)["facts"])
