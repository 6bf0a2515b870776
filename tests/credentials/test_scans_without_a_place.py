"""A photograph of an external certificate keeps its picture, and nothing of where, when and by what it was taken."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import ExifTags, Image, PngImagePlugin

from base.bare_pictures import LONGEST_SIDE, NotReadable, bare_picture
from credentials.models import ExternalCertificate
from people.models import User
from tests.conftest import Cast
from tests.credentials.test_training_elsewhere import officer_of
from tests.factories.courses import make_achievement

ClientOf = Callable[[User | None], Client]
RED, BLUE = (220, 20, 20), (20, 20, 220)
SECRETS = (b"Secretphone", b"2026:01:10", b"Checkpoint Nine", b"Exif", b"GPS")
KINDS = {"JPEG": "image/jpeg", "PNG": "image/png"}


def exif_of_a_telephone(turned: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Secretphone"
    exif[ExifTags.Base.DateTime] = "2026:01:10 08:00:00"
    exif[ExifTags.Base.Orientation] = turned
    exif[ExifTags.IFD.GPSInfo] = {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (12.0, 6.0, 41.0)}
    return exif


def photograph(form: str = "JPEG", turned: int = 1, mode: str = "RGB") -> bytes:
    """80 × 40 points, the left half red and the right half blue, with everything that a telephone writes along."""
    picture = Image.new("RGB", (80, 40), BLUE)
    picture.paste(RED, (0, 0, 40, 40))
    file, more = io.BytesIO(), dict[str, Any]()
    if form == "PNG":
        more["pnginfo"] = PngImagePlugin.PngInfo()
        more["pnginfo"].add_text("Comment", "Checkpoint Nine")
    else:
        more |= {"comment": b"Checkpoint Nine", "quality": 95}
    picture.convert(mode).save(file, form, exif=exif_of_a_telephone(turned), **more)
    return file.getvalue() + b"Checkpoint Nine"  # what stands behind the end of the picture


def seen(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def is_red(picture: Image.Image, at: tuple[int, int]) -> bool:
    red, _green, blue = picture.convert("RGB").getpixel(at)  # type: ignore[misc]
    return bool(red > 150 > blue)


@pytest.mark.parametrize("form", KINDS)
def test_nothing_but_the_picture_is_left(form: str) -> None:
    before = photograph(form)
    assert seen(before).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    after = bare_picture(before, KINDS[form])
    picture = seen(after)
    assert (picture.format, picture.size, dict(picture.getexif())) == (form, (80, 40), {})
    assert [word for word in SECRETS if word in after] == []
    assert is_red(picture, (5, 20))
    assert not is_red(picture, (75, 20))


@pytest.mark.parametrize("form", KINDS)
def test_it_stands_upright_without_the_word_that_turned_it(form: str) -> None:
    """Turned by 90 degrees to the right (6): what was left stands on top."""
    picture = seen(bare_picture(photograph(form, turned=6), KINDS[form]))
    assert picture.size == (40, 80)
    assert is_red(picture, (20, 5))
    assert not is_red(picture, (20, 75))


@pytest.mark.parametrize(("form", "mode"), [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "P"), ("PNG", "RGBA"), ("PNG", "1")])
def test_every_way_of_keeping_colours_is_taken(form: str, mode: str) -> None:
    assert seen(bare_picture(photograph(form, mode=mode), KINDS[form])).size == (80, 40)


def test_a_very_large_one_is_made_smaller_and_a_bomb_refused() -> None:
    file = io.BytesIO()
    Image.new("L", (LONGEST_SIDE * 2, 100)).save(file, "JPEG")
    assert seen(bare_picture(file.getvalue(), "image/jpeg")).width == LONGEST_SIDE
    bomb = io.BytesIO()
    Image.new("1", (8_000, 8_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 50_000
    with pytest.raises(NotReadable):
        bare_picture(bomb.getvalue(), "image/png")


@pytest.mark.parametrize("broken", [b"\xff\xd8\xff", photograph()[:400], photograph("PNG")])
def test_a_broken_one_or_one_of_another_kind_is_refused(broken: bytes) -> None:
    with pytest.raises(NotReadable):
        bare_picture(broken, "image/jpeg")


def sent(cast: Cast, client: Client, name: str, content: bytes) -> Any:
    make_achievement()
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    values = {"holder": cast.learner.pk, "achievement_key": "core", "title": "UN Core", "provider": "ITS", "earned_on": yesterday}
    return client.post("/external/new/", values | {"scan": SimpleUploadedFile(name, content)}, follow=True)


def test_the_scan_is_kept_without_them(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(officer_of(cast))
    sent(cast, client, "paper.jpg", photograph(turned=6))
    row = ExternalCertificate.objects.get()
    kept = row.scan.open().read()
    assert (seen(kept).size, row.scan_type) == ((40, 80), "image/jpeg")
    assert [word for word in SECRETS if word in kept] == []


def test_a_document_is_kept_as_it_is(cast: Cast, client_of: ClientOf) -> None:
    sent(cast, client_of(officer_of(cast)), "paper.pdf", b"%PDF-1.4 Exif")
    assert ExternalCertificate.objects.get().scan.open().read() == b"%PDF-1.4 Exif"


def test_a_damaged_picture_is_said_to_be_one(cast: Cast, client_of: ClientOf) -> None:
    answer = sent(cast, client_of(officer_of(cast)), "paper.jpg", photograph()[:400])
    assert "This picture is damaged or has too many pixels." in answer.content.decode()
    assert not ExternalCertificate.objects.exists()
