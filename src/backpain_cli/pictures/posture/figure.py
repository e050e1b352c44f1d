"""The jointed figure of a posture: its joints from the file, and how thick its trunk is.

It is 200 units tall when standing (7.5 heads).
"""

from collections.abc import Mapping, Sequence
from math import cos, dist, sin
from typing import Any, NamedTuple

from backpain_cli.pictures.posture.vectors import Axes, Vector, axes_between, axes_of, direction_of, limb_joint

HEAD = 200 / 7.5
"""The height of the head, which the body is measured in."""
THIGH, SHIN, UPPER_ARM, FOREARM = 46.7, 45.3, 36.0, 28.0
LOWER_SPINE, UPPER_SPINE, NECK = 27.0, 38.0, 12.0
PALM = 8.0
"""From the wrist to the middle of the palm, which is what a hand lays on things."""
SOLE = 8.0
"""Of the ankle above the sole."""
FigureValues = Mapping[str, Any]
"""A posture as in the file: texts, lists of texts, dictionaries of texts."""


class Limb(NamedTuple):
    """The joints of an arm or a leg, from the trunk outwards; its end points where the fingers or the toes do."""

    root: Vector
    middle: Vector
    end: Vector
    points: Vector

    @property
    def palm(self) -> Vector:
        """The middle of the palm, where it is an arm."""
        return self.end.moved(self.points, PALM)


class Figure(NamedTuple):
    """All joints of a body in a posture."""

    hips: Vector
    waist: Vector
    neck: Vector
    skull: Vector
    """Where the head turns on the neck."""
    pelvis: Axes
    chest: Axes
    head: Axes
    arms: dict[int, Limb]
    """By side: 1 is the person's left, -1 the right."""
    legs: dict[int, Limb]

    def places(self) -> dict[str, Vector]:
        """Return the places that a file can name."""
        found = {"hips": self.hips, "waist": self.waist, "neck": self.neck, "floor": Vector(0.0, 0.0, 0.0)}
        found |= {
            "chest": self.waist.moved(self.waist.to(self.neck), 0.6),
            "head": self.head.at(self.skull, 1.5, 9.7, 0),
        }
        for name, side in SIDES.items():
            arm, leg = self.arms[side], self.legs[side]
            found |= {f"{name}-shoulder": arm.root, f"{name}-elbow": arm.middle, f"{name}-wrist": arm.end}
            found |= {f"{name}-palm": arm.palm, f"{name}-fingers": arm.end.moved(arm.points, 16)}
            found |= {f"{name}-hip": leg.root, f"{name}-knee": leg.middle, f"{name}-ankle": leg.end}
            found |= {f"{name}-toes": leg.end.moved(leg.points, 18)}
            found |= {f"{name}-thigh": leg.root.moved(leg.root.to(leg.middle), 0.5)}
            found |= {f"{name}-calf": leg.middle.moved(leg.middle.to(leg.end), 0.4)}
            found |= {f"{name}-upper-arm": arm.root.moved(arm.root.to(arm.middle), 0.5)}
            found |= {f"{name}-forearm": arm.middle.moved(arm.middle.to(arm.end), 0.5)}
        return found


SIDES = {"left": 1, "right": -1}
VIEWS = {"side": 10.0, "half-front": 45.0, "front": 90.0, "half-back": -45.0, "back": -90.0}
"""How far the face is turned from the picture's right edge towards the one who looks, in degrees."""
_SHOULDER_UP, _SHOULDER_OUT, _HIP_OUT = 54.6, 19.8, 9.5


