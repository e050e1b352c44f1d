"""What a build adds: the compiled data in the wheel, and a README that a registry can show."""

import os
import re
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ADDRESS_VARIABLE = "PROJECT_ADDRESS"
"""Where the repository is on the web. The release workflow knows it; the repository itself names none."""


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


class DescribeProject(MetadataHookInterface):
    """Gives the metadata a README whose pictures and links do not depend on the folder it is read in."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the README, and the links of the project where its address is known."""
        address = os.environ.get(ADDRESS_VARIABLE, "").rstrip("/")
        readme = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": readme_for_registry(readme, address)}
        if address:
            changes = f"{address}/blob/HEAD/CHANGELOG.md"
            metadata["urls"] = {"Source": address, "Issues": f"{address}/issues", "Changelog": changes}


def readme_for_registry(readme: str, address: str) -> str:
    """Return the README with whole addresses; without an address, pictures and links are their words."""

    def picture(found: re.Match[str]) -> str:
        words, path = found.groups()
        return f"![{words}]({address}/raw/HEAD/{path})" if address else f"*{words}.*"

    def link(found: re.Match[str]) -> str:
        words, path = found.groups()
        return f"[{words}]({address}/blob/HEAD/{path})" if address else words

    relative = r"\[([^\]]+)\]\((?!https?://|#)([^)]+)\)"
    return re.sub(rf"(?<!!){relative}", link, re.sub(rf"!{relative}", picture, readme))
