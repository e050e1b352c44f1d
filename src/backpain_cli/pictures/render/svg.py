"""A scene as SVG: self-contained, with its caption for screen readers, light or dark."""

from collections.abc import Collection
from html import escape

from backpain_cli.pictures.palette import LIGHT_COLORS, PictureColors, role_color
from backpain_cli.pictures.scene import CurveTo, Dot, Label, LineTo, MoveTo, Outline, OutlineSegment, Role, Scene

SVG_PATTERNS = 6
"""How many patterns of hatching there are; a series beyond that begins again."""


def svg_document(scene: Scene, look: PictureColors = LIGHT_COLORS, *, height: float | None = None) -> str:
    """Return `scene` as an SVG document.

    Args:
        height: in pixels; None leaves the size to whoever shows it.
    """
    size = f' height="{height:g}" width="{height * scene.width / scene.height:g}"' if height else ""
    essential = {shape.series for shape in scene.shapes if shape.role is Role.ESSENTIAL}
    # The full zones of several series differ in their hatching too: colours alone are not for everyone's eyes.
    striped = essential if len(essential) > 1 else set()
    used = sorted(striped | {shape.series for shape in scene.shapes if shape.role is Role.SPILLOVER})
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scene.width:g} {scene.height:g}"{size} role="img">\n'
        f"<title>{escape(scene.title)}</title>\n<desc>{escape(scene.caption)}</desc>\n"
        f"<defs>{''.join(_pattern(series, look) for series in used)}</defs>\n"
        f'<rect width="{scene.width:g}" height="{scene.height:g}" fill="{look.paper}"/>\n'
        + "\n".join(_shape(shape, look, striped) for shape in scene.shapes)
        + "\n</svg>\n"
    )


def hatching_of(series: int) -> tuple[int, int]:
    """Return the angle of a series' hatching in degrees, and the distance of its lines in units of the field.

    Where the colours begin again, the angles don't: two series of one colour differ plainly.
    """
    again = series // SVG_PATTERNS
    return (45, -45, 90, 0, 60, -60)[(series + 2 * again) % SVG_PATTERNS], 7 + 2 * again


def _pattern(series: int, look: PictureColors) -> str:
    """Return the hatching of a series: lines whose direction and distance are its own, without colour."""
    angle, gap = hatching_of(series)
    color = look.series[series % len(look.series)]
    return (
        f'<pattern id="hatch-{series}" width="{gap}" height="{gap}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({angle})"><line x1="0" y1="0" x2="0" y2="{gap}" stroke="{color}" '
        f'stroke-width="2"/></pattern>'
    )


def _shape(shape: Outline | Dot | Label, look: PictureColors, striped: Collection[int]) -> str:
    if isinstance(shape, Outline):
        stripes = ""
        if shape.role is Role.ESSENTIAL and shape.series in striped:
            stripes = _path(shape._replace(role=Role.SPILLOVER, width=0.0), look)
        return _path(shape, look) + stripes
    if isinstance(shape, Dot):
        color = role_color(shape.role, shape.series, look)
        return (
            f'<circle cx="{shape.at.x:.1f}" cy="{shape.at.y:.1f}" r="{shape.radius:g}" fill="{color}" '
            f'stroke="{look.paper}" stroke-width="{shape.radius / 4:g}"/>'
        )
    return (
        f'<text x="{shape.at.x:.1f}" y="{shape.at.y + shape.size / 2:.1f}" font-size="{shape.size * 1.4:g}" '
        f'text-anchor="{shape.anchor}" fill="{look.ink}" {_rim(shape.size, look)} '
        f'font-family="DejaVu Sans, Verdana, Helvetica, Arial, sans-serif">{escape(shape.text)}</text>'
    )


def _rim(size: float, look: PictureColors) -> str:
    """Return how letters are set off from what lies below: a rim of paper behind them."""
    return f'stroke="{look.paper}" stroke-opacity="0.7" stroke-width="{size / 4:g}" paint-order="stroke"'


def _path(path: Outline, look: PictureColors) -> str:
    data = " ".join(_command(segment) for segment in path.segments) + (" Z" if path.closed else "")
    color = role_color(path.role, path.series, look)
    fill = color if path.closed else "none"
    extra = ""
    if path.role is Role.SPILLOVER:
        fill = f"url(#hatch-{path.series})"
    elif path.role is Role.ESSENTIAL:
        extra = ' fill-opacity="0.55"'
    elif path.role is Role.MUSCLE:
        extra = ' fill-opacity="0.28"'
    stroke = f' stroke="{color}" stroke-width="{path.width:g}" stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{data}" fill="{fill}"{extra}{stroke if path.width else ""}/>'


def _command(segment: OutlineSegment) -> str:
    match segment:
        case MoveTo(to):
            return f"M{to.x:.1f} {to.y:.1f}"
        case LineTo(to):
            return f"L{to.x:.1f} {to.y:.1f}"
        case CurveTo(first, second, to):
            return f"C{first.x:.1f} {first.y:.1f} {second.x:.1f} {second.y:.1f} {to.x:.1f} {to.y:.1f}"
