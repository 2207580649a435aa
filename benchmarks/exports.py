"""Speed and memory of the exports of a case, each format in a process of its own.

    python -m benchmarks.exports CASE [FORMAT ...]

Records and rows a second of CPU time, the best of three, and the peak memory of the process. The stories of
the case are made before, as a user's first question would.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import sayso
from sayso.exports import FORMATS, export
from sayso.stories import Stories

ROUNDS = 3


def measured(path: str, name: str) -> str:
    """One line of the table."""
    best = float("inf")
    with sayso.open(path) as case:
        for _ in range(ROUNDS):
            begun = time.process_time()
            with open(os.devnull, "wb") as stream:
                loss = export(case, name, stream)
            best = min(best, time.process_time() - begun)
    part = loss.parts[0]
    read, rows = sum(p.read for p in loss.parts), loss.rows + sum(p.rows for p in loss.parts)
    peak = _peak()
    cells = (
        part.form.of,
        f"{read:,}",
        f"{rows:,}",
        f"{read / best:,.0f}",
        f"{rows / best:,.0f}",
        f"{peak} MB",
    )
    return f"| `{name}` | {' | '.join(cells)} |"


def _peak() -> int:
    """Peak resident memory of this process in MB (Linux; what ``getrusage`` says holds the parent's too)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def main() -> None:
    """Print the table, or with ``--one`` a line of it."""
    if sys.argv[1] == "--one":
        print(measured(sys.argv[2], sys.argv[3]))
        return
    path, *names = sys.argv[1:]
    with sayso.open(path) as case:
        Stories(case)
    print("| format | of | records | rows | records a second | rows a second | peak memory |")
    print("|---|---|---|---|---|---|---|")
    for name in names or FORMATS:
        command = [sys.executable, "-W", "ignore", "-m", "benchmarks.exports", "--one", path, name]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
