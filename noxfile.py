"""The checks in environments of their own: every Python, the oldest and the newest libraries, and what may be missing.

`nox` alone runs the sessions that need minutes; `nox -s NAME` runs one. A Python that is not installed is skipped.
"""

import nox

nox.options.sessions = ["tests", "lint", "docs"]
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
OLDEST, NEWEST = PYTHONS[0], PYTHONS[-2]
EXTRAS = ("icalendar", "pypdfium2", "resvg-py", "typst")
"""What the extras of the program need, and what reads their files in the tests."""
COVERED_PERCENT = 95


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the default tests; arguments after `--` go to pytest."""
    session.install("-e", ".[test]")
    _pytest(session)


@nox.session(python=OLDEST)
def lowest(session: nox.Session) -> None:
    """Run the default tests with the oldest libraries that pyproject.toml permits."""
    session.install("-e", ".[test]", "--constraint", "constraints/lowest.txt")
    _pytest(session)


@nox.session(python=NEWEST)
def newest(session: nox.Session) -> None:
    """Run the default tests with the newest libraries that pyproject.toml permits."""
    session.install("--upgrade", "--upgrade-strategy", "eager", "-e", ".[test]")
    _pytest(session)


@nox.session(python=OLDEST)
def no_libyaml(session: nox.Session) -> None:
    """Run the default tests with PyYAML in pure Python, as some systems have it."""
    session.install("-e", ".[test]")
    remove = "import pathlib, yaml; [path.unlink() for path in pathlib.Path(yaml.__file__).parent.glob('_yaml*')]"
    session.run("python", "-c", remove)
    session.run("python", "-c", "import yaml; assert not yaml.__with_libyaml__")
    _pytest(session)


@nox.session(python=OLDEST)
def no_extras(session: nox.Session) -> None:
    """Run the default tests without the libraries of the extras; the files that need one are left out and named."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "pip", "uninstall", "--quiet", "--yes", *EXTRAS)
    _pytest(session)


@nox.session(python=OLDEST)
def lint(session: nox.Session) -> None:
    """Run linters, types and import contracts."""
    session.install("-e", ".[test]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("lint-imports")


@nox.session(python=OLDEST)
def docs(session: nox.Session) -> None:
    """Try everything that the documents name, show and promise, and validate the shipped routines."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "pytest", "tests/product/test_documents.py", "tests/product/test_safety_document.py")
    session.run("backpain", "validate", "routines/")


@nox.session(python=OLDEST)
def coverage(session: nox.Session) -> None:
    """Measure which lines and branches of the domain its own tests run."""
    session.install("-e", ".[test]", "coverage>=7.6")
    session.run(
        "coverage", "run", "--branch", "--source=backpain_cli.domain", "-m", "pytest", "-n", "0", "tests/domain"
    )
    session.run("coverage", "report", "--show-missing", "--skip-covered", f"--fail-under={COVERED_PERCENT}")


def _pytest(session: nox.Session) -> None:
    session.run("python", "-m", "pytest", *session.posargs)
