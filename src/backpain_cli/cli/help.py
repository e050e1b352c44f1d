"""Commands with pages of help of our own, and with `--plain`. In a pipe help is Typer's own plain text."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

if TYPE_CHECKING:
    from rich.console import RenderableType

    from backpain_cli.views.help import HelpEntry
    from backpain_cli.views.widgets import Room

_EXAMPLE = ("Example:", "Examples:")


class _PlainHelp:
    """How help is written in a pipe: as Typer does, but for an example on a line of its own, which is never broken."""

    help: str | None

    def format_help_text(self, _ctx: Any, formatter: Any) -> None:
        """Write what it does, and the examples."""
        text, examples = text_and_examples(self.help or "")
        with formatter.indentation():
            for paragraph in text.split("\n\n"):
                formatter.write_paragraph()
                formatter.write_text(paragraph)
        if examples:
            formatter.write("".join(["\nExamples:\n", *(f"  {example}\n" for example in examples)]))


class PageCommand(_PlainHelp, TyperCommand):
    """A command whose help is a page, and which prints plain sentences with `--plain`."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the command's parameters, `--plain` among them."""
        return _with_plain(super().get_params(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help as a page on a screen, and as Typer does elsewhere."""

        def page(room: "Room") -> "RenderableType":
            from backpain_cli.views.help import CommandHelp, command_page

            text, examples = text_and_examples(self.help or "")
            arguments, options = _entries(self, ctx)
            usage = " ".join(["backpain", self.name or "", *self.collect_usage_pieces(ctx)])
            return command_page(CommandHelp(usage, text, examples, arguments, options), room)

        if not _write_page(ctx, formatter, page):
            super().format_help(ctx, formatter)


class PageGroup(_PlainHelp, TyperGroup):
    """All commands, whose help is a page of groups."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that `args` begin with, and the rest of them; refuse what is none."""
        if (
            args
            and not ctx.resilient_parsing
            and not args[0].startswith("-")
            and self.get_command(ctx, args[0]) is None
        ):
            from backpain_cli.cli.unknown_command import refuse_command

            refuse_command(args, self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the program's own parameters, `--plain` among them."""
        return _with_plain(super().get_params(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help as a page on a screen, and as Typer does elsewhere."""

        def page(room: "Room") -> "RenderableType":
            from backpain_cli.views.help import HelpEntry, commands_page

            commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
            listed = [HelpEntry(name, command.get_short_help_str(90)) for name, command in commands if command]
            summary = text_and_examples(self.help or "")[0].partition("\n")[0]
            return commands_page(summary, listed, _entries(self, ctx)[1], room)

        def format_variables(formatter: Any) -> None:
            from backpain_cli.domain.settings import VARIABLES

            with formatter.section("Variables"):
                formatter.write_dl(list(VARIABLES.items()))

        if not _write_page(ctx, formatter, page):
            super().format_help(ctx, formatter)
            format_variables(formatter)


def _write_page(ctx: Any, formatter: Any, page: "Callable[[Room], RenderableType]") -> bool:
    from backpain_cli.terminal.console import PageConsole

    console = PageConsole()
    if not console.room.is_screen:
        return False
    with console.capture() as captured:
        console.page(page(console.room))
    ctx.color = True  # else Click takes the colours out where they were asked for in a pipe
    formatter.write(captured.get())
    return True


def _entries(command: TyperCommand | TyperGroup, ctx: Any) -> "tuple[list[HelpEntry], list[HelpEntry]]":
    """Return the arguments and the options of `command`, each with its text."""
    from backpain_cli.views.help import HelpEntry

    records = [(param, param.get_help_record(ctx)) for param in command.get_params(ctx)]
    entries = [(param, HelpEntry(*_shortened(*record))) for param, record in records if record is not None]
    arguments = [entry for param, entry in entries if isinstance(param, TyperArgument)]
    return arguments, [entry for param, entry in entries if not isinstance(param, TyperArgument)]


def _shortened(name: str, text: str) -> tuple[str, str]:
    """Return the name of an option with its text; choices that would not fit beside it go into the text."""
    option, space, choices = name.partition(" <")
    return (
        (option, f"{text} One of: {choices.rstrip('>').replace('|', ', ')}.")
        if space and "|" in choices
        else (name, text)
    )


def text_and_examples(text: str) -> tuple[str, list[str]]:
    """Return the text of a help in paragraphs, and the examples in it."""
    paragraphs: list[str] = []
    examples: list[str] = []
    for part in text.strip().split("\n\n"):
        line = " ".join(part.split())
        if line.startswith(_EXAMPLE):
            examples += [example for example in line.partition(":")[2].strip().split("; ") if example]
        elif line.startswith("backpain "):
            examples.append(line)
        else:
            paragraphs.append(line)
    return "\n\n".join(paragraphs), examples


def _with_plain(params: list[Any]) -> list[Any]:
    if any("--plain" in param.opts for param in params):
        return params
    plain = TyperOption(
        param_decls=["--plain"], is_flag=True, expose_value=False, is_eager=True, callback=_use_plain_sentences,
        help="Print plain sentences: for a screen reader, or a terminal without drawing.",
    )  # fmt: skip
    return [*params[:-1], plain, *params[-1:]]


def _use_plain_sentences(_ctx: Any, _param: Any, value: Any) -> None:
    if value:
        os.environ["BACKPAIN_PLAIN"] = "1"
