"""The entry point. What `backpain` alone prints in a pipe is plain text: Typer is not even imported for it."""

import os
import sys

CARD = """\
backpain: a guided fifteen-minute self-treatment for a sore back

  backpain routine lower-back      be guided through it, step by step
  backpain plan lower back         a plan for where it hurts, as long as you have
  backpain now                     the first twinge: five minutes of breathing and ease
  backpain routines                what there is: by complaint, time and level
  backpain muscles lower-back      the muscles published as felt there
  backpain areas                   the names of the places where it can hurt
  backpain checklist lower-back    the treatment checklist, to tick
  backpain progress                whether it helps: your scores, in a plot and in words
  backpain --help                  all commands

Chest pain, a sudden very bad pain or headache, numbness between the legs, trouble with pee
or poo, a weak limb, a bad fall or fever? Don't begin: get medical help now.
"""


def main() -> None:
    """Run the program with the arguments it was given, and end the process with its exit code."""
    arguments = sys.argv[1:]
    # The shell's completion starts the program without arguments, and asks through the environment.
    asked_for_names = "_BACKPAIN_COMPLETE" in os.environ
    on_terminal = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    at_once = (["--version"], ["-V"], ["--plain"])
    if not asked_for_names and (arguments in at_once or (not arguments and not on_terminal)):
        _answer_at_once(arguments)
        return
    import gc
    import signal

    # Looking for garbage among what was only just imported finds nothing, and takes a twentieth of a look-up's time.
    # A session still clears up, only more seldom.
    gc.set_threshold(100_000)
    # Outside of a session there is nothing to give back, so the system's own way of ending is the right one:
    # no traceback, and the shell sees which signal it was.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        from backpain_cli.cli.app import run
        from backpain_cli.cli.home import home_is_possible
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("backpain_cli"):
            raise
        sys.stderr.write(f"Error: the package {error.name} is missing. Installing backpain with pip brings it.\n")
        sys.exit(69)
    if not asked_for_names and not arguments and not home_is_possible():
        _answer_at_once(arguments)
        return
    code = run(arguments)
    gc.freeze()  # the process ends: nothing of it need be looked through once more
    sys.exit(code)


def _answer_at_once(arguments: list[str]) -> None:
    from backpain_cli import __version__

    if sys.stdout is None:
        return
    try:
        sys.stdout.write(_fitted(CARD) if arguments in ([], ["--plain"]) else f"backpain {__version__}\n")
        sys.stdout.flush()
    except OSError as error:
        sys.stderr.write(f"Standard output cannot be written: {error.strerror}.\n")
        sys.exit(74)


def _fitted(card: str) -> str:
    """Return `card` broken between words where a terminal is narrower than it is."""
    if not sys.stdout.isatty() or (columns := os.get_terminal_size(sys.stdout.fileno()).columns) > 92:
        return card
    import textwrap

    lines = [textwrap.wrap(line, columns, subsequent_indent="    ") or [""] for line in card.splitlines()]
    return "".join(f"{part}\n" for line in lines for part in line)


if __name__ == "__main__":
    main()
