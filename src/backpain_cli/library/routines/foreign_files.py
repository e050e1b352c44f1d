"""What a file of another kind looks like."""

import json
import re
from collections.abc import Collection

_CODE = re.compile(r"\s*(?:#!|//|/\*|(?:import|export|const|let|var|function|class|def|from|package|use)\s+[\w{*$\"'])")
_MARKUP = re.compile(r"\s*<(?:!DOCTYPE|!--|\?xml|html|svg|[A-Za-z]+[ >])", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[\w-]+:.*\n|[ \t].*\n|\n)+---[ \t]*\n")
_OURS = re.compile(r"^backpain[ \t]*:", re.MULTILINE)
_KEYS_OF_A_ROUTINE = frozenset({"backpain", "title", "region", "areas", "minutes", "steps"})


def foreign_kind(text: str, keys: Collection[str] = ()) -> str:
    """Return what a file of another kind looks like: `a page with front matter`; empty where it may be a routine.

    Args:
        text: all of it.
        keys: those of the mapping that it holds; none where it is not one, or not valid YAML.
    """
    if "backpain" in keys or _OURS.search(text):
        return ""
    if _FRONT_MATTER.match(text):
        return "a page with front matter, such as a note or a blog post"
    if _MARKUP.match(text):
        return "a web page or XML"
    if text.lstrip().startswith(("{", "[")) and _is_json(text):
        return "JSON of another program"
    if _CODE.match(text):
        return "the code of a program"
    return "YAML of another program" if keys and _KEYS_OF_A_ROUTINE.isdisjoint(keys) else ""


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
