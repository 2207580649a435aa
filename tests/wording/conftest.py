"""The Reading made by hand that the page is tested with."""

from tests.cli.conftest import reading

__all__ = ["reading"]
