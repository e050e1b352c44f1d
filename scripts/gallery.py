"""Draws every chart and every posture into a folder: a PNG each, and one HTML page to look at them side by side.

Examples: python scripts/gallery.py gallery; python scripts/gallery.py gallery doorway neck
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import NamedTuple

from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_atlas, load_picture_data
from backpain_cli.pictures.body.chart import (
    ChartSeries,
    body_chart,
    series_of_area,
    series_of_muscle,
    series_of_routine,
    views_showing,
)
from backpain_cli.pictures.posture.posture import posture_for, posture_scene, postures_of
from backpain_cli.pictures.render.images import png_image
from backpain_cli.pictures.scene import Scene
from backpain_cli.pictures.step_pictures import point_map

CHART_HEIGHT, POSTURE_HEIGHT = 700, 300
"""Of the PNGs, in pixels."""

_STYLE = """
body { font: 1rem/1.5 sans-serif; margin: 1rem; background: #fbfaf7; color: #2b2f33; }
main > div { display: grid; grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr)); gap: 1rem; }
figure { margin: 0; } img { max-width: 100%; height: auto; border: 1px solid #ddd6ca; }
figcaption { font-size: 0.85rem; } figcaption b { display: block; font-size: 1rem; }
"""


class Piece(NamedTuple):
    """One picture of the gallery, which is drawn when it is wanted."""

    group: str
    key: str
    """What it is found by, and its file's name: letters and hyphens."""
    draw: Callable[[], Scene]
    height: int
    """Of its PNG, in pixels."""


def pieces() -> Iterator[Piece]:
    """Return every muscle, every pain area, every shipped routine, every posture and every point's cut-out."""
    anatomy, data = load_atlas(), load_picture_data()

    def chart(group: str, key: str, series: Sequence[ChartSeries]) -> Piece:
        return Piece(group, key, partial(body_chart, data, series, views_showing(data, series), key), CHART_HEIGHT)

    for key, muscle in anatomy.muscles.items():
        yield chart("Muscles", f"muscle-{key}", series_of_muscle(anatomy, muscle))
    for key, area in anatomy.areas.items():
        yield chart("Areas", f"area-{key}", [series_of_area(area)])
    for routine in load_shipped_routines(anatomy):
        yield chart("Routines", f"routine-{routine.key}", series_of_routine(anatomy, routine))
    postures = postures_of(data["postures"])
    for key, posture in postures.items():
        yield Piece("Postures", f"posture-{key}", partial(posture_scene, posture, key, ""), POSTURE_HEIGHT)
    for muscle in anatomy.muscles.values():
        for point in muscle.points:
            if point.technique is None:
                continue
            name = point.key.replace("/", "-")
            pressed = posture_for(postures, point.key)
            if pressed is not None:
                draw = partial(posture_scene, pressed, point.key, "")
                yield Piece("How each point is pressed", f"press-{name}", draw, POSTURE_HEIGHT)
            yield Piece("Where each point is", f"point-{name}", partial(point_map, point, name, data), POSTURE_HEIGHT)


def gallery(folder: Path, wanted: Sequence[str] = ()) -> int:
    """Write the pictures and the page `index.html` to `folder`, and return how many pictures there are.

    Args:
        folder: is made where there is none.
        wanted: parts of keys; only pictures whose key holds one of them are drawn. Without any, all are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    groups: dict[str, list[str]] = {}
    for piece in pieces():
        if wanted and not any(part in piece.key for part in wanted):
            continue
        scene = piece.draw()
        (folder / f"{piece.key}.png").write_bytes(png_image(scene, height=piece.height))
        words = escape(scene.caption)
        groups.setdefault(piece.group, []).append(
            f'<figure><img src="{piece.key}.png" loading="lazy" alt="{words}">'
            f"<figcaption><b>{escape(piece.key)}</b>{words}</figcaption></figure>"
        )
    told = [f"<h2>{group}</h2>\n<div>\n{chr(10).join(drawn)}\n</div>" for group, drawn in groups.items()]
    head = f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Gallery</title>\n<style>{_STYLE}</style>'
    page = [head, "<main>", "<h1>Every chart and every posture</h1>", *told, "</main>", "</html>", ""]
    (folder / "index.html").write_text("\n".join(page), encoding="utf-8")
    return sum(map(len, groups.values()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what the command line asks for, and return the exit code: 1 where no picture has such a name."""
    summary, _, examples = (__doc__ or "").strip().partition("\n\n")
    parser = argparse.ArgumentParser(description=summary, epilog=examples)
    parser.add_argument("folder", type=Path, help="where index.html and the PNGs go; it is made where there is none")
    parser.add_argument("wanted", nargs="*", metavar="PART", help="draw only pictures whose name holds one of these")
    told = parser.parse_args(arguments)
    if told.folder.exists() and not told.folder.is_dir():
        parser.error(f"{told.folder} is a file; give a folder.")
    drawn = gallery(told.folder, told.wanted)
    pictures = "1 picture" if drawn == 1 else f"{drawn} pictures"
    if not drawn:
        sys.stderr.write(f"No picture has a name with {' or '.join(told.wanted)} in it.\n")
        return 1
    sys.stdout.write(f"{pictures}: {told.folder / 'index.html'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
