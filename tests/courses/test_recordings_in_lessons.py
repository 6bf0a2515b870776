"""A recording in a lesson is a file that browsers play, and its transcript outlives the file."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.blocks import StructBlockValidationError
from wagtail.documents.models import Document

from base.blocks import MediaBlock

pytestmark = pytest.mark.django_db


def recording(name: str, kind: str) -> Any:
    document = Document.objects.create(title="Recording", file=ContentFile(b"x", name=name), file_size=2048)
    value = {"kind": kind, "title": "Voices of Besa", "file": document.pk, "transcript": "<p>We saw the convoy.</p>"}
    return MediaBlock().to_python(value)


@pytest.mark.parametrize(("name", "kind"), [("a.mp3", "audio"), ("a.OGG", "audio"), ("a.mp4", "video"), ("a.webm", "video")])
def test_what_browsers_play_is_taken(name: str, kind: str) -> None:
    assert MediaBlock().clean(recording(name, kind))["title"] == "Voices of Besa"


@pytest.mark.parametrize(("name", "kind"), [("a.pdf", "video"), ("a.mp3", "video"), ("a.mp4", "audio"), ("a", "audio")])
def test_what_they_do_not_play_is_refused_with_what_they_do(name: str, kind: str) -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        MediaBlock().clean(recording(name, kind))
    [message] = refused.value.block_errors["file"].messages
    assert ("mp4" if kind == "video" else "mp3") in message


def test_a_recording_loads_only_when_it_is_played_and_says_how_large_it_is() -> None:
    html = MediaBlock().render(recording("a.mp3", "audio"))
    assert 'preload="none"' in html
    assert "loads 2.0 KB when you press play" in html.replace("\xa0", " ")


def test_without_its_file_the_transcript_stands_open() -> None:
    value = recording("a.mp3", "audio")
    Document.objects.all().delete()
    value = MediaBlock().to_python(MediaBlock().get_prep_value(value) | {"file": 999_999})
    html = MediaBlock().render(value)
    assert "<audio" not in html
    assert "<details open>" in html
    assert "We saw the convoy." in html
