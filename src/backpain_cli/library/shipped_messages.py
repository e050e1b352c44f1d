"""The messages, "How are you with it?" and the plan for a bad day, from the shipped data."""

from pathlib import Path

from backpain_cli.domain.records.messages import Education
from backpain_cli.library.shipped import MESSAGES, load_values, message_records, shipped_codec


def load_education(folder: Path = MESSAGES) -> Education:
    """Return all of it."""
    return shipped_codec({}).decode(Education, load_values(folder, message_records)["messages"])
