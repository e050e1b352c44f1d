"""A look for pictures within a page that is light or dark by itself: each colour is a name that the page gives."""

from backpain_cli.chart.looks import DARK, LIGHT, Look

_SINGLE = tuple(name for name in Look._fields if name != "series")

COLORS: dict[str, tuple[str, str]] = {
    **{f"chart-{name.replace('_', '-')}": (getattr(LIGHT, name), getattr(DARK, name)) for name in _SINGLE},
    **{f"chart-series-{number}": pair for number, pair in enumerate(zip(LIGHT.series, DARK.series, strict=True))},
}
"""The light and the dark colour of each name."""

THEMED = Look(
    **{name: f"var(--chart-{name.replace('_', '-')})" for name in _SINGLE},
    series=tuple(f"var(--chart-series-{number})" for number in range(len(LIGHT.series))),
)
"""Every colour as a CSS variable of that name."""
