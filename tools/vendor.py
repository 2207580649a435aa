"""``make vendor``: fetch the libraries and the world map that the reading room's pictures are drawn with.

They are kept in the repository, so nobody needs this but to move to another version: change the pins, run it,
look at the pictures. Packages come from the npm registry through ``npm pack``; a package whose SHA-256 is
another than the one below is refused.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

TARGET = Path(__file__).parent.parent / "src" / "sayso" / "web" / "static" / "vendor"


class Package(NamedTuple):
    """One package of npm: its name and version, the SHA-256 of its archive, the files that we ship, and the
    name under which its licence is kept."""

    spec: str
    sha256: str
    files: tuple[str, ...]
    licence: str


PACKAGES = (
    Package(
        "d3@7.9.2",
        "f0c1d2c2479907a6e3265370d0fd715f7aef0f561cdd2b415df385ba7df9d1aa",
        ("dist/d3.min.js",),
        "d3.LICENSE",
    ),
    Package(
        "@observablehq/plot@0.6.17",
        "4dcc9f7afd10caee8b2283c0075a5765610cfbbf6d7d93cdb153b3b5d3501afc",
        ("dist/plot.umd.min.js",),
        "plot.LICENSE",
    ),
    Package(
        "topojson-client@3.1.0",
        "889fadb422f6236d0f8337a236ce6499f258b75e44b81733b13bd971067322bf",
        ("dist/topojson-client.min.js",),
        "topojson-client.LICENSE",
    ),
    Package(
        "world-atlas@2.0.2",
        "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
        ("countries-110m.json", "countries-50m.json"),
        "world-atlas.LICENSE",
    ),
)
"""d3, Plot, topojson-client and world-atlas are under the ISC licence; the geometry of world-atlas is Natural
Earth's, which is in the public domain."""


def main() -> int:
    """Fetch all of them, or say which is not what it was."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            archive = _fetched(package, Path(folder))
            found = hashlib.sha256(archive.read_bytes()).hexdigest()
            if found != package.sha256:
                print(f"{package.spec} has the SHA-256 {found}, and not {package.sha256}", file=sys.stderr)
                return 1
            _unpack(package, archive)
    return 0


def _fetched(package: Package, folder: Path) -> Path:
    made = subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", str(folder), package.spec],
        check=True,
        capture_output=True,
        text=True,
    )
    return folder / made.stdout.strip().splitlines()[-1]


def _unpack(package: Package, archive: Path) -> None:
    with tarfile.open(archive) as tar:
        for name in (*package.files, "LICENSE"):
            member = tar.extractfile(f"package/{name}")
            if member is None:
                raise SystemExit(f"{package.spec} has no {name}")
            kept = package.licence if name == "LICENSE" else Path(name).name
            (TARGET / kept).write_bytes(member.read())


if __name__ == "__main__":
    raise SystemExit(main())