def figure_from(plain: FigureValues) -> Figure:
    """Return the joints of the posture that `plain` describes.

    Raises:
        ValueError: a hand or a foot cannot reach its place.
    """
    pelvis = axes_of(*numbers_in(plain.get("pelvis", "0")))
    chest = axes_of(*numbers_in(plain.get("chest", "0")))
    height, forward, left = numbers_in(plain["hips"], 0.0, 0.0, 0.0)
    hips = Vector(forward, height, left)
    waist = hips.moved(pelvis.top, LOWER_SPINE)
    neck = waist.moved(chest.top, UPPER_SPINE)
    chest_lean, chest_bend, _ = numbers_in(plain.get("chest", "0"), 0.0, 0.0, 0.0)
    skull = neck.moved(axes_of(*numbers_in(plain.get("neck", [str(chest_lean + 12), str(chest_bend)]))).top, NECK)
    head = axes_of(*numbers_in(plain.get("head", "0")))
    around = 90.0 if plain["view"] in {"front", "back"} else 0.0

    figure = Figure(hips, waist, neck, skull, pelvis, chest, head, {}, {})
    for name, side in SIDES.items():
        root = pelvis.at(hips, 0, 0, side * _HIP_OUT)
        figure.legs[side] = _leg(plain, name, side, root, around)
    for name, side in SIDES.items():
        lifted = float(plain.get(f"{name}-shrug", plain.get("shrug", "0")))
        root = chest.at(waist, 0, _SHOULDER_UP - LOWER_SPINE + lifted, side * _SHOULDER_OUT)
        figure.arms[side] = Limb(root, root, root, root)
    # A hand may lie on the other arm, which must be known by then.
    for name in sorted(SIDES, key=lambda name: _lies_on_the_other_arm(plain, name)):
        figure.arms[SIDES[name]] = _arm(plain, name, figure, around)
    return figure


def _lies_on_the_other_arm(plain: FigureValues, name: str) -> bool:
    hand = plain.get(f"{name}-hand", "")
    place = hand if isinstance(hand, str) else hand[0]
    (other,) = SIDES.keys() - {name}
    return str(place).startswith(other) and str(place).removeprefix(f"{other}-") in _ON_AN_ARM


_ON_AN_ARM = {"upper-arm", "elbow", "forearm", "wrist", "palm", "fingers"}


def numbers_in(value: str | Sequence[str], *otherwise: float) -> list[float]:
    """Return the numbers of a value; those missing at the end are taken from `otherwise`."""
    given = [float(value)] if isinstance(value, str) else [float(number) for number in value]
    return [*given, *otherwise[len(given) :]]


def _leg(plain: FigureValues, name: str, side: int, root: Vector, around: float) -> Limb:
    if f"{name}-leg" in plain:
        thigh, shin, *rest = plain[f"{name}-leg"]
        middle = root.moved(direction_of(thigh, side, around), THIGH)
        end = middle.moved(direction_of(shin, side, around), SHIN)
        return Limb(root, middle, end, direction_of(rest[0] if rest else "90/0", side, 0))
    forward, outward, lift = numbers_in(plain[f"{name}-foot"], 0.0, _HIP_OUT, 0.0)
    goal = Vector(forward, SOLE + lift, side * outward)
    points = direction_of(plain.get(f"{name}-toes", "90/12"), side, 0)
    pole = direction_of(plain.get(f"{name}-knee", "90/8"), side, 0)
    middle, end = limb_joint(root, goal, THIGH, SHIN, pole)
    _check_reached(f"the {name} foot", end, goal)
    return Limb(root, middle, end, points)


def _arm(plain: FigureValues, name: str, figure: Figure, around: float) -> Limb:
    side = SIDES[name]
    root = figure.arms[side].root
    pointing = plain.get(f"{name}-fingers")
    fingers = direction_of(pointing, side, around) if pointing else None
    if f"{name}-hand" in plain:
        goal = spot_of(plain[f"{name}-hand"], figure)
        pole = direction_of(plain.get(f"{name}-elbow", "30/160"), side, 0)
        if fingers is None:
            middle, palm = limb_joint(root, goal, UPPER_ARM, FOREARM + PALM, pole)
            _check_reached(f"the {name} hand", palm, goal)
            fingers = middle.to(palm).unit()
            return Limb(root, middle, middle.moved(fingers, FOREARM), fingers)
        wrist = goal.moved(fingers, -PALM)
        middle, end = limb_joint(root, wrist, UPPER_ARM, FOREARM, pole)
        _check_reached(f"the {name} hand", end, wrist)
        return Limb(root, middle, end, fingers)
    upper, fore = (direction_of(text, side, around) for text in plain.get(f"{name}-arm", ["3", "12"]))
    middle = root.moved(upper, UPPER_ARM)
    return Limb(root, middle, middle.moved(fore, FOREARM), fingers or fore)


