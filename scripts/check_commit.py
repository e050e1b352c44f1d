"""What the hooks of git look at: the ends and sizes of files, and the subject of a commit."""

import sys
from pathlib import Path

LARGEST_BYTES = 500_000
LONGEST_SUBJECT = 72


def file_problems(path: Path) -> list[str]:
    """Return what is wrong with the form of a file."""
    data = path.read_bytes()
    problems = []
    if len(data) > LARGEST_BYTES:
        problems.append(f"{path}: at most {LARGEST_BYTES} bytes are expected, found {len(data)}")
    if data and b"\0" not in data and (not data.endswith(b"\n") or data.endswith(b"\n\n")):
        problems.append(f"{path}: expected one line break at the end")
    return problems


def subject_problems(message: str) -> list[str]:
    """Return what is wrong with the first line of a commit message; comments of git do not count."""
    lines = [line for line in message.splitlines() if not line.startswith("#")]
    subject = lines[0] if lines else ""
    problems = []
    if not subject.strip():
        problems.append("the subject is empty; say what the commit does, like `Mend the count of sessions`")
    if len(subject) > LONGEST_SUBJECT:
        problems.append(f"the subject may have {LONGEST_SUBJECT} characters, found {len(subject)}")
    if len(lines) > 1 and lines[1].strip():
        problems.append("expected an empty line below the subject")
    return problems


def main(arguments: list[str]) -> int:
    """Check the files that are named, or with `--subject` the commit message in a file."""
    if arguments[:1] == ["--subject"]:
        problems = subject_problems(Path(arguments[1]).read_text(encoding="utf-8"))
    else:
        problems = [problem for name in arguments for problem in file_problems(Path(name))]
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
