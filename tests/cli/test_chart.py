"""`backpain chart` as a person calls it."""

from pathlib import Path

import pytest

from tests.program import run_program


@pytest.mark.parametrize(
    "name", ["gluteus-medius", "Quadratus Lumborum", "gluteus-medius/2", "lumbago", "neck", "erector-spinae"]
)
def test_a_chart_fits_its_page_and_names_what_is_on_it(name: str) -> None:
    done = run_program("chart", name, environment={"COLUMNS": "80"})
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "your left" in done.out
    assert "\x1b" not in done.out
    assert len(lines) > 20


def test_an_ascii_output_gets_letters_only() -> None:
    done = run_program("chart", "levator-scapulae", environment={"PYTHONIOENCODING": "ascii", "COLUMNS": "60"})
    assert done.code == 0
    assert done.out.isascii()
    assert "Levator scapulae" in done.out


def test_a_routine_of_a_shared_name_is_asked_for_by_its_file(tmp_path: Path) -> None:
    done = run_program("chart", "first-twinge", "--describe")
    assert "Gluteus medius, point 1" in " ".join(done.out.split())


def test_the_words_say_what_the_picture_shows() -> None:
    words = " ".join(run_program("chart", "levator-scapulae", "--describe").out.split())
    assert "Full colour: published as mainly felt there" in words
    assert "Mainly felt: neck" in words
    assert "Not a diagnosis" in words


def test_pictures_are_written_to_files(tmp_path: Path) -> None:
    for form, begins in (("svg", b"<svg "), ("png", b"\x89PNG")):
        path = tmp_path / f"picture.{form}"
        done = run_program("chart", "soleus", "--format", form, "--output", str(path))
        assert (done.code, done.out, done.err) == (0, "", "")
        assert path.read_bytes().startswith(begins)
    assert run_program("chart", "soleus", "--format", "svg").out.startswith("<svg ")


def test_a_file_that_cannot_be_made_is_told_with_code_73(tmp_path: Path) -> None:
    done = run_program("chart", "soleus", "--format", "svg", "--output", str(tmp_path / "none" / "x.svg"))
    assert done.code == 73
    assert "cannot be written" in done.err


def test_what_is_unknown_gets_suggestions() -> None:
    done = run_program("chart", "gluteus-medus")
    assert (done.code, done.out) == (2, "")
    assert "`gluteus-medius`" in done.err
    assert run_program("chart", "gluteus-medius/9").code == 2
    assert run_program("chart", "soleus", "--output", "x").code == 2
