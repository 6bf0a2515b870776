"""A form that comes back says that its file must be chosen again, where it has one; a browser sends no file twice by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.conftest import Cast

AGAIN = "A file is not kept: choose it again."


@pytest.mark.parametrize(("path", "says_so"), [("/external/new/", True), ("/requirements/new/", False)])
def test_the_file_is_asked_for_again(cast: Cast, client_of: Callable[..., Client], path: str, says_so: bool) -> None:
    page = client_of(cast.administrator).post(path, {"title": "A course"}).content.decode()
    assert "What you typed is still here." in page
    assert (AGAIN in page) is says_so
