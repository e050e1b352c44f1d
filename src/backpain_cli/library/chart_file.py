"""The charts' data: from its YAML files, which are the single source, or from their ready-made form."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from backpain_cli.library import ready_made as forms
from backpain_cli.library.shipped import CHARTS, PACKAGE


def load_charts(folder: Path = CHARTS) -> dict[str, Any]:
    """Return the plain contents of the files in `folder`, by their names: body, areas, muscles, postures."""
    value: dict[str, Any] = forms.ready_made(_compiled(folder), _contents(folder), _plain)
    return value


def compile_charts(folder: Path) -> Path:
    """Write the ready-made form of the charts' data in `folder`, and return its path."""
    return forms.keep(_compiled(folder), _contents(folder), _plain)


Draw = Callable[[Mapping[str, Any]], Any]
"""From the contents of body.yaml and postures.yaml to what is drawn of them, as plain values."""


def load_drawn(draw: Draw, folder: Path = CHARTS) -> Any:
    """Return what `draw` makes of the body and the postures in `folder`.

    Its ready-made form is kept with both and with the modules that draw, so that it is never a stale one.
    """
    return forms.ready_made(_drawn(folder), _drawn_from(folder), _drawer(draw))


def compile_drawn(draw: Draw, folder: Path) -> Path:
    """Write the ready-made form of what is drawn of `folder`, and return its path."""
    return forms.keep(_drawn(folder), _drawn_from(folder), _drawer(draw))


def _drawer(draw: Draw) -> Callable[[forms.Contents], Any]:
    return lambda contents: draw(_plain([one for one in contents if one[0] in _DRAWN]))


def _drawn_from(folder: Path) -> forms.Contents:
    files = [*(folder / name for name in _DRAWN), *sorted((PACKAGE / "chart").glob("*.py"))]
    return [(path.name, path.read_bytes()) for path in files]


def _drawn(folder: Path) -> Path:
    return folder / "compiled" / "drawn.marshal"


_DRAWN = ("body.yaml", "postures.yaml")


def _plain(contents: forms.Contents) -> dict[str, Any]:
    from backpain_cli.library.yaml_plain import plain_yaml  # YAML is wanted only where there is no ready-made form

    return {name.removesuffix(".yaml"): plain_yaml(data.decode("utf-8"), name) for name, data in contents}


def _contents(folder: Path) -> forms.Contents:
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.yaml"))]


def _compiled(folder: Path) -> Path:
    return folder / "compiled" / "charts.marshal"
