"""A bank may show pictures with places to choose: loaded whole, or refused with file, line and reason."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image as Picture
from wagtail.images.models import Image

from quizzes.freezing import freeze_items
from quizzes.kinds import KINDS
from quizzes.models import Item
from tests.curriculum.folder import FIRST, Folder
from tests.curriculum.refusals import Faulty, assert_change_is_refused, assert_refused
from tests.curriculum.texts import BANK, MODULE

pytestmark = pytest.mark.django_db
HOTSPOT = """
  - key: which-sign
    kind: hotspot
    topic: wounded
    cites: [GC I Art 12]
    stem: Which sign stands for medical care?
    image: {file: signs.png, alt: Two boards side by side., credit: Drawn for the test}
    places:
      - right: On the left, a red crescent
        at: [0, 0, 50, 100]
        because: It marks medical care.
      - wrong: On the right, a blue star
        at: [50, 0, 49.5, 100]
        because: It marks nothing.
"""


@pytest.fixture
def pictured(folder: Folder, settings: Any, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    folder.write(BANK, (folder.root / BANK).read_text(encoding="utf-8").rstrip() + HOTSPOT)
    content = io.BytesIO()
    Picture.new("RGB", (400, 200), "white").save(content, "PNG")
    file = folder.root / MODULE / "media" / "signs.png"
    file.parent.mkdir()
    file.write_bytes(content.getvalue())
    return folder


def test_it_is_loaded_whole_and_can_be_asked(pictured: Folder) -> None:
    pictured.load()
    item = Item.objects.get(key="which-sign")
    assert KINDS[item.kind].faults(item) == []
    assert item in Item.objects.ready()
    version = freeze_items(items=[item.pk], at=FIRST)[item.pk]
    assert sorted(version.content["regions"].values()) == [[0, 0, 50, 100], [50, 0, 49.5, 100]]
    assert sorted(version.answer_key["fractions"].values()) == [0, 1]
    assert (item.image_alternative, item.image_credit) == ("Two boards side by side.", "Drawn for the test")


def test_loading_it_again_changes_nothing_and_a_change_is_taken_over(pictured: Folder) -> None:
    pictured.load()
    again = pictured.load(days=1)
    assert (again.created, again.updated) == ([], [])
    pictured.change(BANK, "at: [0, 0, 50, 100]", "at: [0, 0, 40, 100]")
    assert pictured.load(days=2).updated == ["item:01-first-steps/which-sign"]
    assert Image.objects.count() == 1


FAULTY = {
    "a place outside the picture": Faulty(
        "at: [0, 0, 50, 100]",
        "at: [60, 0, 50, 100]",
        "- right: On the left",
        "items.3.places.0: a place lies within the picture: left and width, top and height make at most 100",
    ),
    "no wrong place": Faulty(
        "- wrong: On the right",
        "- right: On the right",
        "- key: which-sign",
        "items.3: a hotspot item has a right place at least, and a wrong one",
    ),
    "two places that say the same": Faulty(
        "On the right, a blue star", "On the left, a  red crescent", "- key: which-sign", "items.3: two places say the same"
    ),
    "no words for who cannot see it": Faulty(
        "alt: Two boards side by side., ", "", "image: {file: signs.png", "items.3.image.alt: is missing"
    ),
    "a picture that is not there": Faulty(
        "file: signs.png", "file: other.png", "image: {file: other.png", "media/other.png does not exist"
    ),
    "a picture on another kind": Faulty(
        "kind: hotspot", "kind: single", "- key: which-sign", "items.3: a single item has options, and no other list"
    ),
}


@pytest.mark.parametrize("faulty", FAULTY.values(), ids=FAULTY)
def test_a_faulty_picture_is_refused(pictured: Folder, faulty: Faulty) -> None:
    assert_change_is_refused(pictured, BANK, faulty)


def test_what_is_no_picture_is_refused(pictured: Folder) -> None:
    (pictured.root / MODULE / "media" / "signs.png").write_bytes(b"<svg/>")
    assert_refused(pictured, BANK, "image: {file: signs.png", "media/signs.png cannot be read as a picture")
