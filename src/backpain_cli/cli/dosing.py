"""Whether a session may begin now, by how much was done before, and in which form: what that leaves to the person."""

from datetime import datetime
from typing import NamedTuple

from backpain_cli.cli.memory import Memory
from backpain_cli.domain.dose import Permission, Verdict, may_begin
from backpain_cli.terminal.asking import ask_choice
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.spans import paragraph


class Form(NamedTuple):
    """In which form a session is done."""

    gentle: bool


def verdict_for(memory: Memory, *, without: str = "") -> Verdict:
    """Return whether a session may begin now, by what was done before, the session `without` not counted."""
    return may_begin(memory.practice(datetime.now().astimezone(), without=without))


def ask_whether(verdict: Verdict, paper: Paper) -> bool:
    """Ask whether to begin all the same, where the verdict leaves that to the person; say whether they begin."""
    if verdict.permission is not Permission.ASK:
        return True
    paper.print([(), *paragraph(verdict.why, paper.width, style="notice")])
    return ask_choice("Begin all the same? Type y, then Enter (q leaves):", {"y": "y", "yes": "y"}, paper) is not None


def ask_form(verdict: Verdict, *, wants_gentle: bool, paper: Paper) -> Form | None:
    """Ask what the verdict leaves to the person; None: the person left.

    Args:
        verdict: one that does not refuse.
        wants_gentle: whether the gentler form was asked for already.
        paper: where it is asked.
    """
    if not ask_whether(verdict, paper):
        return None
    if wants_gentle or not verdict.offer_gentle:
        return Form(gentle=wants_gentle)
    paper.print([(), *paragraph(verdict.why_gentle, paper.width)])
    question = "Press Enter for the gentler form, or type f for the full one (q leaves):"
    answer = ask_choice(question, {"": "gentle", "f": "full", "full": "full"}, paper)
    return None if answer is None else Form(gentle=answer == "gentle")
