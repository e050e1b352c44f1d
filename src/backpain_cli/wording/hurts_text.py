"""What is said after an answer to the key h, on the screen, in plain lines and by the voice."""

from collections.abc import Mapping

from backpain_cli.domain.safety.in_session import HurtsPage, HurtsPageTexts

_AGAIN = "If it is too strong again, press h, then 1: the step ends."
AFTER_HURTS: Mapping[str, str] = {
    "eased": f"Half as hard from now on, and 30 seconds at most. {_AGAIN}",
    "fewer": f"Half of the repetitions that were left, each smaller or slower if you like. {_AGAIN}",
    "shorter": f"Each hold is half as long from now on, and lighter if you like. {_AGAIN}",
    "freely": f"Leave the count, and breathe as it comes. {_AGAIN}",
    "smaller": f"Smaller and slower from now on. {_AGAIN}",
    "spot left": "That was enough of it. On to the next step.",
    "step ended": "That step is over, on both sides. Nothing more is pressed in this region today.",
    "seated": (
        "Sit up slowly on a steady chair. From here on you stay seated, and the neck is left out. "
        "If it comes again, the session ends."
    ),
}
"""By the value of the notice."""

TOO_STRONG_FOLLOWS: Mapping[str, str] = {
    "fewer": "half of the repetitions that are left",
    "shorter": "each hold half as long",
    "freely": "you breathe as it comes",
    "smaller": "smaller and slower",
    "spot left": "this step ends",
}
"""What the answer that it is too strong leads to where that is not what its page says, by the notice that follows."""


def page_lines(page: HurtsPageTexts) -> list[str]:
    """Return a page of the key h in plain lines."""
    ways = "h: ask again what it is. q twice: leave."
    if page.page is HurtsPage.CHOICE:
        ways = f"0: {page.answers[-1].text}. q twice: leave."
    return [page.spoken, ways]
