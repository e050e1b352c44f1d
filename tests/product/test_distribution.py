"""What is built can be installed elsewhere, and finds its routines and its anatomy from any folder."""

import json
import os
import subprocess
import sys
import tarfile
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
ROUTINES = {file.name for file in (REPOSITORY / "routines").glob("*.yaml")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel from it; return their folder."""
    folder = tmp_path_factory.mktemp("dist")
    # Without isolation: what the build needs is installed with the tests, and nothing has to be downloaded.
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(REPOSITORY)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.build
def test_the_wheel_carries_every_routine_the_whole_anatomy_and_their_ready_made_forms(built: Path) -> None:
    names = ZipFile(next(built.glob("*.whl"))).namelist()
    assert {Path(name).name for name in names if name.startswith("backpain_cli/routines/")} == ROUTINES
    muscles = {file.name for file in (REPOSITORY / "src/backpain_cli/data/anatomy/muscles").glob("*.yaml")}
    assert {Path(name).name for name in names if "/anatomy/muscles/" in name} == muscles
    for folder in ("anatomy", "anatomy/moves", "pictures", "safety"):
        assert f"backpain_cli/data/{folder}/compiled/values.marshal" in names
    assert "backpain_cli/data/compiled-routines/routines.marshal" in names
    assert len(names) == len(set(names))


@pytest.mark.build
def test_the_sdist_carries_what_is_needed_to_build_and_test(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"routines/{name}" for name in ROUTINES} <= names
    assert {"pyproject.toml", "README.md", "hatch_build.py", "tests/product/test_distribution.py", ".ci/run"} <= names


@pytest.mark.build
def test_the_installed_wheel_works_from_another_folder_without_parsing_its_data(built: Path, tmp_path: Path) -> None:
    place = tmp_path / "elsewhere"
    venv.create(place / "env", with_pip=False)
    programs = place / "env" / "bin"
    wheel = next(built.glob("*.whl"))
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python")]
    install = [*pip, "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    # The libraries it needs come from the environment of the tests; the program itself only from the wheel.
    site = next((place / "env").glob("lib/python*/site-packages"))
    (site / "libraries.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")))
    # A YAML parser that cannot be imported proves that the ready-made forms are used.
    (site / "yaml.py").write_text("raise ImportError('the installed program parsed its own data')")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "BACKPAIN_HOME": str(tmp_path / "data")}
    for arguments in (["routines", "--json"], ["routine", "neck", "--preview"], ["muscles", "lower-back"]):
        done = subprocess.run(
            [str(programs / "backpain"), *arguments],
            cwd=place,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        if arguments[-1] == "--json":
            assert {f"{one['key']}.yaml" for one in json.loads(done.stdout)["routines"]} == ROUTINES
    where = [str(programs / "python"), "-c", "import backpain_cli; print(backpain_cli.__file__)"]
    found = subprocess.run(where, cwd=place, env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.startswith(str(site))


def test_an_editable_install_sees_the_routines_of_the_checkout() -> None:
    from backpain_cli.paths import packaged_data

    assert {file.name for file in packaged_data("routines").glob("*.yaml")} == ROUTINES
