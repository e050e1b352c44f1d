"""A scene as PNG, through resvg: the extra `png`."""

from importlib.util import find_spec

from backpain_cli.chart.looks import LIGHT, Look
from backpain_cli.chart.scene import Scene
from backpain_cli.chart.svg import svg_of
from backpain_cli.domain.errors import BackpainError, ExitCode


def can_draw() -> bool:
    """Say whether the library that draws a PNG is installed."""
    return find_spec("resvg_py") is not None


def png_of(scene: Scene, look: Look = LIGHT, *, height: int = 1000) -> bytes:
    """Return `scene` as a PNG picture of that many pixels in height.

    Raises:
        BackpainError: the library that draws it is not installed.
    """
    try:
        import resvg_py
    except ImportError:
        raise BackpainError(
            "Drawing a PNG needs the extra `png`.",
            hint="Install it with: pip install 'backpain[png]'. SVG needs nothing.",
            exit_code=ExitCode.UNAVAILABLE,
        ) from None
    return bytes(resvg_py.svg_to_bytes(svg_string=svg_of(scene, look, height=height)))
