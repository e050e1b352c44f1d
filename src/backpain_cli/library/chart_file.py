"""The charts' data: from its YAML files, which are the single source, or from their ready-made form."""

from pathlib import Path
from typing import Any

from backpain_cli.library import ready_made as forms
from backpain_cli.paths import packaged_data

CHARTS = packaged_data("charts")


def load_charts(folder: Path = CHARTS) -> dict[str, Any]:
    """Return the plain contents of the files in `folder`, by their names: body, areas, muscles, postures."""
    value: dict[str, Any] = forms.ready_made(_compiled(folder), _contents(folder), _plain)
    return value


def compile_charts(folder: Path) -> Path:
    """Write the ready-made form of the charts' data in `folder`, and return its path."""
    return forms.keep(_compiled(folder), _contents(folder), _plain)


def _plain(contents: forms.Contents) -> dict[str, Any]:
    from backpain_cli.library.yaml_plain import plain_yaml  # YAML is wanted only where there is no ready-made form

    return {name.removesuffix(".yaml"): plain_yaml(data.decode("utf-8"), name) for name, data in contents}


def _contents(folder: Path) -> forms.Contents:
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.yaml"))]


def _compiled(folder: Path) -> Path:
    return folder / "compiled" / "charts.marshal"
