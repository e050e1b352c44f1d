"""Draws docs/chart.svg, and with a folder as argument a gallery of every chart as PNG and one HTML page.

python scripts/draw_chart.py
python scripts/draw_chart.py /tmp/gallery
"""

import sys
from html import escape
from pathlib import Path

from backpain_cli.chart.charts import body_chart, series_of_area, series_of_muscle, views_for
from backpain_cli.chart.png import png_of
from backpain_cli.chart.scene import Scene
from backpain_cli.chart.svg import svg_of
from backpain_cli.library.anatomy_file import load_anatomy
from backpain_cli.library.chart_file import load_charts

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "chart.svg"
SHOWN = ("quadratus-lumborum", "levator-scapulae")


def scenes() -> dict[str, Scene]:
    """Return the chart of every muscle and of every pain area, by its key."""
    anatomy, data = load_anatomy(), load_charts()
    wanted = {key: series_of_muscle(anatomy, muscle) for key, muscle in anatomy.muscles.items()}
    wanted |= {f"area-{key}": [series_of_area(area)] for key, area in anatomy.areas.items()}
    return {key: body_chart(data, series, views_for(data, series), key) for key, series in wanted.items()}


def picture() -> str:
    """Return the chart of the README."""
    anatomy, data = load_anatomy(), load_charts()
    series = [one for key in SHOWN for one in series_of_muscle(anatomy, anatomy.muscles[key])]
    return svg_of(body_chart(data, series, views_for(data, series), "Quadratus lumborum and levator scapulae"))


def gallery(folder: Path) -> None:
    """Write every chart to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    page = ["<!doctype html><meta charset='utf-8'><title>Charts</title>"]
    for key, scene in scenes().items():
        (folder / f"{key}.png").write_bytes(png_of(scene, height=900))
        page.append(f"<h2>{escape(key)}</h2><p>{escape(scene.caption)}</p>{svg_of(scene, height=700)}")
    (folder / "index.html").write_text("\n".join(page), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        gallery(Path(sys.argv[1]))
    else:
        PICTURE.write_text(picture(), encoding="utf-8")
