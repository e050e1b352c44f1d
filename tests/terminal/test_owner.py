"""The owner of the terminal, seen from its two ends."""

import os
import threading
from pathlib import Path

import pytest

from backpain_cli.terminal.keys import SessionKeyReader
from backpain_cli.terminal.owner import TerminalOwner

pytestmark = pytest.mark.terminal


def test_a_bell_from_another_thread_never_rings_within_a_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = b"\x1b[1;1H" + b"x" * 3_000
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as output, Path(os.devnull).open() as nothing:
        monkeypatch.setattr("sys.stdout", output)
        monkeypatch.setattr("sys.stdin", nothing)
        owner = TerminalOwner(SessionKeyReader(), screen=False)
        received: list[bytes] = []

        def receive() -> None:
            while piece := os.read(reading, 65_536):
                received.append(piece)

        def ring() -> None:
            for _ in range(100):
                owner.write(b"\a")

        others = [threading.Thread(target=ring) for _ in range(2)]
        reader = threading.Thread(target=receive)
        for thread in (reader, *others):
            thread.start()
        for _ in range(30):
            owner.write(frame)
        for thread in others:
            thread.join()
    reader.join()
    os.close(reading)
    written = b"".join(received)
    assert written.count(b"\a") == 200
    assert written.count(frame) == 30
