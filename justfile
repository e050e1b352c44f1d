# What a contributor does, by name. `just` lists it; the commands are those of README.md and CONTRIBUTING.md.

python := ".venv/bin/python"

[private]
default:
    @just --list

# make .venv with everything, and the hooks of git
setup:
    python3 -m venv .venv
    {{python}} -m pip install -e '.[test]' nox pre-commit
    {{python}} -m pre_commit install

# the default tests, 2 to 3 minutes on two processors
test *arguments:
    {{python}} -m pytest {{arguments}}

# everything, with the marked tests; takes long
test-all:
    {{python}} -m pytest -m "" --hypothesis-profile=thorough

# the tests whose name contains NAME, in one process
test-one NAME:
    {{python}} -m pytest -n 0 -m "" -k {{NAME}}

# ruff, format, types, import contracts
lint:
    {{python}} -m ruff check .
    {{python}} -m ruff format --check .
    {{python}} -m mypy
    .venv/bin/lint-imports

# mend what ruff can
fix:
    {{python}} -m ruff check --fix .
    {{python}} -m ruff format .

# write the golden files again, and show what changed in them
golden:
    UPDATE_GOLDEN=1 {{python}} -m pytest -k golden
    git diff --stat -- tests

# what start-up and a session cost; each script has --help
bench:
    {{python}} benchmarks/start_up.py
    {{python}} benchmarks/session.py

# every picture as PNG, with a page of them
gallery FOLDER:
    {{python}} scripts/gallery.py {{FOLDER}}

# try everything that the documents show
docs:
    {{python}} -m pytest tests/product/test_documents.py tests/product/test_safety_document.py

# sdist and wheel, in dist/
build:
    {{python}} -m build

# all that must be green before a release
release-check: lint
    {{python}} -m pytest
    {{python}} -m pytest -m "terminal or build"
