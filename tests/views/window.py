"""A simulated terminal that counts what it is sent."""

import pyte


class Window:
    """A terminal of a size, from the bytes that it is sent."""

    def __init__(self, columns: int, lines: int) -> None:
        self.size = (columns, lines)
        self.sent = 0
        self.writes: list[bytes] = []
        self.breaks = False
        """Whether the terminal takes no more than a few bytes."""
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)

    def write(self, data: bytes) -> bool:
        """Take `data`; return whether all of it was taken."""
        self.sent += len(data)
        self.writes.append(data)
        self._stream.feed(data[:12] if self.breaks else data)
        return not self.breaks

    def resize(self, columns: int, lines: int) -> None:
        """Become as large as that."""
        self.size = (columns, lines)
        self.screen.resize(lines, columns)

    def text(self) -> list[str]:
        """Return the lines, without spaces at their ends; a space on a reversed ground is a full block."""
        columns, lines = self.size
        rows = []
        for y in range(lines):
            cells = [self.screen.buffer[y][x] for x in range(columns)]
            rows.append("".join("█" if cell.data == " " and cell.reverse else cell.data for cell in cells).rstrip())
        return rows
