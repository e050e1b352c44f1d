"""Who looks at our pane of tmux, and what their terminals can show. Source: the manual of tmux, formats and options."""

import os
import re
import subprocess
from collections.abc import Mapping
from typing import NamedTuple

_WAIT_S = 0.5
_PANE = "#{allow-passthrough} #{window_id}"
_CLIENT = "#{window_id} #{client_pid} #{client_termname} #{client_termfeatures} #{client_termtype}"
_REFUSES = frozenset({"", "0", "off"})
_FIRST_WITH_TEXT = (0, 28)
"""The version of kitty from which pictures can be text."""


class TmuxClient(NamedTuple):
    """A terminal that shows our window."""

    process: str
    name: str = ""
    """Its TERM."""
    features: str = ""
    kind: str = ""
    """What it calls itself, such as `kitty(0.41.1)`; empty where it does not say."""

    @property
    def draws_placeholders(self) -> bool:
        """Whether it replaces placeholders by the pictures of kitty."""
        called = self.kind.casefold()
        if version := re.match(r"kitty\((\d+)\.(\d+)", called):
            return (int(version[1]), int(version[2])) >= _FIRST_WITH_TEXT
        return called.startswith("ghostty") or self.name in {"xterm-kitty", "xterm-ghostty"}


class TmuxView(NamedTuple):
    """The terminals that show our window now."""

    passes: bool = False
    """Whether tmux passes on what is meant for them."""
    clients: tuple[TmuxClient, ...] = ()

    @property
    def draws_placeholders(self) -> bool:
        """Whether there is one, and all of them draw pictures that are text."""
        return self.passes and bool(self.clients) and all(client.draws_placeholders for client in self.clients)

    @property
    def draws_sixel(self) -> bool:
        """Whether there is one, and all of them draw sixels: tmux says that it does, whatever they do."""
        return bool(self.clients) and all("sixel" in client.features.split(",") for client in self.clients)


def tmux_view(environment: Mapping[str, str] = os.environ) -> TmuxView:
    """Ask tmux which terminals show our window, for a short time; without an answer there are none."""
    pane = ["-t", environment["TMUX_PANE"]] if environment.get("TMUX_PANE") else []
    command = ["tmux", "display-message", "-p", *pane, _PANE, ";", "list-clients", "-F", _CLIENT]
    try:
        asked = subprocess.run(  # noqa: S603 - our own arguments
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=_WAIT_S,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    except (OSError, subprocess.TimeoutExpired):
        return TmuxView()
    ours, *clients = asked.stdout.splitlines() or [""]
    passing, _, window = ours.partition(" ")
    shown = (client.split(" ", 4) for client in sorted(clients) if window and client.startswith(f"{window} "))
    return TmuxView(passing not in _REFUSES, tuple(TmuxClient(*rest) for _, *rest in shown))
