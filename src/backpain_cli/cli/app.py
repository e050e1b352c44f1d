"""The Typer app, put together from one module a command or noun; only the command that runs is imported."""

import contextlib
import io
import os
import sys
from importlib import import_module

import typer

from backpain_cli.cli.errors import run_guarded
from backpain_cli.cli.help import PageCommand, PageGroup
from backpain_cli.cli.home import home_arguments, home_is_possible
from backpain_cli.domain.terms import ThemeName

COMMAND_MODULES = {
    "now": "now",
    "routine": "routine",
    "routines": "routines",
    "plan": "plan",
    "areas": "muscles",
    "muscles": "muscles",
    "muscle": "muscles",
    "points": "points",
    "stretches": "moves",
    "moves": "moves",
    "overlap": "muscles",
    "chart": "chart",
    "spine": "spine",
    "strain": "why",
    "why": "why",
    "learn": "learn",
    "screen": "screen",
    "checklist": "checklist",
    "log": "log",
    "history": "history",
    "progress": "progress",
    "export": "personal_data",
    "import": "personal_data",
    "forget": "personal_data",
    "remind": "remind",
    "voice": "voice",
    "new": "writing",
    "import-routine": "writing",
    "validate": "routines",
    "upgrade": "routines",
    "schema": "writing",
    "help": "help",
}
"""Which module of `cli/commands` has the function of each command, in the order of the help."""

_HELP = """A guided fifteen-minute self-treatment for a sore back.

Examples:

  backpain routine lower-back

  backpain plan lower back

  backpain muscles lower-back

  backpain checklist neck --format markdown

Not a medical device, and no diagnosis. Chest pain, a sudden very bad pain or headache, numbness between the legs,
trouble with pee or poo, a weak limb, a bad fall or fever: get medical help, not a routine.
"""


def run(arguments: list[str]) -> int:
    """Run the program with `arguments`, and return its exit code.

    Without arguments, or to a routine without its name, home leads, where a terminal can show it.
    """
    _prepare_streams()
    if os.environ.get("_BACKPAIN_COMPLETE") == "complete_bash":
        return _complete_in_bash()
    if arguments in ([], ["routine"]) and "_BACKPAIN_COMPLETE" not in os.environ and home_is_possible():
        chosen: list[str] = []
        code = run_guarded(lambda: chosen.extend(_chosen_at_home()))
        if code or not chosen:
            return code
        arguments = chosen
    app = build_app(_command_in(arguments))
    return run_guarded(lambda: app(arguments, prog_name="backpain"))


def _complete_in_bash() -> int:
    """Answer bash, which breaks words at `:` and `=`: `neck:l` is one word to complete, and only the rest is wanted."""
    word = _join_broken_words()
    done = word[: max(word.rfind(":"), word.rfind("=")) + 1]
    offered = io.StringIO()
    with contextlib.redirect_stdout(offered):
        code = run_guarded(lambda: build_app(_command_in([]))([], prog_name="backpain"))
    sys.stdout.write("".join(f"{line.removeprefix(done)}\n" for line in offered.getvalue().splitlines()))
    return code


def _join_broken_words() -> str:
    """Put words together that bash broke, where Typer reads them, and return the one to complete."""
    words, current = os.environ.get("COMP_WORDS", "").split("\n"), os.environ.get("COMP_CWORD", "")
    joined: list[str] = []
    for number, word in enumerate(words):
        if len(joined) > 1 and word and (word in {":", "="} or joined[-1].endswith((":", "="))):
            joined[-1] += word
        else:
            joined.append(word)
        if str(number) == current:
            os.environ["COMP_CWORD"] = str(len(joined) - 1)
    os.environ["COMP_WORDS"] = "\n".join(joined)
    return joined[-1]


def _command_in(arguments: list[str]) -> str | None:
    """Return the one command that is needed, or None for all of them."""
    words = arguments
    if "_BACKPAIN_COMPLETE" in os.environ:
        # The shells pass the line so far in one of these; its first word is the program.
        line = os.environ.get("_TYPER_COMPLETE_ARGS") or os.environ.get("COMP_WORDS", "")
        words = line.split()[1:]
        if len(words) < 2 and not line.endswith(" "):
            return None
    return words[0] if words and words[0] in COMMAND_MODULES and words[0] != "help" else None


def build_app(command: str | None = None) -> typer.Typer:
    """Return the app, with all commands or with one `command` alone."""
    app = typer.Typer(
        cls=PageGroup,
        help=_HELP,
        no_args_is_help=True,
        # Rich help imports a Markdown parser and doubles the start-up time of every help text.
        rich_markup_mode=None,
        # A bug is reported in one line, and its traceback goes to a private file: cli/errors.py.
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(_before_every_command)
    for name in [command] if command else COMMAND_MODULES:
        module = import_module(f"backpain_cli.cli.commands.{COMMAND_MODULES[name]}")
        # Python keeps the word `import` for itself, and `help` is a function of its own.
        function = f"{name}_" if name in {"import", "help"} else name.replace("-", "_")
        app.command(name, cls=PageCommand)(getattr(module, function))
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        from backpain_cli import __version__

        typer.echo(f"backpain {__version__}")
        raise typer.Exit


def _before_every_command(
    version: bool = typer.Option(
        False, "--version", "-V", callback=_show_version, is_eager=True, help="Show the version and exit."
    ),
    theme: ThemeName | None = typer.Option(None, "--theme", help="Draw in these colours, now and later (saved)."),
) -> None:
    del version  # handled by its callback
    if theme is not None:
        from backpain_cli.cli.options import keep_choices
        from backpain_cli.terminal.console import use_theme

        use_theme(keep_choices(theme=theme).theme)
    elif sys.stdout.isatty():
        _use_saved_theme()


def _use_saved_theme() -> None:
    """Draw in the theme that is saved; it gives way to what the environment asks for."""
    from backpain_cli.library.settings import load_settings
    from backpain_cli.terminal.console import THEME_VARIABLE, use_theme

    if not os.environ.get(THEME_VARIABLE):
        use_theme(load_settings().theme)


def _chosen_at_home() -> list[str]:
    _use_saved_theme()
    return home_arguments()


def _prepare_streams() -> None:
    """Let no encoding and no closed stream break the program: what cannot be written is escaped."""
    for name, mode, errors in (
        ("stdin", "r", "replace"),
        ("stdout", "w", "backslashreplace"),
        ("stderr", "w", "backslashreplace"),
    ):
        if getattr(sys, name) is None:
            # It stays open as long as the process. Writing to a closed standard output fails, as on a full disk.
            flags = os.O_WRONLY if name == "stderr" else os.O_RDONLY
            setattr(sys, name, open(os.open(os.devnull, flags), mode, encoding="utf-8"))  # noqa: SIM115, PTH123
        if reconfigure := getattr(getattr(sys, name), "reconfigure", None):
            reconfigure(errors=errors)
