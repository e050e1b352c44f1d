"""The anatomy: from its YAML files, which are the single source, or from their ready-made form."""

from pathlib import Path
from typing import Any

from backpain_cli.domain.atlas import Anatomy
from backpain_cli.library import ready_made as forms
from backpain_cli.library.anatomy_build import anatomy_from
from backpain_cli.paths import packaged_data

ANATOMY = packaged_data("anatomy")

Plain = dict[str, Any]


def load_anatomy(folder: Path = ANATOMY) -> Anatomy:
    """Return the whole vocabulary."""
    return anatomy_from(ready_made(folder))


def ready_made(folder: Path) -> Plain:
    """Return the files' contents as one plain value, from the ready-made form where there is one."""
    value: Plain = forms.ready_made(_compiled(folder), _contents(folder), plain)
    return value


def compile_anatomy(folder: Path) -> Path:
    """Write the ready-made form of the anatomy in `folder`, and return its path."""
    return forms.keep(_compiled(folder), _contents(folder), plain)


def plain(contents: forms.Contents) -> Plain:
    """Parse the files: a muscle's under `muscles` by its key, each other one under its own name."""
    from backpain_cli.library.yaml_plain import plain_yaml  # YAML is wanted only where there is no ready-made form

    value: Plain = {"muscles": {}}
    for name, data in contents:
        parsed = plain_yaml(data.decode("utf-8"), name)
        stem = name.rsplit("/", 1)[-1].removesuffix(".yaml")
        if name.startswith("muscles/"):
            value["muscles"][stem] = parsed
        else:
            value[stem] = parsed
    return value


def _contents(folder: Path) -> forms.Contents:
    shared = sorted(path.name for path in folder.iterdir() if path.suffix == ".yaml")
    muscles = sorted(f"muscles/{path.name}" for path in (folder / "muscles").iterdir() if path.suffix == ".yaml")
    return [(name, (folder / name).read_bytes()) for name in (*shared, *muscles)]


def _compiled(folder: Path) -> Path:
    return folder / "compiled" / "anatomy.marshal"
