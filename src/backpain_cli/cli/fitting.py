"""A routine made to fit a person: by what is kept of their circumstances, by signs, and by how much they have done."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from backpain_cli.domain.adapting import Adapted, adapt
from backpain_cli.domain.circumstances import Standing
from backpain_cli.domain.routine import Routine
from backpain_cli.library.safety_file import load_circumstances
from backpain_cli.paths import HISTORY_FILE, data_folder

if TYPE_CHECKING:  # the history is opened only where there is one
    from backpain_cli.cli.memory import Memory


def fit(
    routine: Routine, answers: Mapping[str, str], memory: "Memory", *, gentle: bool, dulled: bool = False
) -> Adapted:
    """Return `routine` as this person may do it."""
    return adapt(routine, answers, load_circumstances(), kept_out=memory.kept_out(), gentle=gentle, dulled=dulled)


def for_this_person(routine: Routine, *, gentle: bool = False) -> Adapted:
    """Return `routine` as this person may do it, as far as anything is kept of them: for a look, or for a file.

    Of whom nothing is known sees it as written, in the form that they ask for; before a session they are asked.
    """
    folder = data_folder()
    if (folder / HISTORY_FILE).exists():
        from backpain_cli.cli.memory import Memory

        with Memory(folder, saves=False) as memory:
            if kept := memory.circumstances():
                return fit(routine, kept, memory, gentle=gentle)
    if not gentle:
        return Adapted(routine, (), "")
    circumstances = load_circumstances()
    return adapt(routine, {one.key: Standing.NO for one in circumstances.all}, circumstances, gentle=True)
