"""A scene on a page of a PDF: curves stay curves, letters stay letters."""

from typing import Any

from backpain_cli.pictures.palette import LIGHT_COLORS, PictureColors, role_color
from backpain_cli.pictures.render.svg import hatching_of
from backpain_cli.pictures.scene import CurveTo, Dot, Label, LineTo, MoveTo, Outline, Role, Scene, flattened

_FONT = "Helvetica"
_OPACITY = {Role.ESSENTIAL: 0.55, Role.MUSCLE: 0.28}


def draw_scene(
    scene: Scene, canvas: Any, left: float, bottom: float, width: float, *, look: PictureColors = LIGHT_COLORS
) -> None:
    """Draw `scene` on a canvas of reportlab, cut off at its own edges; the paper stays as it is.

    Args:
        scene: the picture.
        canvas: a reportlab canvas.
        left: of the picture, in points.
        bottom: of the picture, in points from the lower edge of the page.
        width: of the picture, in points; the height follows.
        look: its colours.
    """
    scale = width / scene.width
    canvas.saveState()
    canvas.translate(left, bottom + scene.height * scale)
    # A scene's y runs down, a page's up. Letters would stand on their heads: they turn the page back for themselves.
    canvas.scale(scale, -scale)
    edge = canvas.beginPath()
    edge.rect(0, 0, scene.width, scene.height)
    canvas.clipPath(edge, stroke=0, fill=0)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for shape in scene.shapes:
        canvas.saveState()
        match shape:
            case Outline():
                _path(shape, canvas, look)
            case Dot():
                canvas.setFillColor(_rgb(role_color(shape.role, shape.series, look)))
                canvas.setStrokeColor(_rgb("#ffffff"))
                canvas.setLineWidth(shape.radius / 4)
                canvas.circle(shape.at.x, shape.at.y, shape.radius, stroke=1, fill=1)
            case Label():
                _text(shape, canvas, look)
        canvas.restoreState()
    canvas.restoreState()


def _rgb(color: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(color)


def _path(path: Outline, canvas: Any, look: PictureColors) -> None:
    drawn = canvas.beginPath()
    for segment in path.segments:
        match segment:
            case MoveTo(to):
                drawn.moveTo(to.x, to.y)
            case LineTo(to):
                drawn.lineTo(to.x, to.y)
            case CurveTo(first, second, to):
                drawn.curveTo(first.x, first.y, second.x, second.y, to.x, to.y)
    if path.closed:
        drawn.close()
    color = _rgb(role_color(path.role, path.series, look))
    if path.role is Role.SPILLOVER:
        _hatch(path, drawn, canvas, color)
    elif path.closed:
        canvas.setFillColor(color, alpha=_OPACITY.get(path.role, 1))
        canvas.drawPath(drawn, stroke=0, fill=1, fillMode=0)
    if path.width:
        canvas.setStrokeColor(color)
        canvas.setLineWidth(path.width)
        canvas.drawPath(drawn, stroke=1, fill=0)


def _hatch(path: Outline, drawn: Any, canvas: Any, color: Any) -> None:
    """Fill a path with the parallel lines of its series."""
    places = [point for part in flattened(path) for point in part]
    middle_x = (min(point.x for point in places) + max(point.x for point in places)) / 2
    middle_y = (min(point.y for point in places) + max(point.y for point in places)) / 2
    reach = max(abs(point.x - middle_x) + abs(point.y - middle_y) for point in places)
    # As in the SVG, so that a sheet and a screen show the same.
    angle, gap = hatching_of(path.series)
    canvas.saveState()
    canvas.clipPath(drawn, stroke=0, fill=0)
    canvas.translate(middle_x, middle_y)
    canvas.rotate(angle)
    canvas.setStrokeColor(color)
    canvas.setLineWidth(1)
    lines = int(reach // gap) + 1
    for number in range(-lines, lines + 1):
        canvas.line(number * gap, -reach, number * gap, reach)
    canvas.restoreState()


def _text(text: Label, canvas: Any, look: PictureColors) -> None:
    canvas.translate(text.at.x, text.at.y + text.size / 2)
    canvas.scale(1, -1)
    canvas.setFillColor(_rgb(look.ink))
    canvas.setFont(_FONT, text.size * 1.4)
    draw = {"start": canvas.drawString, "end": canvas.drawRightString}.get(text.anchor, canvas.drawCentredString)
    draw(0, 0, text.text)
