"""The guide, the README, the pages on stories, packets and other coders: what they show of the shell is what
is printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_ID = re.compile(r"\b[rc]_[0-9a-f]{8,16}\b")
_CLOCK = re.compile(
    r"\d{4}-\d\d-\d\dT[\d:]{5,8}Z?|\b20(?:2[6-9]|[3-9]\d)-\d\d-\d\d\b|\b[0-9a-f]{12}\b|\b[0-9a-f]{64}\b"
)
"""What depends on the day and on the version: times, days of today, digests of code."""


def masked(line: str) -> str:
    return " ".join(_CLOCK.sub("TIME", _ID.sub("ID", line)).split())


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="the guide is written for a shell")
@pytest.mark.parametrize("page", ["guide.md", "other-coders.md", "packet.md", "stories.md"])
def test_the_sessions_of_a_page_are_real(tmp_path: Path, page: str) -> None:
    folder = tmp_path / "bread"
    for name in ("news", "coders"):
        shutil.copytree(ROOT / "examples" / "case" / name, folder / name)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    shell = {**os.environ, "PATH": path, "COLUMNS": "100", "OMP_NUM_THREADS": "1"}
    ids: dict[str, str] = {}
    for command, shown in sessions((ROOT / "docs" / page).read_text(encoding="utf-8")):
        for ours, theirs in sorted(ids.items(), key=lambda pair: -len(pair[0])):
            command = command.replace(ours, theirs)
        if command.startswith(("mkdir bread", "export PATH")):
            continue
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=shell,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr
        printed = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        follow(command, shown, printed, ids)


def sessions(page: str) -> list[tuple[str, list[str]]]:
    """Each command of a page with the lines that are shown under it."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.strip():
                found[-1][1].append(line)
    return found


def follow(command: str, shown: list[str], printed: list[str], ids: dict[str, str]) -> None:
    """The shown lines are printed in their order, without gaps but for those that are marked."""
    here, gap = 0, False
    for line in shown:
        if line.strip() == "...":
            gap = True
            continue
        while gap and here < len(printed) and masked(printed[here]) != masked(line):
            here += 1
        assert here < len(printed), f"$ {command}\n{line}\nis not printed"
        assert masked(printed[here]) == masked(line), f"$ {command}"
        for ours, theirs in zip(_ID.findall(line), _ID.findall(printed[here]), strict=True):
            ids.setdefault(ours, theirs)
            ids.setdefault(ours[:10], theirs[:10])
        here, gap = here + 1, False
    assert gap or here == len(printed), f"$ {command}\nprints more: {printed[here]}"


def test_the_page_in_the_readme_is_what_the_demo_prints() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.partition("<!-- demo:begin -->")[2].partition("<!-- demo:end -->")[0]
    shown = [line for line in block.splitlines() if line.strip() and not line.startswith("```")]
    command = [str(Path(sys.executable).with_name("sayso")), "read", "examples/harbour-call.txt"]
    plain = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    done = subprocess.run(
        command, cwd=ROOT, env=plain, capture_output=True, text=True, timeout=60, check=True
    )
    follow("sayso read", shown, [line for line in done.stdout.splitlines() if line.strip()], {})


def test_the_check_itself_can_fail() -> None:
    follow("x", ["a", "...", "c r_12345678"], ["a", "b", "c r_87654321"], {})
    with pytest.raises(AssertionError):
        follow("x", ["a", "c"], ["a", "b", "c"], {})
    with pytest.raises(AssertionError):
        follow("x", ["a"], ["a", "b"], {})
