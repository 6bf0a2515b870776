"""A picture that an editor brings is published without where, when and by what it was taken, in every size."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from PIL import Image
from wagtail.images import get_image_model

from base.bare_pictures import NotReadable
from base.pictures import bared
from people.models import User
from tests.conftest import Cast
from tests.credentials.test_scans_without_a_place import SECRETS, exif_of_a_telephone, photograph, seen

ClientOf = Callable[[User | None], Client]
KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}


def taken(form: str) -> bytes:
    if form != "WEBP":
        return photograph(form, turned=6)
    file = io.BytesIO()
    Image.new("RGB", (80, 40)).save(file, "WEBP", exif=exif_of_a_telephone(6), xmp=b"Checkpoint Nine")
    return file.getvalue()


def told(content: bytes) -> list[bytes]:
    return [word for word in SECRETS if word in content]


def uploaded(name: str, content: bytes) -> Any:
    """As it was taken in before."""
    image = get_image_model()(title="Gate", file=ContentFile(content, name))
    image._set_image_file_metadata()
    image.save()
    return image


@pytest.mark.parametrize("ending", KINDS)
def test_neither_the_picture_nor_a_size_of_it_tells(cast: Cast, client_of: ClientOf, ending: str) -> None:
    before = taken(KINDS[ending])
    assert told(before)
    file = SimpleUploadedFile(f"gate.{ending}", before)
    client_of(cast.trainer).post("/admin/images/add/", {"title": "Gate", "file": file, "collection": 1})
    image = get_image_model().objects.get()
    assert (image.width, image.height) == (40, 80)
    for kept in (image.file, *(image.get_rendition(spec).file for spec in ("max-30x30", "max-30x30|format-jpeg"))):
        with kept.open("rb") as each:
            assert told(each.read()) == []


def test_several_at_once_tell_nothing_either(cast: Cast, client_of: ClientOf) -> None:
    data = {"title": "Gate", "files[]": SimpleUploadedFile("gate.jpg", photograph())}
    client_of(cast.trainer).post("/admin/images/multiple/add/", data, headers={"x-requested-with": "XMLHttpRequest"})
    assert told(get_image_model().objects.get().file.read()) == []


def test_a_picture_that_carries_nothing_or_moves_is_kept_as_it_is() -> None:
    frames, plain = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")], io.BytesIO()
    frames[0].save(plain, "PNG")
    assert bared(plain.getvalue()) == plain.getvalue()
    for form in ("PNG", "WEBP", "GIF"):
        moving = io.BytesIO()
        frames[0].save(moving, form, save_all=True, append_images=frames[1:])
        assert bared(moving.getvalue()) == moving.getvalue()


def test_one_that_is_none_or_unfolds_to_more_than_the_memory_bears_is_called_so() -> None:
    huge = io.BytesIO()
    Image.new("1", (20_000, 10_000)).save(huge, "PNG")
    for content in (b"RIFF no picture", b"\xff\xd8\xff none", huge.getvalue() + b"Checkpoint Nine"):
        with pytest.raises(NotReadable):
            bared(content)


def test_pictures_of_before_are_drawn_anew_in_their_places(
    db: None, capsys: pytest.CaptureFixture[str], settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    image = uploaded("old.jpg", photograph(turned=6))
    small, digest = image.get_rendition("max-30x30"), image.file_hash
    files = [tmp_path / each.file.name for each in (image, small)]
    assert all(told(path.read_bytes()) for path in files)
    for expected in ("2 pictures", "0 pictures"):
        call_command("strip_pictures")
        assert capsys.readouterr().out.startswith(expected)
    image.refresh_from_db()
    assert [told(path.read_bytes()) for path in files] == [[], []]
    assert (image.width, image.height, image.file_hash) == (40, 80, digest)
    assert seen(files[0].read_bytes()).size == (40, 80)
