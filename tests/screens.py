"""The texts before and during a session, for tests."""

from backpain_cli.library.shipped_safety import load_in_session_texts, load_safety_texts

SAFETY_TEXTS = load_safety_texts()
IN_SESSION = load_in_session_texts()
ALL_REGIONS = frozenset({"cervical", "thoracic", "lumbar", "sacral"})
