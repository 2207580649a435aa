"""Tasks on a Ray cluster: actors that load their models once, each with one task at a time.

The only module that imports Ray. Tasks and results are bytes; what is large is written by the tasks
themselves. An actor that dies with its node or process loses its task, which the caller hears, and another
takes its place as soon as the cluster has room for it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import time
from collections.abc import Generator, Iterable, Iterator
from typing import Any

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # before Ray is imported: it reports to its makers otherwise
os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
os.environ.setdefault("RAY_ENABLE_AUTO_CONNECT", "0")  # else a call puts up another where one is lost
if "RAY_ADDRESS" not in os.environ:  # a cluster of our own listens on 127.0.0.1, and nowhere else
    os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")

import ray
from ray.exceptions import RayError, RayTaskError

from sayso.errors import ReadingError
from sayso.scale._pool import Done, Lost, Task, load

_STORE = 256_000_000
"""Bytes of shared memory for tasks on their way, where the cluster is started here."""
_FIRST, _PATIENCE = 300.0, 5.0
"""Seconds within which one actor has to be ready, and between two looks at the clock."""
_STARTS = 3
"""Actors that may fail to start before any has: then it is no fault of a node."""


def run_ray(
    tasks: Iterable[Task], start: str, options: str, *, workers: int | None, address: str | None
) -> Generator[Done, None, None]:
    """As ``run_on`` says. Raises ``ReadingError``: SAY605 where there is no cluster at the address, SAY206
    where no actor starts."""
    own = not ray.is_initialized()
    if own:
        _connect(workers, address)
    actors = None
    try:
        # a head without cores may be there before its nodes are
        count = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        actors = _Actors(start, options, count)
        yield from actors.run(iter(tasks))
    except (RayError, ConnectionError) as error:  # of a task it would be a Lost: this is the cluster
        raise ReadingError("SAY605", address or "ray", _first_line(error)) from None
    finally:
        if actors is not None:
            actors.stop()
        if own:
            ray.shutdown()


_TRIES, _PAUSE = 4, 5.0
"""How often a cluster that breaks off the connection is asked, and seconds between."""


def _connect(workers: int | None, address: str | None) -> None:
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    there = address or os.environ.get("RAY_ADDRESS")
    if not there:  # one of our own
        quiet |= {
            "num_cpus": workers or os.cpu_count(),
            "object_store_memory": _STORE,
            "include_dashboard": False,
            "_node_ip_address": "127.0.0.1",
        }
    elif there.startswith("127."):  # else Ray looks for this machine's outer address
        quiet["_node_ip_address"] = there.rpartition(":")[0]
    for more in reversed(range(_TRIES)):
        try:
            ray.init(address=there or "local", **quiet)
        except ConnectionAbortedError as error:  # a cluster that has just lost a node may be busy with that
            if not more:
                raise ReadingError("SAY605", there or "ray", _first_line(error)) from None
            time.sleep(_PAUSE)
        except (ConnectionError, RuntimeError, ValueError, OSError, RayError) as error:
            raise ReadingError("SAY605", there or "ray", _first_line(error)) from None
        else:
            return


class _Worker:
    """An actor: the function that works, made once."""

    def __init__(self, start: str, options: str) -> None:
        self._work = load(start)(options)

    def ready(self) -> None:
        """Answers once everything is loaded."""

    def work(self, data: bytes) -> bytes:
        return self._work(data)


class _Actors:
    """All actors of a run. Each has one task at most, and one more is held here."""

    def __init__(self, start: str, options: str, count: int) -> None:
        kind = ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0, scheduling_strategy="SPREAD")
        self._kind = kind(_Worker)
        self._made_of = (start, options)
        self._count = count
        self._starting: dict[Any, Any] = {}
        self._idle: list[Any] = []
        self._busy: dict[Any, tuple[Any, Task, float]] = {}
        self._failed, self._any = 0, False
        self._began: float | None = None

    def run(self, tasks: Iterator[Task]) -> Iterator[Done]:
        held: Task | None = None
        while True:
            held = held or next(tasks, None)
            if held is None and not self._busy:
                return
            if held is not None and self._idle:
                self._give(self._idle.pop(), held)
                held = None
                continue
            if self._began is None:  # only now: the first task may have been long in coming
                self._began = time.monotonic()
                for _ in range(self._count):
                    self._begin()
            done, _ = ray.wait([*self._busy, *self._starting], num_returns=1, timeout=_PATIENCE)
            for reference in done:
                yield from self._settle(reference)
            yield from self._overdue()

    def stop(self) -> None:
        """End all actors, in the middle of a task if need be."""
        if not ray.is_initialized():  # the cluster is lost, and the actors with it
            return
        for actor in (*self._idle, *self._starting.values(), *(busy[0] for busy in self._busy.values())):
            self._end(actor)

    def _begin(self) -> None:
        actor = self._kind.remote(*self._made_of)
        self._starting[actor.ready.remote()] = actor

    def _end(self, actor: Any) -> None:
        with contextlib.suppress(Exception):  # it may be gone, and the cluster with it
            ray.kill(actor)

    def _give(self, actor: Any, task: Task) -> None:
        self._busy[actor.work.remote(task.data)] = (actor, task, time.monotonic() + task.seconds)

    def _settle(self, reference: Any) -> Iterator[Done]:
        if reference in self._starting:
            self._settle_start(reference)
            return
        actor, task, _ = self._busy.pop(reference)
        try:
            result: bytes | Lost = ray.get(reference)
            self._idle.append(actor)
        except RayTaskError as error:
            result = Lost("died", _first_line(error.cause))
            self._idle.append(actor)
        except RayError as error:
            result = Lost("died", type(error).__name__)
            self._end(actor)
            self._begin()
            self._ask_idle()
        yield Done(task, result)

    def _ask_idle(self) -> None:
        """Ask those without a task whether they are still there: if a node has gone, they may have gone with
        it, and each would lose a task that has just been lost."""
        while self._idle:
            actor = self._idle.pop()
            self._starting[actor.ready.remote()] = actor

    def _settle_start(self, reference: Any) -> None:
        actor = self._starting.pop(reference)
        try:
            ray.get(reference)
            self._idle.append(actor)
            self._any = True
        except RayError as error:
            self._failed += 1
            if not self._any and self._failed >= _STARTS:
                raise ReadingError("SAY206", "an actor of Ray", _last_line(error)) from None
            self._end(actor)
            self._begin()

    def _overdue(self) -> Iterator[Done]:
        now = time.monotonic()
        if not self._any and self._began is not None and now - self._began > _FIRST:
            raise ReadingError("SAY206", "an actor of Ray", f"none was ready after {_FIRST:.0f} s")
        for reference, (actor, task, until) in list(self._busy.items()):
            if now > until:
                del self._busy[reference]
                self._end(actor)
                self._begin()
                yield Done(task, Lost("slow", f"more than {task.seconds:.0f} s"))


def _first_line(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".partition("\n")[0][:300]


def _last_line(error: BaseException) -> str:
    return str(error).strip().rpartition("\n")[2][:300]
