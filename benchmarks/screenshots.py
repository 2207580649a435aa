"""Pictures of each screen of the reading room, light and dark, wide and narrow, for the README and the docs.

python -m benchmarks.screenshots [FOLDER]     by default build/screenshots, of the demo case

Those that the README and the docs show are kept in docs/screenshots.
"""

from __future__ import annotations

import base64
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import sayso
from benchmarks.web import addresses, browsing, serving
from sayso.case import Case
from sayso.stories import DEMO_DAY, Happening, Stories, demo_files

ROOT = Path(__file__).resolve().parent.parent
FOLDER, KEPT = ROOT / "build" / "screenshots", ROOT / "docs" / "screenshots"
SHOWN = (
    "reader-wide-light happening-wide-light board-wide-dark briefing-wide-light statements-wide-light "
    "workbench-review-wide-dark reader-narrow-dark"
).split()
SIZES = {"wide": (1400, 900), "narrow": (390, 844)}
MOST = 200_000
"""Bytes of a picture."""


def main() -> None:
    """Make them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        path = str(Path(made) / "demo.sayso")
        with sayso.open(path) as case:
            files = [os.path.relpath(file) for file in demo_files()]  # pages show where articles come from
            case.add(files, now="2021-10-20T06:00:00Z", today=DEMO_DAY)
            disputed = _disputed(case)
        with serving(path) as url, browsing() as browser, sayso.open(path) as case:
            report = disputed.reports[0]
            pages = addresses(case, url) | {
                "briefing": "/?since=2021-10-18&by=published",
                "workbench-export": "/workbench/export?format=polecat",
                "happening": f"/h/{disputed.id}",
                "reader": "/a/{}?s={}-{}&k=event".format(report.article, *report.spans[0]),
            }
            for name, page in pages.items():
                for look, scheme in ((look, scheme) for look in SIZES for scheme in ("light", "dark")):
                    picture = folder / f"{name}-{look}-{scheme}.webp"
                    picture.write_bytes(_picture(browser, url + page, look, scheme))
                    if picture.stem in SHOWN:
                        KEPT.mkdir(parents=True, exist_ok=True)
                        (KEPT / picture.name).write_bytes(picture.read_bytes())
                    print(f"{picture} {picture.stat().st_size // 1000} KB")


def _disputed(case: Case) -> Happening:
    """The happening that origins count most differently."""
    found = [
        h for h in Stories(case).happenings(disputed=True) if any(d.about == "crowd" for d in h.disputes)
    ]
    return max(found, key=lambda h: (len(h.origins), h.id))


_SMALLER = """async (png) => {
    const picture = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext("2d").drawImage(picture, 0, 0);
    const made = await canvas.convertToBlob({ type: "image/webp", quality: 0.9 });
    const bytes = new Uint8Array(await made.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""


def _picture(browser: Any, address: str, look: str, scheme: str) -> bytes:
    """A WebP, made by the browser too: text stays sharp at a third of the bytes of a PNG."""
    width, height = SIZES[look]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("[data-waiting]", state="detached")  # what is computed beside the page
    page.wait_for_load_state("networkidle")
    shot = base64.b64encode(page.screenshot()).decode()
    page.goto("about:blank")
    made = base64.b64decode(page.evaluate(_SMALLER, shot))
    context.close()
    if len(made) > MOST:
        raise SystemExit(f"{address}: a picture of {len(made):,} bytes")
    return made


if __name__ == "__main__":
    main()
