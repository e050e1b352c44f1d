"""Draws docs/chart.svg: two muscles with where they are published as felt.

python scripts/draw_chart.py
"""

from pathlib import Path

from backpain_cli.library.shipped import load_atlas, load_picture_data
from backpain_cli.pictures.body.chart import body_chart, series_of_muscle, views_showing
from backpain_cli.pictures.render.svg import svg_document

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "chart.svg"
SHOWN = ("quadratus-lumborum", "levator-scapulae")


def picture() -> str:
    """Return the chart of the README."""
    anatomy, data = load_atlas(), load_picture_data()
    series = [one for key in SHOWN for one in series_of_muscle(anatomy, anatomy.muscles[key])]
    return svg_document(
        body_chart(data, series, views_showing(data, series), "Quadratus lumborum and levator scapulae")
    )


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
