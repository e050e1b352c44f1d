"""A routine made to fit a person: by what is kept of their circumstances, by signs, and by how much they have done."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from backpain_cli.domain.adapting import Adapted, adapt
from backpain_cli.domain.circumstances import Standing
from backpain_cli.domain.dose import Permission, Verdict, may_begin
from backpain_cli.domain.routine import Routine
from backpain_cli.history.private_files import FILE_NAME
from backpain_cli.library.folders import data_folder
from backpain_cli.library.safety_file import load_circumstances
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.spans import paragraph

if TYPE_CHECKING:  # the history is opened only where there is one
    from backpain_cli.cli.memory import Memory


class Form(NamedTuple):
    """In which form a session is done."""

    gentle: bool


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
    if (folder / FILE_NAME).exists():
        from backpain_cli.cli.memory import Memory

        with Memory(folder, saves=False) as memory:
            if kept := memory.circumstances():
                return fit(routine, kept, memory, gentle=gentle)
    if not gentle:
        return Adapted(routine, (), "")
    circumstances = load_circumstances()
    return adapt(routine, {one.key: Standing.NO for one in circumstances.all}, circumstances, gentle=True)


def verdict_for(memory: "Memory", *, without: str = "") -> Verdict:
    """Return whether a session may begin now, by what was done before, the session `without` not counted."""
    return may_begin(memory.practice(datetime.now().astimezone(), without=without))


def ask_whether(verdict: Verdict, paper: Paper) -> bool:
    """Ask whether to begin all the same, where the verdict leaves that to the person; say whether they begin."""
    if verdict.permission is not Permission.ASK:
        return True
    from backpain_cli.terminal.asking import ask_choice  # a look at a plan asks nothing

    paper.print([(), *paragraph(verdict.why, paper.width, style="notice")])
    return ask_choice("Begin all the same? Type y, then Enter (q leaves):", {"y": "y", "yes": "y"}, paper) is not None


def ask_form(verdict: Verdict, *, wants_gentle: bool, paper: Paper) -> Form | None:
    """Ask what the verdict leaves to the person; None: the person left.

    Args:
        verdict: one that does not refuse.
        wants_gentle: whether the gentler form was asked for already.
        paper: where it is asked.
    """
    from backpain_cli.terminal.asking import ask_choice  # a look at a plan asks nothing

    if not ask_whether(verdict, paper):
        return None
    if wants_gentle or not verdict.offer_gentle:
        return Form(gentle=wants_gentle)
    paper.print([(), *paragraph(verdict.why_gentle, paper.width)])
    question = "Press Enter for the gentler form, or type f for the full one (q leaves):"
    answer = ask_choice(question, {"": "gentle", "f": "full", "full": "full"}, paper)
    return None if answer is None else Form(gentle=answer == "gentle")
