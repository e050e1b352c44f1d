"""What is said after an answer to the key h, on the screen, in plain lines and by the voice."""

from collections.abc import Mapping

from backpain_cli.domain.safety.in_session import HurtsPage, HurtsPageTexts

AFTER_HURTS: Mapping[str, str] = {
    "eased": (
        "Half as hard from now on, and 30 seconds at most. If it is too strong again, press h, then 1: the step ends."
    ),
    "fewer": (
        "Half of the repetitions that were left, each smaller or slower if you like. "
        "If it is too strong again, press h, then 1: the step ends."
    ),
    "spot left": "That spot has had enough. On to the next step.",
    "step ended": "That step is over, on both sides. Nothing more is pressed in this region today.",
    "seated": (
        "Sit up slowly on a steady chair. From here on you stay seated, and the neck is left out. "
        "If it comes again, the session ends."
    ),
}
"""By the value of the notice."""


def page_lines(page: HurtsPageTexts) -> list[str]:
    """Return a page of the key h in plain lines."""
    ways = "h: ask again what it is. q twice: leave."
    if page.page is HurtsPage.CHOICE:
        ways = f"0: {page.answers[-1].text}. q twice: leave."
    return [page.spoken, ways]
