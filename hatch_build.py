"""Compiles the shipped data for the wheel, so that no command of an installed program parses it from YAML."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileData(BuildHookInterface[Any]):
    """Puts the ready-made forms of the shipped data into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the data and add it to what the wheel carries; an editable install makes its own on first use."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from backpain_cli.library.routines.finder import compile_routines
        from backpain_cli.library.shipped import compile_shipped
        from backpain_cli.paths import PACKAGE

        forms = (*compile_shipped(), compile_routines(Path(self.root) / "routines"))
        for compiled in forms:
            build_data["force_include"][str(compiled)] = str(Path("backpain_cli") / compiled.relative_to(PACKAGE))
