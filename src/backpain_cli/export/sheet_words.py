"""What the printed sheets say, whatever they are made of: the headings, and the lines of a step."""

from backpain_cli.domain.checklist import Turn
from backpain_cli.domain.durations import as_clock

EMERGENCY = "Do not begin, and call your emergency number, if any of these is present"
WHAT_THEN = "If so"
SEE_A_DOCTOR = "See a doctor before you begin if any of these is present"
HAVE_READY = "Have ready"
BEFORE = "Before you begin"
STOP_RULES = "Stop rules"
STEPS = "Steps"
NEVER = "Never"
AFTERWARDS = "Afterwards"
WHY = "Why in this order"
SOURCES = "Sources"
READ_FIRST = "Read this before the first time, and again whenever something is new or different."
ONLY_IF = "Only when nothing that is to be read first speaks against it."
NAME, DATE, SCORE_BEFORE, SCORE_AFTER = "Name", "Date", "Pain before", "Pain after"
SCORES = "Pain from 0 (none) to 10 (worst), before and after each session"
NO_DIAGNOSIS = "Published maps and common practice; not a diagnosis."
SHORT = "A short form: the guided session and the HTML form of this sheet tell each step in full."


def turn_words(turn: Turn, pressure: str = "", *, brief: bool = False) -> str:
    """Return what stands beside a box to tick: `4:15 your easier side, 1 minute, pressure 3 to 5 of 10`.

    Args:
        turn: what is ticked.
        pressure: how hard, where something is pressed.
        brief: whether there is little room: `60 s`, not `1 minute`.
    """
    return f"{as_clock(turn.start)} {turn.told(pressure, brief=brief)}"
