"""The text of a new routine file: what is said at its top, and the file of another routine to begin with."""

from pathlib import Path

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.names import normalize_name
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.library.yaml.text_files import read_text
from backpain_cli.paths import ROUTINE_FOLDER, keys_of_shipped, own_files, packaged_data

SCHEMA_NAME = "backpain.schema.json"
_LESSON = """\
A routine is a list of steps. Each begins with its kind and a name, as `- strengthen: bridge`. `backpain moves`,
`backpain stretches` and `backpain points` list the names; other words are a step of your own, said with `do:`.
How much: `reps: 8-12`, `holds: 5 x 10s`, `hold: 30s` or `for: 1:30`; besides `rounds: 2`, `sides: both`.
A step may also have: place, how, feel, avoid, stop, note. Indent with spaces, all lines of a step alike.
The steps fill the minutes to the second; `for: rest of the time` takes what is left, 5 to 180 s.
`backpain validate FILE` lists all that is wrong; with --fix it mends what needs no decision of yours."""


def top_comment(file: Path) -> str:
    """Return the comment at the top of a new file: the schema for editors where there is one, and how it is written."""
    return f"{_schema_comment(file)}\n{_LESSON}"


def _schema_comment(file: Path) -> str:
    if (file.parent / SCHEMA_NAME).is_file():
        # Editors with a YAML language server read exactly this form.
        return f"yaml-language-server: $schema={SCHEMA_NAME}"
    return (
        f"For an editor that completes and checks: `backpain schema --output {SCHEMA_NAME}` in this folder, and as\n"
        f"the first line of this file `# yaml-language-server: $schema={SCHEMA_NAME}`."
    )


def text_of_routine(name: str, file: Path, atlas: Atlas) -> str:
    """Return the text of the routine called `name`, comments included, below the comment for a new file.

    Raises:
        UnknownNameError: there is none of that name.
        InvalidFileError: its file is wrong.
        UnreadableFileError: its file cannot be read.
    """
    routine = find_routine(name, atlas)
    own = next((path for path in own_files() if normalize_name(path.stem) == routine.key), None)
    if own is not None:
        text = read_text(own, str(own))
    elif routine.key in keys_of_shipped():
        text = (packaged_data(ROUTINE_FOLDER) / f"{routine.key}.yaml").read_text(encoding="utf-8")
    else:
        text = read_text(Path(name), name)
    comment = "\n".join(f"# {line}".rstrip() for line in [*top_comment(file).splitlines(), f"Begun from {name}."])
    return f"{comment}\n{text}"
