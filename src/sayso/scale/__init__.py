"""Scale: many tasks in, their results out, computed by processes that load their models once.

In: tasks, bytes each.  Out: results as they are done, in any order, or a ``Lost`` where the process that
worked on a task died or took too long. This room does not know what a task is: ``start`` names a function
(``module:name``) that, in each process, makes the function that does the work. ``run`` uses processes of this
machine, ``run_on`` any engine, Ray too; ``Target`` is a place where tasks put large results, as segments with
done-markers.

    >>> from sayso.scale import run
    >>> [done.result for done in run([Task(b"a")], "sayso.scale:upper", "", workers=0)]
    [b'A']
"""

from __future__ import annotations

from collections.abc import Callable

from sayso.scale._engines import ENGINES, checked_engine, run_on
from sayso.scale._pool import Done, Lost, Task, run
from sayso.scale._target import Marker, Target, file_name, marker_name

__all__ = [
    "ENGINES",
    "Done",
    "Lost",
    "Marker",
    "Target",
    "Task",
    "checked_engine",
    "file_name",
    "marker_name",
    "run",
    "run_on",
    "upper",
]


def upper(_options: str) -> Callable[[bytes], bytes]:
    """The worker of the example: capitals."""
    return bytes.upper
