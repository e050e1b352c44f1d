"""The colours of a picture, for a light and for a dark ground."""

from typing import NamedTuple

from backpain_cli.chart.scene import Role


class Look(NamedTuple):
    """Colours of one theme; `series` are those of several muscles, told apart by pattern as well."""

    paper: str
    ink: str
    body: str
    body_line: str
    landmark: str
    limb: str
    limb_far: str
    prop: str
    tool: str
    arrow: str
    series: tuple[str, ...]


LIGHT = Look(
    paper="#fbfaf7",
    ink="#2b2f33",
    body="#efe7dc",
    body_line="#b9a995",
    landmark="#8d8478",
    limb="#5b6b78",
    limb_far="#aab4bc",
    prop="#d5cfc4",
    tool="#c8741f",
    arrow="#b3261e",
    series=("#b3402e", "#2f6f9f", "#5d7f2a", "#8a4f9e", "#b07d12", "#1f7a74"),
)
DARK = Look(
    paper="#14181d",
    ink="#e6e6e0",
    body="#2a3138",
    body_line="#5d6873",
    landmark="#8b949c",
    limb="#9fb0bd",
    limb_far="#56636d",
    prop="#3a424a",
    tool="#f0a04b",
    arrow="#ff8a80",
    series=("#ff8a75", "#7fbfee", "#aace6b", "#d7a0e8", "#e8c15c", "#6fd0c8"),
)


def color_of(role: Role, series: int, look: Look) -> str:
    """Return the colour of a role, or of a series where several muscles are told apart."""
    if role in {Role.MUSCLE, Role.ESSENTIAL, Role.SPILLOVER, Role.POINT}:
        return look.series[series % len(look.series)]
    return {
        Role.BODY: look.body,
        Role.BODY_LINE: look.body_line,
        Role.LANDMARK: look.landmark,
        Role.LIMB: look.limb,
        Role.LIMB_FAR: look.limb_far,
        Role.PROP: look.prop,
        Role.TOOL: look.tool,
        Role.ARROW: look.arrow,
    }.get(role, look.ink)
