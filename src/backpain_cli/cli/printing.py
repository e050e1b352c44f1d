"""Writing data to standard output."""

import sys
from typing import Any


def print_json(form: dict[str, Any]) -> None:
    """Print `form` as JSON, in a way that every encoding can hold."""
    import json

    sys.stdout.write(json.dumps(form, indent=2) + "\n")
