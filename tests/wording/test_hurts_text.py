"""What is said after an answer to the key h, on the screen, in plain lines and by the voice."""

import pytest

from backpain_cli.domain.routine.plan import Phase
from backpain_cli.session.events import SessionCommand
from backpain_cli.views.session_text import notice_text
from backpain_cli.wording.hurts_text import AFTER_HURTS
from tests.counted import counted_at
from tests.key_h import hurts


@pytest.mark.parametrize(
    ("title", "phase", "said"),
    [
        ("Bridge", Phase.WORK, "Half of the repetitions that were left"),
        ("Clamshell", Phase.READY, "Half of the repetitions that were left"),
        ("Side plank", Phase.PAUSE, "Each hold is half as long from now on"),
        ("Slow breathing", Phase.HOLD, "Leave the count, and breathe as it comes."),
        ("Settle", Phase.HOLD, "Smaller and slower from now on."),
    ],
)
def test_after_too_strong_it_is_said_what_is_done_in_this_kind_of_step(title: str, phase: Phase, said: str) -> None:
    session = counted_at(title, phase, 1)
    for event in hurts(SessionCommand.ONE):
        session = session.after(event)
    # The voice says the same.
    assert notice_text(session) == AFTER_HURTS[session.notice.value]
    assert notice_text(session).startswith(said)
    assert notice_text(session).endswith("press h, then 1: the step ends.")
