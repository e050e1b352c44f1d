"""Lines, choices, scores."""

import math
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.segment import SegmentLines
from rich.text import Text

from backpain_cli.domain.anatomy.records import PainArea
from backpain_cli.domain.records.sessions import PainScore, StepEffect, StepOutcome, StepRecord
from backpain_cli.domain.terms import WORST_PAIN
from backpain_cli.domain.text import first_forbidden_character
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.single_key import ENTER, PromptEnd, SingleKeyPrompt, read_line, read_text_line
from backpain_cli.views.card_screen import key_rows
from backpain_cli.views.practice import EFFECT_SIGNS
from backpain_cli.views.safety import call_again


def ask_choice(question: str, choices: dict[str, str], console: PageConsole) -> str | None:
    """Ask until the answer is a key of `choices`, and return its value; None: q or no input."""
    while True:
        answer = read_line(question, console)
        if answer is None or (answer in {"q", "quit"} and answer not in choices):
            return None
        if answer in choices:
            return choices[answer]
        known = ", ".join(key or "Enter" for key in choices)
        console.say(f"Please type one of: {known}; q leaves.", "caution")


def ask_from_list(question: str, names: Sequence[str], shown: RenderableType, console: PageConsole) -> str | None:
    """Show `shown`, and ask for one of `names` by number or name; None: q or no input."""
    console.page(shown)
    numbers = {str(number): name for number, name in enumerate(names, start=1)}
    return ask_choice(question, numbers | {name: name for name in names}, console)


MAX_NOTE_CHARACTERS = 500


def ask_note(question: str, console: PageConsole) -> str:
    """Ask for a line in the person's own words, and return it as it was typed; empty where there is none.

    What must not reach a terminal is asked for again without it.
    """
    while True:
        note = read_text_line(question, console)
        if not note:
            return ""
        if len(note) <= MAX_NOTE_CHARACTERS and first_forbidden_character(note) is None:
            return note
        message = f"Ordinary letters and signs only, {MAX_NOTE_CHARACTERS} at most, please."
        console.say(message, "caution")


_SCORES = {str(score): str(score) for score in range(WORST_PAIN + 1)} | {"": ""}

_REST = "left out"
_RECENT, _RECENT_SINCE = 7, 60
_BESIDE_TITLE = 30
"""Columns for what lies beside the titles of steps, with the answer."""
_EFFECTS = {"1": str(StepEffect.HELPED), "2": str(StepEffect.SAME), "3": str(StepEffect.WORSE), "0": "", ENTER: _REST}
_EFFECT_KEYS = (
    ("1", "helped"),
    ("2", "the same"),
    ("3", "worse"),
    ("0", "leave out"),
    ("Enter", "leave out the rest"),
)


def ask_pain_scores(area: PainArea, side: str, when: str, console: PageConsole) -> tuple[PainScore, ...] | None:
    """Ask for the pain in `area` on the scale of 0 to 10. Enter skips it: no score; None: the person left.

    Args:
        area: where.
        side: `left`, `right` or `both`; it is recorded only where the area has sides.
        when: the moment, in words: `now`, `after the session`.
        console: where it is asked.
    """
    place = area.name[:1].lower() + area.name[1:]
    answer = ask_choice(
        f"How strong is the pain {when}, {place}? Type 0, none, to 10, the worst; Enter skips it:", _SCORES, console
    )
    if answer is None:
        return None
    return (PainScore(area.key, side if area.paired else "", int(answer)),) if answer else ()


def steps_to_ask(steps: Sequence[StepRecord]) -> list[StepRecord]:
    """Return the steps whose effect can be asked for: what worked on a muscle or strengthened, to its end."""
    return [step for step in steps if (step.muscle or step.level) and step.outcome is StepOutcome.DONE]


def ask_step_effects(
    steps: Sequence[StepRecord], recent: Mapping[str, Sequence[StepEffect]], console: PageConsole
) -> Iterator[dict[int, StepEffect]]:
    """Ask what each of `steps` did, as a table with a row and a key for each; Enter leaves out all that are left.

    Args:
        steps: those that are asked for.
        recent: the last effects of steps, by their titles, which are shown beside the question.
        console: where it is asked.

    Yields:
        after each answer all of them so far, by the step's number, so that none is lost if something ends the asking.
    """
    effects: dict[int, StepEffect] = {}
    if not steps:
        return
    console.page(Text("\nHow was each step?", "strong"))
    if console.room.is_screen:
        console.page(Group(*key_rows(_EFFECT_KEYS, console.room.columns)))
    else:
        keys = ", ".join(f"{key} {does}" for key, does in _EFFECT_KEYS)
        console.say(f"One key each: {keys}.")
    columns = max(len(step.title) for step in steps)
    columns = columns if columns + _BESIDE_TITLE <= console.room.columns else 0
    has_recent = console.room.columns >= _RECENT_SINCE and any(recent.get(step.title) for step in steps)
    with SingleKeyPrompt(console) as keyboard:
        for step in steps:
            last = " ".join(EFFECT_SIGNS[effect] for effect in recent.get(step.title, ())[-_RECENT:])
            shown = f"{last:<{2 * _RECENT}}" if has_recent else ""
            answer = keyboard.press(f"{step.number:>2}. {step.title:<{columns}}  {shown}(1, 2, 3, 0):", _EFFECTS)
            if isinstance(answer, PromptEnd) or answer == _REST:
                break
            if answer:
                effects[step.number] = StepEffect(answer)
                yield dict(effects)


def show_screen_by_screen(page: RenderableType, console: PageConsole) -> None:
    """Print a page; where it is longer than the screen, a key shows the next part, so that no line is missed."""
    lines, most = console.render_lines(page, pad=False), max(1, console.room.lines - 2)
    count = 1 if len(lines) < console.room.lines else math.ceil(len(lines) / most)
    # As long as each other: no part is a single line.
    size = math.ceil(len(lines) / count)
    parts = [lines[start : start + size] for start in range(0, len(lines), size)]
    with SingleKeyPrompt(console) as keyboard:
        for number, part in enumerate(parts, start=1):
            console.page(SegmentLines(part, new_lines=True))
            if number < len(parts) and isinstance(keyboard.press("Enter shows more:", {ENTER: ""}), PromptEnd):
                console.page(SegmentLines(lines[number * size :], new_lines=True))
                return


def show_emergency(page: RenderableType, call: str, console: PageConsole) -> None:
    """Print an emergency page at once, and the call again below it if the page is longer than the screen."""
    console.page(page)
    if len(console.render_lines(page, pad=False)) >= console.room.lines:
        console.page(call_again(call))
        console.page(Text())
    console.file.flush()
