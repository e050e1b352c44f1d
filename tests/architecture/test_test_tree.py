"""The tests lie where a reader of the source looks for them."""

from pathlib import Path, PurePosixPath

from tests.architecture.source_tree import TESTS, modules

OF_THE_WHOLE_PRODUCT = frozenset({"architecture", "data", "product", "slow"})
"""Folders of tests that belong to no single module."""


def _subject(path: Path) -> str | None:
    """Return the module that a test file is about by its name, or None if there is none.

    `test_plan.py` and `test_plan_segments.py` are both about `plan.py`.
    """
    folder = path.parent.relative_to(TESTS)
    words = path.stem.removeprefix("test_").split("_")
    for count in range(len(words), 0, -1):
        name = (folder / ("_".join(words[:count]) + ".py")).as_posix()
        if name in modules():
            return name
    return None


def test_the_tree_of_tests_mirrors_the_tree_of_modules() -> None:
    strays = {
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("test_*.py")
        if path.relative_to(TESTS).parts[0] not in OF_THE_WHOLE_PRODUCT and _subject(path) is None
    }
    assert strays == set()


def test_every_module_of_the_domain_has_tests() -> None:
    tested = {_subject(path) for path in (TESTS / "domain").rglob("test_*.py")}
    domain = {path for path in modules() if path.startswith("domain/") and PurePosixPath(path).stem not in {"__init__"}}
    # These hold words and records without a rule.
    assert domain - tested - {"domain/terms.py", "domain/anatomy/evidence.py", "domain/words/vocabulary.py"} == set()