def _check_reached(what: str, end: Vector, goal: Vector) -> None:
    if dist(end, goal) > 2:
        raise ValueError(f"{what} stays {dist(end, goal):.0f} units away from its place")


def spot_of(value: str | Sequence[str], figure: Figure) -> Vector:
    """Return the place that is given by a name, or by a name and the way from there: forward, up, left."""
    if isinstance(value, str):
        return figure.places()[value]
    name, *way = value
    return figure.places()[name].moved(Vector(*numbers_in(way, 0.0, 0.0, 0.0)))


# The trunk: its middle line, and how far it reaches to the sides, to the front and to the back


RINGS = (
    (-12.0, 7.0, 3.0, 6.0),
    (-7.0, 17.0, 7.5, 12.0),
    (0.0, 19.7, 9.5, 14.0),
    (7.0, 19.3, 10.0, 13.2),
    (14.0, 17.0, 10.3, 10.2),
    (22.0, 15.0, 10.3, 8.3),
    (30.0, 15.8, 11.0, 9.0),
    (39.0, 18.3, 12.3, 10.8),
    (48.0, 20.3, 12.5, 11.8),
    (55.0, 21.5, 10.8, 11.6),
    (61.2, 19.6, 8.4, 10.4),
    (63.8, 13.5, 7.0, 9.2),
    (66.4, 8.6, 6.2, 7.8),
    (69.5, 6.0, 5.2, 6.0),
    (72.0, 3.0, 2.6, 3.0),
)
"""Height above the hips along the spine; half the width; reach to the front; reach to the back."""


class TrunkRing(NamedTuple):
    """A cut across the trunk."""

    middle: Vector
    frame: Axes
    width: float
    front: float
    back: float

    def edge(self, around: float) -> Vector:
        """Return the place on the skin in that direction, in radians: 0 front, a quarter to the left, pi the back."""
        depth = self.front if cos(around) > 0 else self.back
        return self.frame.at(self.middle, depth * cos(around), 0, self.width * sin(around))


def ring_at(figure: Figure, height: float) -> TrunkRing:
    """Return the cut across the trunk at a height above the hips, along the spine."""
    lower, upper = figure.pelvis.top, figure.chest.top
    length = LOWER_SPINE + UPPER_SPINE
    if height <= 0:
        middle = figure.hips.moved(lower, height)
    elif height >= length:
        middle = figure.neck.moved(figure.neck.to(figure.skull).unit(), height - length)
    elif height <= LOWER_SPINE:
        halfway = lower.moved(upper).unit()
        middle = _hermite(figure.hips, figure.waist, lower, halfway, height / LOWER_SPINE, LOWER_SPINE)
    else:
        halfway = lower.moved(upper).unit()
        middle = _hermite(figure.waist, figure.neck, halfway, upper, (height - LOWER_SPINE) / UPPER_SPINE, UPPER_SPINE)
    frame = axes_between(figure.pelvis, figure.chest, min(max((height - 6) / 38, 0), 1))
    below = max((ring for ring in RINGS if ring[0] <= height), default=RINGS[0])
    above = min((ring for ring in RINGS if ring[0] >= height), default=RINGS[-1])
    part = (height - below[0]) / (above[0] - below[0]) if above[0] > below[0] else 0.0
    width, front, back = (a + (b - a) * part for a, b in zip(below[1:], above[1:], strict=True))
    return TrunkRing(middle, frame, width, front, back)


def _hermite(start: Vector, end: Vector, leaving: Vector, arriving: Vector, part: float, length: float) -> Vector:
    square, cube = part**2, part**3
    weights = (2 * cube - 3 * square + 1, cube - 2 * square + part, 3 * square - 2 * cube, cube - square)
    values = zip(weights, (start, leaving, end, arriving), (1.0, length, 1.0, length), strict=True)
    found = Vector(0, 0, 0)
    for weight, value, by in values:
        found = found.moved(value, weight * by)
    return found
