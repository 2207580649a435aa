"""The Makefile: what a newcomer meets when something is missing, and what the build machine runs."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")


def make(target: str, tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a target with an environment folder of its own, so that the real one is not touched."""
    named = [f"{name}={value}" for name, value in {"VENV": str(tmp_path / "venv"), **variables}.items()]
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", target, *named], cwd=ROOT, env=plain, capture_output=True, text=True, timeout=60, check=False
    )


def test_an_old_python_is_told_what_to_do(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit 0\nexit 1\n', encoding="utf-8"
    )
    old.chmod(old.stat().st_mode | stat.S_IXUSR)
    done = make("demo", tmp_path, PYTHON=str(old))
    assert done.returncode != 0
    assert "needs Python 3.11 or newer" in done.stderr
    assert "Python 3.9.2" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_a_missing_python_is_told_what_to_do(tmp_path: Path) -> None:
    done = make("test", tmp_path, PYTHON="python-that-is-not-there")
    assert done.returncode != 0
    assert "there is no 'python-that-is-not-there' here" in done.stderr


def test_make_alone_lists_the_targets(tmp_path: Path) -> None:
    done = make("help", tmp_path)
    assert done.returncode == 0
    for target in ("demo", "test", "check", "floors", "floors-all", "bench", "golden", "screenshots"):
        assert f"make {target} " in done.stdout


def test_the_demo_reads_a_bundled_sample(tmp_path: Path) -> None:
    done = subprocess.run(
        ["make", "-n", "demo"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    sample = done.stdout.split("sayso read ")[-1].split('"')[1]
    assert (ROOT / sample).is_file()


def test_the_build_machine_runs_the_tests_then_the_checks_then_the_floors() -> None:
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    text = run.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    steps = [text.index(f"step {name}\n") for name in ("test", "check", "floors")]
    assert steps == sorted(steps)
