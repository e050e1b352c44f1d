"""What comes before an answer: signs that were typed, when to get help, what cannot be done about a condition."""

import os
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.output import print_json, say, show
from backpain_cli.domain.errors import ExitCode

if TYPE_CHECKING:
    from backpain_cli.domain.anatomy.records import PainArea
    from backpain_cli.domain.safety.sign_words import LookUpSigns


class TypedSign(NamedTuple):
    """A sign that was typed, and what to do about it."""

    sign: str
    """The rung of its row."""
    outcome: str
    text: str

    @property
    def exit_code(self) -> ExitCode:
        """How a command ends that has nothing else to answer."""
        return ExitCode.EMERGENCY if self.outcome == "emergency" else ExitCode.SEE_A_DOCTOR_FIRST


class Understood(NamedTuple):
    """What words were understood as."""

    keys: tuple[str, ...]
    side: str = ""
    """`left`, `right`, `both` or empty."""
    entries: tuple[str, ...] = ()
    """The conditions or groups that were named."""
    taken: tuple[tuple[str, str], ...] = ()
    """Words that were taken for others."""
    sign: TypedSign | None = None
    is_choice: bool = False
    """Whether one of several areas is meant, and it was not asked which."""
    was_read: bool = False
    """Whether the words were no keys of ours."""


class FirstHelp:
    """Says what comes first, before what one command answers."""

    def __init__(self, context: AppContext, *, as_json: bool = False) -> None:
        """Use the data of `context`; with `as_json` nothing is asked, and all is printed as JSON."""
        self._context, self._as_json = context, as_json
        self._atlas = context.atlas

    @cached_property
    def _signs(self) -> "LookUpSigns":
        from backpain_cli.library.shipped import load_look_up_signs

        return load_look_up_signs()

    def sign(self, text: str) -> TypedSign | None:
        """Return the sign that `text` speaks of, with what to do; None where it speaks of none."""
        from backpain_cli.domain.safety.sign_words import sign_in_words

        if (rung := sign_in_words(self._signs, text)) is None:
            return None
        from backpain_cli.domain.safety.signs import emergency_call, helpline_sentence, sign_sentence, territory_of
        from backpain_cli.library import shipped_safety

        row, here = shipped_safety.load_triage_table().row_by_rung[rung], territory_of(os.environ)
        call = emergency_call(shipped_safety.load_emergency_numbers(), here)
        helpline = helpline_sentence(shipped_safety.load_crisis_lines(), here)
        return TypedSign(rung, str(row.outcome), sign_sentence(row, call, helpline))

    def end_with(self, sign: TypedSign) -> NoReturn:
        """Answer a sign, and end the command."""
        if self._as_json:
            print_json({"version": 1, "first": sign._asdict()})
        else:
            from backpain_cli.terminal.console import PageConsole

            say(sign.text, PageConsole(), style="stop")
        raise typer.Exit(sign.exit_code)

    def sentences(self, areas: "Sequence[PainArea]") -> list[str]:
        """Return when to get help, for areas that are looked up, each sentence once."""
        from backpain_cli.domain.safety.sign_words import first_sentences

        known = first_sentences(self._signs, [area.key for area in areas])
        # That of the buttock begins with all of that of the low back.
        return [one for one in known if not any(one != other and other.startswith(one) for other in known)]

    def first(self, understood: Understood, areas: "Sequence[PainArea]") -> dict[str, Any]:
        """Say what comes first for areas that are looked up, and return it as a part of a JSON document."""
        sentences = self.sentences(areas)
        sign = understood.sign
        every = [*([sign.text] if sign else []), *sentences]
        conditions = [self._atlas.conditions[key] for key in understood.entries if key in self._atlas.conditions]
        if not self._as_json:
            from backpain_cli.views.words import first_page

            kinds = self._atlas.condition_kinds
            cards = [(one.key, kinds[one.kind].text) for one in conditions]
            if every or cards:
                show(lambda room: first_page(sign.text if sign else "", sentences, cards, room))
            return {}
        first = {
            "sign": sign.sign if sign else None,
            "outcome": sign.outcome if sign else None,
            "text": " ".join(every),
        }
        return {"first": first if every else None} | self._understood(understood)

    def _understood(self, understood: Understood) -> dict[str, Any]:
        """Return how words were understood, as a part of a JSON document; empty where they were keys."""
        if not understood.was_read:
            return {}
        atlas = self._atlas
        conditions = [
            {
                "name": one.key,
                "text": atlas.condition_kinds[one.kind].text,
                "sources": atlas.condition_kinds[one.kind].sources,
            }
            for key in understood.entries
            if (one := atlas.conditions.get(key)) is not None
        ]
        taken = [{"typed": typed, "meant": meant} for typed, meant in understood.taken]
        return {"understood": {"side": understood.side or None, "taken": taken, "conditions": conditions}}
