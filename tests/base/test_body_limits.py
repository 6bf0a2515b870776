"""A body is refused by its announced length, before anything reads it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import FakePayload


class Unread(FakePayload):
    def read(self, *args: Any, **kwargs: Any) -> bytes:
        raise AssertionError("The body was read.")


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/verify/file/", 256 * 1024 + 1, 413),
        ("/account/login/", 64 * 1024**2 + 1, 413),
        ("/admin/login/", 256 * 1024**2 + 1, 413),
        ("/verify/file/", -1, 413),
    ],
)
def test_what_is_too_large_is_refused_unread(db: None, path: str, size: int, status: int) -> None:
    body = {"wsgi.input": Unread(b""), "CONTENT_LENGTH": str(size), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    answer = client.post(path, **body)
    assert answer.status_code == status
    assert "larger than can be taken in" in answer.content.decode()


def test_what_fits_is_read(db: None) -> None:
    answer = Client().post("/verify/file/", {"file": SimpleUploadedFile("badge.json", b" " * (200 * 1024))})
    assert answer.status_code == 200
    assert "too large" in answer.content.decode()
