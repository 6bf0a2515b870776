"""What an editor may upload: pictures that are whole, and files of the kinds that lessons use."""

from __future__ import annotations

import struct
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images import get_image_model

from people.models import User
from tests.conftest import Cast

ClientOf = Callable[[User | None], Client]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PNG = b"\x89PNG\r\n\x1a\n"
BROKEN = {
    "a.gif": b"GIF89a/*<script>*/=1;",
    "a.png": PNG + struct.pack(">I4s", 13, b"IHDR") + b"\x00" * 5,
    "b.png": PNG + b"<script>",
    "a.jpg": b"\xff\xd8\xff\xe0<script>alert(1)</script>",
    "a.webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    "a.svg": SVG,
    "c.png": SVG,
}


def whole() -> bytes:
    kept = BytesIO()
    Picture.new("RGB", (8, 8)).save(kept, "PNG")
    return kept.getvalue()


@pytest.mark.parametrize("name", BROKEN)
def test_a_picture_that_is_none_is_refused_in_words(cast: Cast, client_of: ClientOf, name: str) -> None:
    data = {"title": "Gate", "file": SimpleUploadedFile(name, BROKEN[name])}
    answer = client_of(cast.trainer).post("/admin/images/add/", data)
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"file"}
    assert not get_image_model().objects.exists()


def test_a_small_file_that_unfolds_to_more_than_the_memory_bears_is_refused(cast: Cast, client_of: ClientOf) -> None:
    kept = BytesIO()
    Picture.new("1", (8_000, 8_000)).save(kept, "PNG")
    data = {"title": "Gate", "file": SimpleUploadedFile("a.png", kept.getvalue())}
    answer = client_of(cast.trainer).post("/admin/images/add/", data)
    assert "too many pixels" in str(answer.context["form"].errors["file"])


def test_several_at_once_are_judged_one_by_one(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.trainer)
    for name, content, taken in (("a.gif", BROKEN["a.gif"], False), ("gate.png", whole(), True)):
        data = {"title": "Gate", "files[]": SimpleUploadedFile(name, content)}
        answer = client.post("/admin/images/multiple/add/", data, headers={"x-requested-with": "XMLHttpRequest"})
        assert answer.json()["success"] is taken
    assert get_image_model().objects.count() == 1


@pytest.mark.parametrize(
    ("name", "taken"), [("a.svg", 0), ("a.html", 0), ("a.php", 0), ("a.pdf.exe", 0), ("radio.mp3", 1), ("A.PDF", 1)]
)
def test_a_file_of_another_kind_is_refused(cast: Cast, client_of: ClientOf, name: str, taken: int) -> None:
    data = {"title": "File", "files[]": SimpleUploadedFile(name, SVG)}
    client_of(cast.trainer).post("/admin/documents/multiple/add/", data, headers={"x-requested-with": "XMLHttpRequest"})
    assert Document.objects.count() == taken
