"""Pictures and sounds of scenario files: always with their words, put into the libraries once, refused with line and reason."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image

from scenarios.models import Edition, ScenarioPage
from tests.curriculum.folder import Folder
from tests.curriculum.refusals import assert_refused
from tests.curriculum.texts import SCENARIO

pytestmark = pytest.mark.django_db
BODY = "      It does not slow down.\n"
IMAGE = "    image: {file: car.png, alt: A grey car at the barrier.}\n"
SOUND = "    sound: {file: radio.mp3, says: The radio asks for your place.}\n"
MEDIA = SCENARIO.rsplit("/", 1)[0] + "/media"


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


def picture(colour: str = "grey") -> bytes:
    content = io.BytesIO()
    Picture.new("RGB", (1200, 900), colour).save(content, "PNG")
    return content.getvalue()


def put(folder: Folder, name: str, content: bytes) -> None:
    file = folder.root / MEDIA / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)


@pytest.fixture
def with_media(folder: Folder) -> Folder:
    folder.change(SCENARIO, BODY, BODY + IMAGE + SOUND)
    put(folder, "car.png", picture())
    put(folder, "radio.mp3", b"ID3 a few sounds")
    return folder


def test_they_are_loaded_with_their_words(with_media: Folder) -> None:
    with_media.load()
    scene = Edition.objects.get().document["scenes"][0]
    assert (scene["image"]["text"], scene["image"]["width"]) == ("A grey car at the barrier.", 960)
    assert scene["sound"]["text"] == "The radio asks for your place."
    assert (Image.objects.get().title, Document.objects.get().title) == ("Car", "Radio")


def test_loading_again_changes_nothing(with_media: Folder) -> None:
    with_media.load()
    outcome = with_media.load(days=1)
    assert (outcome.created, outcome.updated) == ([], [])
    assert (Image.objects.count(), Document.objects.count()) == (1, 1)


def test_another_picture_under_the_same_name_is_shown_anew(with_media: Folder) -> None:
    with_media.load()
    before = ScenarioPage.objects.get().scenes[0].value["image"]
    put(with_media, "car.png", picture("red"))
    with_media.load(days=1)
    assert ScenarioPage.objects.get().scenes[0].value["image"] != before


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (", alt: A grey car at the barrier.", "", "scenes.0.image.alt: is missing"),
        (", alt: A grey car at the barrier.", ', alt: ""', "scenes.0.image.alt: String should have at least 1 character"),
        (", says: The radio asks for your place.", "", "scenes.0.sound.says: is missing"),
        ("file: car.png", "file: bus.png", "media/bus.png does not exist"),
        ("file: car.png", "file: radio.mp3", "media/radio.mp3 ends in none of .jpeg, .jpg, .png, .webp"),
        ("file: car.png", "file: torn.png", "media/torn.png cannot be read as a picture"),
    ],
)
def test_what_cannot_be_shown_to_everyone_is_refused(with_media: Folder, old: str, new: str, reason: str) -> None:
    put(with_media, "torn.png", b"no picture")
    with_media.change(SCENARIO, old, new)
    at = "sound:" if "sound" in reason else "image:"
    assert_refused(with_media, SCENARIO, at, reason)


def test_a_path_that_leads_elsewhere_is_refused(with_media: Folder) -> None:
    with_media.change(SCENARIO, "file: car.png", "file: ../../car.png")
    [fault] = with_media.faults()
    assert "scenes.0.image.file" in fault
