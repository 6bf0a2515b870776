"""Measurements in a browser take the cast and the browser of the tests."""

from tests.browsers import browser, open_page
from tests.conftest import _foundation, cast

__all__ = ["_foundation", "browser", "cast", "open_page"]
