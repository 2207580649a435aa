"""Benchmarks: how well each room reads, measured on other people's gold data, and how fast.

In: ``../shared/gold`` (or ``gold`` in the folder that ``SAYSO_SHARED`` names), read and never copied.  Out:
figures, compared with the floors in ``floors.toml``. One module a room; ``floors`` runs them all; ``speed``
measures time and memory.

    python -m benchmarks.floors            the fixed slice
    python -m benchmarks.floors --all      everything
    python -m benchmarks.speed             words a second, start-up, memory

The package never imports this folder, and this folder uses the package's public functions only.
"""
