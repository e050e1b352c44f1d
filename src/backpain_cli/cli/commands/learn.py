"""The `learn` command: messages about backs, and the plan for a bad day."""

from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.options import SOURCES_HELP
from backpain_cli.cli.output import print_json, say, show
from backpain_cli.domain.text import escape_for_terminal

if TYPE_CHECKING:
    from backpain_cli.domain.records.care_records import CareState
    from backpain_cli.domain.records.messages import Education


def _complete_words(incomplete: str) -> list[str]:
    from backpain_cli.library.shipped_messages import load_education

    words = ["off", "on", "flare-up", *(message.key for message in load_education().messages)]
    return [word for word in words if word.casefold().startswith(incomplete.casefold())]


def learn(
    word: str = typer.Argument(
        "",
        metavar="[off | on | flare-up | NUMBER]",
        help="Turn messages after sessions off or on; the plan for a bad day; or one message, as E5. Default: all.",
        autocompletion=_complete_words,
    ),
    sources: bool = typer.Option(False, "--sources", help=SOURCES_HELP),
    as_json: bool = typer.Option(False, "--json", help="Print the messages and the plan as JSON."),
) -> None:
    """Read twelve short messages about backs. One is shown after a session, each once. There is a plan for a bad day.

    Examples: backpain learn; backpain learn --sources; backpain learn flare-up; backpain learn off
    """
    from backpain_cli.library.shipped_messages import load_education

    education = load_education()
    typed = word.casefold()
    known = {"", "off", "on", education.flare_up.key, *(message.key.casefold() for message in education.messages)}
    if typed not in known:
        raise UsageError(
            f"There is no message {escape_for_terminal(word, most=60)}.", "`backpain learn` lists them: E1 to E12."
        )
    if typed in {"off", "on"}:
        if as_json or sources:
            raise UsageError(f"`learn {typed}` goes without --json and --sources.")
        _switch(off=typed == "off")
        return
    with AppContext() as context:
        care = context.profile.care()
        trouble = context.profile.trouble
        if as_json:
            from backpain_cli.domain.records.care_records import NO_CARE
            from backpain_cli.export.json_documents import education_document

            has_routine = _has_routine(education)
            print_json(education_document(education, care or NO_CARE, typed, has_routine=has_routine))
        elif typed == education.flare_up.key:
            _show_plan(education, context, with_sources=sources)
        else:
            _show_messages(education, typed, care, context, with_sources=sources)
    if trouble is not None:
        say(f"{trouble.message} {trouble.hint}", style="caution")


def _switch(*, off: bool) -> None:
    from datetime import datetime

    from backpain_cli.domain.records.messages import switched
    from backpain_cli.terminal.console import PageConsole
    from backpain_cli.views.learn import TURNED_OFF, TURNED_ON

    now = datetime.now().astimezone()
    with AppContext() as context:
        context.history.change_care(lambda care: switched(care, now, off=off))
    say(TURNED_OFF if off else TURNED_ON, PageConsole())


def _show_plan(education: "Education", context: AppContext, *, with_sources: bool) -> None:
    from backpain_cli.views.learn import flare_up_page

    anatomy, has_routine = context.atlas if with_sources else None, _has_routine(education)
    show(lambda room: flare_up_page(education.flare_up, room, has_routine=has_routine, anatomy=anatomy))


def _has_routine(education: "Education") -> bool:
    from backpain_cli.paths import keys_of_shipped

    return education.flare_up.routine in keys_of_shipped()


def _show_messages(
    education: "Education", key: str, care: "CareState | None", context: AppContext, *, with_sources: bool
) -> None:
    from backpain_cli.views.learn import messages_page

    chosen = [message for message in education.messages if key in {"", message.key.casefold()}]
    anatomy = context.atlas if with_sources else None
    shown, is_off = (care.shown, care.is_off) if care is not None else ({}, False)
    show(lambda room: messages_page(chosen, shown, room, anatomy=anatomy, is_off=is_off))
