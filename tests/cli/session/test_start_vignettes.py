"""Twelve of the sixty people, key by key on a real terminal: to the page that helps them, or to the clock."""

import os
from pathlib import Path
from typing import Any

import pytest

from backpain_cli.domain.safety.interview import CheckPage, PageAnswer, PageKind
from tests.interviews import BEFORE, VIGNETTES, answer_of, begun
from tests.whole import a_session, told

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(os.name != "posix", reason="a guided session needs a POSIX terminal"),
]
TWELVE = ["V01", "V05", "V10", "V12", "V15", "V20", "V28", "V35", "V40*", "V43*", "V51*", "V59*"]
PAGES = {
    "emergency": (3, "GET HELP NOW"),
    "doctor-today": (4, "SEE A DOCTOR TODAY"),
    "doctor-within-days": (4, "SEE A DOCTOR IN THE NEXT DAYS"),
}


def keys_of(page: CheckPage, values: tuple[str, ...]) -> bytes:
    """Return the keys that answer a page so."""
    keys = {line.value: line.key.encode() for line in page.lines}
    if page.kind is PageKind.SCORE:
        return b"0123456789x"[int(values[0]) :][:1]
    pressed = b"".join(keys.get(value, b"u") for value in values)
    return pressed + b"g" if page.kind is PageKind.TICKS and values else pressed or b"0"


@pytest.mark.parametrize(
    "row", [row for row in VIGNETTES if row["id"] in {one.strip("*") for one in TWELVE}], ids=lambda row: str(row["id"])
)
def test_a_person_is_led_by_keys_to_the_page_for_them(row: dict[str, Any], tmp_path: Path) -> None:
    interview = begun(before=BEFORE[row["routine"]], asks_side=True)
    with a_session(tmp_path / "home", routine=row["routine"]) as terminal:
        while (page := interview.page) is not None:
            # The same page is on the screen.
            terminal.until_card(" ".join(page.heading.split()[:3]))
            answer = ("no",) if page.key.startswith("release") else answer_of(row, page)
            terminal.press(keys_of(page, answer))
            interview = interview.after(PageAnswer(answer))
        if row["outcome"] in PAGES:
            code, words = PAGES[row["outcome"]]
            assert terminal.wait() == code
            assert words in told(terminal)
        else:
            # With pain down a leg another routine is offered.
            terminal.begin(otherwise={"much of this routine": b"2"})
            terminal.until("step 1 of")
