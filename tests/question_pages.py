"""Pages of questions for tests, as long as the longest real ones; as a program they are asked on its terminal.

python -m tests.question_pages NAME ...   asks these pages, and prints each answer
"""

import sys

from backpain_cli.domain.safety.interview import CheckPage, PageAnswer, PageKind, PageLine
from backpain_cli.terminal.card_states import ReadyChoice
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.page_keys import PageKeyboard
from backpain_cli.terminal.single_key import PromptEnd
from backpain_cli.views.ready_card import ReadyCard

MOST_WORDS_OF_LINE, MOST_WORDS_OF_RUNG = 34, 54
"""The table of signs has no longer ones."""


def long_text(name: str, words: int) -> str:
    """Return a text of so many words, each of which stands nowhere else; together as long as English ones."""
    return " ".join(f"{name}{number:02}{'y' * (number % 5)}" for number in range(words))


def _lines(name: str, count: int, words: int) -> tuple[PageLine, ...]:
    return tuple(PageLine(str(key), long_text(f"{name}{key}", words), f"{name}{key}") for key in range(1, count + 1))


TICKS = CheckPage(
    PageKind.TICKS, "A", "Right now, or in the last days",
    "Tick every line that fits, even a little. Not sure? Tick it.", _lines("A", 8, 24), part=2, parts=8,
)  # fmt: skip
SHORT_TICKS = CheckPage(
    PageKind.TICKS, "facts", "Which of these are true of you?", "", _lines("F", 8, 8), part=3, parts=8
)
LADDER = CheckPage(
    PageKind.LADDER, "A5", "Which is the first that fits?", long_text("N", MOST_WORDS_OF_LINE),
    (PageLine("1", long_text("R1", MOST_WORDS_OF_RUNG - 10), "A5.1"), *_lines("R", 5, 22)[1:]), part=2, parts=8,
    may_be_unsure=True,
)  # fmt: skip
AGE = CheckPage(
    PageKind.CHOICE, "age", "How old are you?", "Most back and neck pain is not dangerous.",
    tuple(PageLine(str(key), text, text) for key, text in enumerate(["under 18", "18 to 49", "50 or over"], 1)),
    part=1, parts=8, may_be_none=False, may_go_back=False,
)  # fmt: skip
LIMB = CheckPage(
    PageKind.CHOICE, "P2", "Does it run down an arm or a leg?", "",
    (PageLine("0", "no", "no"), PageLine("1", "one arm", "arm"), PageLine("2", "one leg", "leg")), part=7, parts=8,
    may_be_unsure=True, may_be_none=False,
)  # fmt: skip
SCORE = CheckPage(PageKind.SCORE, "P1", "How strong is it now?", "", (), part=8, parts=8, may_be_none=False)
PAGES = {"ticks": TICKS, "short": SHORT_TICKS, "ladder": LADDER, "age": AGE, "limb": LIMB, "score": SCORE}
REOPENED = "reopened"
"""Between pages that are asked by one keyboard and those that are asked by the next."""
READY = ReadyCard("Neck, 15 minutes", stop=("Sharp: stop.",), all_stop_rules=("Numb: stop.",), gentle=False)


def main() -> None:
    """Ask the pages that are named, until one is left."""
    answers: list[PageAnswer | PromptEnd | ReadyChoice] = []
    for names in " ".join(sys.argv[1:]).split(REOPENED):
        with PageKeyboard(PageConsole()) as keyboard:
            for name in names.split():
                if PromptEnd.LEFT not in answers and PromptEnd.ENDED not in answers:
                    answers.append(keyboard.begin(READY) if name == "ready" else keyboard.ask(PAGES[name]))
    for answer in answers:
        said = " ".join(answer.values) if isinstance(answer, PageAnswer) else str(answer)
        said = str(answer.gentle) if isinstance(answer, ReadyChoice) else said
        sys.stdout.write(f"[{said}]\n")


if __name__ == "__main__":
    main()
