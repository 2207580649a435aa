"""The case: many articles kept together, and what they say joined."""

from sayso.case._work import start as start_worker

__all__ = ["start_worker"]
