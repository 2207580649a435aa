"""The engines behind ``run_on``: one process, the pool, or Ray. What comes out is the same on each."""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterable

from sayso.errors import UsageError
from sayso.scale._pool import Done, Task, run

ENGINES = ("process", "pool", "ray")
_CLUSTER = re.compile(r"ray://[\w.\-\[\]:]+:\d{1,5}")


def checked_engine(on: str) -> str:
    """The name of an engine. Raises ``UsageError`` SAY326 where there is none of that name, SAY604 where it
    is Ray and Ray is not installed."""
    if on not in ENGINES and not _CLUSTER.fullmatch(on):
        raise UsageError("SAY326", on, "an engine is process, pool, ray or ray://HOST:PORT")
    if on.startswith("ray"):
        from importlib.util import find_spec

        if find_spec("ray") is None:
            raise UsageError("SAY604", on)
    return on


def run_on(
    on: str, tasks: Iterable[Task], start: str, options: str, *, workers: int | None = None
) -> Generator[Done, None, None]:
    """Work on tasks with an engine: ``process`` (this one), ``pool``, ``ray`` (the cluster of RAY_ADDRESS,
    else one that is started on this machine) or ``ray://HOST:PORT`` (a cluster's client port).

    ``start`` and ``options`` as in ``run``. ``workers`` is by default the number of cores of the machine or
    cluster. Once ``tasks`` has ended it is asked again after each result, so that a task that was lost can be
    given once more. Raises ``UsageError`` SAY326 or SAY604, ``ReadingError`` SAY206 or SAY605."""
    checked_engine(on)
    if on == "process":
        return run(tasks, start, options, workers=0)
    if on == "pool":
        return run(tasks, start, options, workers=workers or os.cpu_count() or 1)
    from sayso.scale._ray import run_ray

    return run_ray(tasks, start, options, workers=workers, address=None if on == "ray" else on)
