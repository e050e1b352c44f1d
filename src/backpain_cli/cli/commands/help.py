"""`help`."""

import typer

from backpain_cli.cli.errors import UsageError
from backpain_cli.domain.names import did_you_mean
from backpain_cli.domain.text import escape_for_terminal


def help_(
    context: typer.Context,
    command: str = typer.Argument("", metavar="[COMMAND]", help="The command; all of them if left out."),
) -> None:
    """Show how to use the program, or one of its commands.

    Examples: backpain help; backpain help muscles
    """
    program = context.parent
    if program is None or not isinstance(program.command, typer.core.TyperGroup):
        raise RuntimeError("`help` belongs to the program")
    group = program.command
    if not command:
        typer.echo(program.get_help())
        return
    found = group.get_command(program, command)
    if found is None:
        hint = did_you_mean(command, group.list_commands(program)).capitalize()
        raise UsageError(f"There is no command `{escape_for_terminal(command, most=40)}`.", hint)
    typer.echo(found.get_help(typer.Context(found, info_name=command, parent=program)))
