"""Writes the manual page, `docs/backpain.1`, from the texts of the help: `python scripts/manual_page.py`."""

from pathlib import Path

import click
from typer.main import get_group

from backpain_cli import __version__
from backpain_cli.cli.app import build_app
from backpain_cli.cli.help import text_and_examples
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.settings import VARIABLES

PAGE = Path(__file__).resolve().parents[1] / "docs" / "backpain.1"


def escaped(text: str) -> str:
    """Return `text` so that roff takes none of it for a command."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return f"\\&{text}" if text.startswith(".") else text


def entry(name: str, text: str) -> list[str]:
    """Return the lines of a name in bold with its text."""
    return [".TP", f".B {escaped(name)}", escaped(text)]


def command_lines(command: click.Command, context: click.Context) -> list[str]:
    """Return the lines about one command: what it does, its options, its examples."""
    text, examples = text_and_examples(command.help or "")
    usage = " ".join(["backpain", command.name or "", *command.collect_usage_pieces(context)])
    lines = [f".SS {escaped(usage)}", escaped(" ".join(text.split()))]
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and "--help" not in parameter.opts and "--plain" not in parameter.opts:
            lines += entry(*record)
    return [*lines, ".PP", *(f"    {escaped(example)}\n.br" for example in examples)]


def manual_page() -> str:
    """Return the page in roff."""
    group = get_group(build_app())
    context = click.Context(group, info_name="backpain")
    text, examples = text_and_examples(group.help or "")
    summary, *rest = text.split("\n\n")
    lines = [f'.TH BACKPAIN 1 "" "backpain {__version__}"', ".SH NAME", f"backpain \\- {escaped(summary)}"]
    lines += [".SH SYNOPSIS", ".B backpain", "[COMMAND] [OPTIONS]", ".SH DESCRIPTION"]
    lines += [line for part in rest for line in (escaped(part), ".PP")]
    lines += [".nf", *map(escaped, examples), ".fi", ".SH OPTIONS"]
    for parameter in group.get_params(context):
        if (record := parameter.get_help_record(context)) is not None:
            lines += entry(*record)
    lines.append(".SH COMMANDS")
    for name in group.list_commands(context):
        if (command := group.get_command(context, name)) is not None:
            lines += command_lines(command, click.Context(command, info_name=name, parent=context))
    lines.append(".SH ENVIRONMENT")
    for name, what in VARIABLES.items():
        lines += entry(name, what)
    lines.append(".SH EXIT STATUS")
    for code in ExitCode:
        lines += entry(str(int(code)), code.name.lower().replace("_", " "))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(manual_page(), encoding="utf-8")
