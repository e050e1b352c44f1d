"""The names and the arrow heads that are written over the cells of a picture."""

import math
import unicodedata

from backpain_cli.domain.text import is_forbidden
from backpain_cli.pictures.palette import PictureColors, readable_color
from backpain_cli.pictures.render.patterns import FILL_PATTERNS, LETTERS
from backpain_cli.pictures.render.raster import BLANK, SERIES, PictureCell, PictureMode, Raster, head_of
from backpain_cli.pictures.render.shading import terminal_colors
from backpain_cli.pictures.scene import Dot, Label, Outline, Role, Scene, ScenePoint


class LabelWriter:
    """Writes over the cells of a picture, never two things in one cell as long as there is room."""

    def __init__(self, raster: Raster, rows: list[list[PictureCell]], mode: PictureMode, look: PictureColors) -> None:
        self._raster, self._rows, self._mode = raster, rows, mode
        self._alphabet = LETTERS if mode is PictureMode.ASCII else FILL_PATTERNS
        self._patterns = "".join(self._alphabet.zones)
        self._colors = None if mode in {PictureMode.PATTERNS, PictureMode.ASCII} else terminal_colors(look, mode)
        self._columns, self._lines = len(rows[0]), len(rows)
        self._dots: dict[tuple[int, int], Dot] = {}
        self._letters: set[tuple[int, int]] = set()

    def write(self, scene: Scene) -> None:
        """Write what is too small to be drawn, and all texts."""
        signs = [shape for shape in scene.shapes if self._raster.is_sign(shape)]
        for shape in signs:
            if isinstance(shape, Dot) and (place := self._place_for(shape.at)) is not None:
                self._dots[place] = shape
        if not self._colors:
            for column, line in self._dots:
                self._clear_beside(column, line)
        for place, dot in self._dots.items():
            sign = self._alphabet.points[dot.series % len(self._alphabet.points)]
            self._put(place, sign, self._colors.full[dot.series % SERIES] if self._colors else "")
        for shape in signs:
            if isinstance(shape, Outline):
                self._write_head(head_of(shape))
        for shape in scene.shapes:
            if isinstance(shape, Label):
                self._write_text(shape)

    def _write_head(self, corners: list[ScenePoint]) -> None:
        """Write the head of an arrow as a sign that points the same way."""
        tip, one, other = (self._raster.place(corner) for corner in corners)
        turn = math.atan2(tip.y - (one.y + other.y) / 2, tip.x - (one.x + other.x) / 2)
        sign = self._alphabet.heads[round(turn / (math.pi / 4)) % 8]
        place = (int((tip.x + one.x + other.x) / 6), int((tip.y + one.y + other.y) / 12))
        if 0 <= place[0] < self._columns and 0 <= place[1] < self._lines and place not in self._dots:
            self._put(place, sign, self._colors.roles[Role.ARROW] if self._colors else "")
            self._letters.add(place)

    def _place_for(self, at: ScenePoint) -> tuple[int, int] | None:
        """Return the cell of a point, or the nearest one beside it if another point is there."""
        at = self._raster.place(at)
        own = (min(max(int(at.x / 2), 0), self._columns - 1), min(max(int(at.y / 4), 0), self._lines - 1))
        near = [(own[0] + across, own[1] + down) for down in (-1, 0, 1) for across in (-1, 0, 1)]
        free = [
            (column, line)
            for column, line in near
            if 0 <= column < self._columns and 0 <= line < self._lines and (column, line) not in self._dots
        ]
        middle = ScenePoint(at.x - 1, at.y - 2)
        return min(
            free, key=lambda place: (place != own, math.dist((2 * place[0], 4 * place[1]), middle)), default=None
        )

    def _clear_beside(self, column: int, line: int) -> None:
        """Set a point off from a pattern on both sides, where the pattern goes on behind the gap."""
        row = self._rows[line]
        for step in (-1, 1):
            beside, behind = column + step, column + 2 * step
            if 0 <= behind < self._columns and row[beside] == row[behind] and row[beside].character in self._patterns:
                row[beside] = BLANK

    def _write_text(self, text: Label) -> None:
        letters = _letters(text.text, self._mode)[: self._columns]
        at = self._raster.place(text.at)
        shift = {"start": 0.0, "end": float(len(letters))}.get(text.anchor, len(letters) / 2)
        own = (
            min(max(round(at.x / 2 - shift), 0), self._columns - len(letters)),
            min(max(int(at.y / 4), 0), self._lines - 1),
        )
        for place, dot in self._dots.items():
            if len(letters) == 1 and text.anchor == "middle" and math.dist(dot.at, text.at) <= dot.radius / 2:
                self._write_number(place, letters, dot)
                return
        # Only sideways: a name that moved up or down would be beside another vertebra.
        onwards = -1 if text.anchor == "end" else 1
        moves = sorted(
            (onwards * move for move in range(-_FARTHEST_BACK, _FARTHEST + 1)),
            key=lambda move: abs(move) if move * onwards >= 0 else 2 * abs(move),
        )
        line = own[1]
        places = [own[0] + move for move in moves if 0 <= own[0] + move <= self._columns - len(letters)]
        column = next((column for column in places if self._is_free((column, line), len(letters))), None)
        if column is None:
            return
        for step, letter in enumerate(letters, start=column):
            self._put((step, line), letter, self._colors.ink if self._colors else "")
            self._letters.add((step, line))

    def _is_free(self, place: tuple[int, int], width: int) -> bool:
        """Return whether a text of that width hides no point there, and touches no other text."""
        cells = [(place[0] + step, place[1]) for step in range(-1, width + 1)]
        return self._letters.isdisjoint(cells) and self._dots.keys().isdisjoint(cells[1:-1])

    def _write_number(self, place: tuple[int, int], number: str, dot: Dot) -> None:
        """Write a point's number into its dot: the cell round it has the colour of the dot."""
        column, line = place
        if self._colors:
            spot = self._rows[line][column].foreground
            self._rows[line][column] = PictureCell(" ", "", spot)
        self._put(place, number, self._colors.paper if self._colors else "")
        self._letters.add(place)

    def _put(self, place: tuple[int, int], sign: str, color: str) -> None:
        """Put a sign over what was painted there, in a colour in which it can be read."""
        column, line = place
        below = self._rows[line][column]
        if self._colors is None:
            self._rows[line][column] = PictureCell(sign)
            return
        # Where one half is bare paper a point keeps the colour of the other; letters would look boxed in by it.
        ground = below.background or (below.foreground if place in self._dots and below.character != " " else "")
        if not ground and color == self._colors.ink:
            # On bare paper the terminal's own colour is the one that can be read, whatever its background.
            color = ""
        if ground:
            color = readable_color(color, ground, self._colors.paper, self._colors.ink)
        self._rows[line][column] = PictureCell(sign, color, ground)


_FARTHEST, _FARTHEST_BACK = 3, 2
"""How many columns a text may move to find room, onwards from its place and back; beyond that it would belong to no
place, or be on the other side of another one."""


def _letters(text: str, mode: PictureMode) -> str:
    """Return `text` as signs of one cell each."""
    if mode is PictureMode.ASCII:
        text = unicodedata.normalize("NFKD", text.translate(_PLAIN_FOR))
        text = "".join(sign for sign in text if not unicodedata.combining(sign))
        return "".join(sign if " " <= sign <= "~" else "?" for sign in text)
    signs = (sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) not in {"Mn", "Me"})
    return "".join("?" if is_forbidden(sign) or unicodedata.east_asian_width(sign) in "WF" else sign for sign in signs)


_PLAIN_FOR = str.maketrans({"←": "<", "→": ">", "↑": "^", "↓": "v", "–": "-", "—": "-", "’": "'", "‘": "'", "·": "."})
