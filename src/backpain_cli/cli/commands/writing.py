"""`new`, `import-routine`, `schema`."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import complete_areas, complete_routines
from backpain_cli.cli.output import print_json, show, write_output
from backpain_cli.cli.routine_files import areas_named, checked_text, show_problems

if TYPE_CHECKING:
    from backpain_cli.domain.errors import Problem
    from backpain_cli.library.routines.handouts import Handout


def new(
    file: Path | None = typer.Argument(None, metavar="[FILE]", help="The new file. Default: its title, with .yaml."),
    like: str = typer.Option(
        "", "--from", metavar="ROUTINE", help="Begin with the file of this routine.", autocompletion=complete_routines
    ),
    title: str = typer.Option("", "--title", metavar="TEXT", help="What it is called."),
    areas: list[str] | None = typer.Option(
        None, "--area", metavar="PLACE", help="Where it hurts, in your words.", autocompletion=complete_areas
    ),
    minutes: str = typer.Option(
        "", "--minutes", metavar="TIME", help="How long it lasts, as 15 or 7:30. Default: as the steps take."
    ),
    steps: list[str] | None = typer.Option(
        None, "--step", metavar="TEXT", help="A step, as `bridge 3 x 10`. May be given several times."
    ),
    edit: bool = typer.Option(False, "--edit", help="Open it in your editor (VISUAL or EDITOR) and check it after."),
) -> None:
    """Write a routine of your own. It is asked line by line, or made from the options or from another routine.

    A file that exists is never overwritten. `backpain plan WORDS --save NAME` makes a complete one from where it hurts.

    Examples: backpain new; backpain new my-hips.yaml --from lower-back; backpain new --title Mornings --area lower-back
    --step "bridge 3 x 10" --step "hamstring stretch 30s each side"
    """
    from backpain_cli.cli.new_routine import edit_file, editor_command, write_new_routine
    from backpain_cli.cli.routine_questions import NewRoutine

    editor = editor_command() if edit else []
    wanted = NewRoutine(file, like, title, tuple(areas or ()), minutes, tuple(steps or ()))
    path, code = write_new_routine(wanted, AppContext())
    raise typer.Exit(edit_file(path, editor, AppContext()) if editor else code)


def schema(
    output: Path | None = typer.Option(None, "--output", "-o", metavar="FILE", help="Default: standard output."),
) -> None:
    """Print the JSON Schema of routine files. With it an editor completes names and marks what is wrong.

    Example: backpain schema --output backpain.schema.json
    """
    import json

    from backpain_cli.library.routines.json_schema import routine_schema

    text = json.dumps(routine_schema(AppContext().atlas), indent=1, ensure_ascii=False)
    write_output([f"{text}\n".encode()], output)


def import_routine(
    file: Path = typer.Argument(..., metavar="FILE", help="A text or Markdown file; - is standard input."),
    output: Path | None = typer.Option(
        None, "--output", "-o", metavar="FILE", help="Write it to this new file. Default: standard output."
    ),
    title: str = typer.Option("", "--title", metavar="TEXT", help="What it is called. Default: its first heading."),
    areas: list[str] | None = typer.Option(
        None, "--area", metavar="PLACE", help="Where it hurts, in your words.", autocompletion=complete_areas
    ),
    as_json: bool = typer.Option(False, "--json", help="Print each line with its step as JSON."),
) -> None:
    """Make a routine of a hand-out or of notes. Each line is an exercise, as `bridge 3 x 10` or `plank 20s`.

    A name may have how it is done and how much in the lines below it. Every line that is not a step is listed with what
    to write instead, and stays in the file as a comment. The time left up to the next half minute is rest.

    Examples: backpain import-routine hand-out.txt --output new-back.yaml; backpain import-routine notes.md --json
    """
    from backpain_cli.domain.errors import ExitCode, Severity
    from backpain_cli.domain.text import escape_for_terminal
    from backpain_cli.files import STANDARD_STREAM
    from backpain_cli.library.routines.handout_routine import handout_yaml

    context = AppContext()
    keys = areas_named(areas or (), context)
    source, handout = _read_handout(file, context)
    comment = f"Made from {source} by `backpain import-routine`.\nChange what you like; `backpain validate` checks it."
    text = handout_yaml(handout, context.atlas, title=title, areas=keys, comment=comment)
    is_file = output is not None and output != STANDARD_STREAM
    where = escape_for_terminal(str(output)) if is_file else "the routine"
    problems = checked_text(text, where, context)
    _show_handout(source, handout, where, problems, as_json=as_json, beside=not is_file)
    if is_file or not as_json:
        write_output([text.encode()], output, new=is_file)
    if any(one.severity is Severity.ERROR for one in (*handout.left_out, *problems)):
        raise typer.Exit(ExitCode.DATA)


def _read_handout(file: Path, context: AppContext) -> "tuple[str, Handout]":
    """Return what the hand-out is called in messages, and what it holds.

    Raises:
        InvalidFileError: no line of it is a step; each of them is named.
        UnreadableFileError: it cannot be read.
    """
    from backpain_cli.domain.errors import InvalidFileError, file_problem
    from backpain_cli.domain.text import escape_for_terminal
    from backpain_cli.files import STANDARD_STREAM
    from backpain_cli.library.routines.handouts import read_handout
    from backpain_cli.library.yaml.text_files import read_text

    source = "standard input" if file == STANDARD_STREAM else escape_for_terminal(str(file))
    text = read_text(file, source, what="a hand-out")
    handout = read_handout(text, source=source, atlas=context.atlas)
    if not handout.steps:
        why = "there is no step in it" if text.strip() else "is empty"
        none = file_problem(source, why, "write an exercise a line, as `bridge 3 x 10`")
        raise InvalidFileError([none, *handout.left_out])
    return source, handout


def _show_handout(
    source: str,
    handout: "Handout",
    where: str,
    problems: "list[Problem]",
    *,
    as_json: bool,
    beside: bool,
) -> None:
    """Show each line with its step, and what is wrong; on standard error where the routine itself goes to output."""
    if as_json:
        from backpain_cli.export.file_documents import handout_document

        steps = [
            {
                "line": one.line,
                "lines": [number for number, _ in one.lines],
                "written": one.written,
                "step": one.fields,
                "seconds": one.seconds,
            }
            for one in handout.steps
        ]
        print_json(handout_document(steps, handout.left_out, problems))
        return
    from backpain_cli.terminal.console import PageConsole, talk
    from backpain_cli.views.handout_page import handout_page

    console = talk() if beside else PageConsole()
    lines = [
        ([number for number, _ in one.lines], one.written, one.fields, one.step.place, one.seconds)
        for one in handout.steps
    ]
    show(lambda room: handout_page(source, lines, room), console)
    files = [(source, handout.left_out)] if handout.left_out else []
    show_problems([*files, (where, problems)], console)
