"""A story from elsewhere becomes a draft: structure, texts and links kept, the rest as notes; nothing is run."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import ModulePage
from scenarios.analysis import errors_of
from scenarios.analysis.report import report_of
from scenarios.authoring.starters import STARTERS, starter
from scenarios.document import document_of
from scenarios.importing.own import ScenarioDocument, schema
from scenarios.importing.pages import exchanged
from scenarios.importing.passages import MOST_BYTES, MOST_TEXT, Refused
from scenarios.importing.services import documents_in
from scenarios.models import Edition, ScenarioPage
from scenarios.story import Story
from tests.conftest import Cast, signed_in_client
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario
from tests.factories.sound_stories import sound_story

TWEE = """:: StoryTitle
The gate

:: StoryData
{"ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC", "format": "SugarCube", "start": "Gate"}

:: Gate {"position":"100,200"}
<<set $health to 3>>A car & a bus come.

[[Stop the car|Search]]
[[Wave->Night]]
[[Nowhere|Lost]]
[[Help|https://example.org/]]

:: Search
<script>alert("x")</script>You <b>look</b> into it.
<<link "Let them go" "Night">><</link>>

:: Night
Nobody came to harm.
"""


@pytest.fixture
def module(db: None) -> ModulePage:
    return make_module(make_course())


def upload(client: Client, module: ModulePage, name: str, content: bytes) -> Any:
    return client.post("/admin/scenarios/import/", {"module": module.pk, "file": SimpleUploadedFile(name, content)})


def gate() -> dict[str, Any]:
    (document,) = documents_in(name="gate.twee", content=TWEE.encode(), language="en")
    return document


def test_passages_become_scenes_and_those_without_a_way_on_endings() -> None:
    document = gate()
    assert (document["title"], document["start"]) == ("The gate", "gate")
    assert [scene["key"] for scene in document["scenes"]] == ["gate", "search"]
    assert [ending["key"] for ending in document["endings"]] == ["night"]
    assert (document["scenes"][0]["x"], document["scenes"][0]["y"]) == (100, 200)


def test_links_become_choices_and_broken_ones_are_not_built_yet() -> None:
    choices = gate()["scenes"][0]["choices"]
    assert [(c["text"], c["target"]) for c in choices] == [("Stop the car", "search"), ("Wave", "night"), ("Nowhere", "")]
    assert [(c["text"], c["target"]) for c in gate()["scenes"][1]["choices"]] == [("Let them go", "night")]


def test_texts_lose_their_code_which_stays_as_a_note() -> None:
    first, second = gate()["scenes"]
    assert first["body"] == "<p>A car &amp; a bus come.</p>"
    assert "<<set $health to 3>>" in first["note"]
    assert "Lost" in first["note"]
    assert second["body"] == "<p>You look into it.</p>"
    assert "alert" in second["note"]


def test_an_archive_gives_every_story() -> None:
    story = '<tw-storydata name="{0}" startnode="1"><tw-passagedata pid="1" name="A">[[B]]</tw-passagedata></tw-storydata>'
    content = (story.format("One") + story.format("Two")).encode()
    assert [d["title"] for d in documents_in(name="a.html", content=content, language="en")] == ["One", "Two"]


def test_a_trainer_sends_a_file_and_gets_a_draft_that_nobody_can_play_yet(cast: Cast, module: ModulePage) -> None:
    answer = upload(signed_in_client(cast.trainer), module, "gate.twee", TWEE.encode())
    page = ScenarioPage.objects.get()
    assert answer.headers["Location"] == f"/admin/pages/{page.pk}/edit/"
    assert (page.live, page.title, Edition.objects.count()) == (False, "The gate", 0)
    assert {error.code for error in errors_of(document_of(page))} >= {"target-missing"}
    assert signed_in_client(cast.trainer).get(answer.headers["Location"]).status_code == 200


def test_what_is_exported_comes_in_again_as_the_same(module: ModulePage, cast: Cast) -> None:
    page = make_scenario(module, sound_story(3))
    client = signed_in_client(cast.trainer)
    content = client.get(f"/admin/scenarios/{page.pk}/export.json").content
    assert upload(client, module, "again.json", content).status_code == 302
    again = ScenarioPage.objects.latest("pk")
    assert again.pk != page.pk
    assert document_of(again) == document_of(page)
    assert exchanged(again) == exchanged(page)


def test_a_rule_that_the_library_lacks_stays_as_a_note(module: ModulePage, cast: Cast) -> None:
    document = exchanged(make_scenario(module))
    document["scenes"][0]["choices"][1]["rules"] = [{"citation": "Rule 999"}]
    upload(signed_in_client(cast.trainer), module, "a.json", json.dumps(document).encode())
    assert "Rule 999" in ScenarioPage.objects.latest("pk").scenes[0].value["note"]


def test_the_schema_is_published_and_holds_what_is_exported(module: ModulePage, cast: Cast) -> None:
    published = signed_in_client(cast.trainer).get("/admin/scenarios/schema.json").json()
    assert published == json.loads(json.dumps(schema()))
    assert published["additionalProperties"] is False
    ScenarioDocument.model_validate(exchanged(make_scenario(module)))


@pytest.mark.parametrize("name", STARTERS)
def test_a_small_scenario_to_start_from_has_nothing_to_be_found(name: str) -> None:
    assert report_of(Story.from_document(starter(name)), plays=200).findings == []


def test_a_trainer_starts_from_a_small_scenario(cast: Cast, module: ModulePage) -> None:
    client = signed_in_client(cast.trainer)
    assert client.post("/admin/scenarios/import/", {"module": module.pk, "starter": "conduct"}).status_code == 302
    assert ScenarioPage.objects.get().family == "conduct"
    assert client.post("/admin/scenarios/import/", {"module": module.pk}).status_code == 422


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.json", b"0" * 20_000_000)
    return packed.getvalue()


HOSTILE = {
    "a zip bomb": ("a.h5p", zip_bomb(), "H5P"),
    "a packed file": ("a.zip", zip_bomb(), "packed"),
    "a huge file": ("a.twee", b":: Start\n" + b"x" * MOST_BYTES, "larger than"),
    "too much text": ("a.twee", b":: Start\n" + b"[[a]] " * (MOST_TEXT // 6 + 1), "million characters"),
    "brackets within brackets": ("a.json", b"[" * 100_000, "damaged"),
    "an unknown word": ("a.json", b'{"format": 2, "title": "A", "python": 1}', "python"),
    "a number too large": ("a.json", b'{"format": 9e999, "title": "A"}', "format"),
    "no text": ("a.twee", b"\xff\xfe\x00\xd8\x00\xd8", "UTF-8"),
    "nothing": ("a.txt", b"", "cannot be imported"),
    "a picture": ("a.html", b"\x89PNG\r\n\x1a\n\x00", "UTF-8"),
    "Twine 1": ("a.html", b'<div id="storeArea" data-size="1"><div tiddler="Start">[[A]]</div></div>', "Twine 1"),
    "Twine 1 as saved": ("a.tws", b"\x80\x02csome\npickle", "Twine 1"),
    "ChoiceScript": ("startup.txt", b"*title The gate\n*create health 3\n*choice\n  #Go\n    *finish\n", "ChoiceScript"),
    "ink": ("a.ink", b"=== start ===\n* [Go] -> END\n", "ink"),
    "Yarn": ("a.yarn", b"title: Start\n---\nHello\n===\n", "Yarn"),
    "HTML without a story": ("a.html", b"<html><script>alert(1)</script></html>", "cannot be imported"),
}


@pytest.mark.parametrize(("name", "content", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_and_foreign_files_are_refused_with_a_message(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as told:
        documents_in(name=name, content=content, language="en")
    assert reason in str(told.value)


def test_pictures_within_the_text_do_not_count_as_text() -> None:
    picture = b'<img src="data:image/png;base64,' + b"iVBORw0KGgo" * (MOST_TEXT // 10) + b'">'
    (document,) = documents_in(
        name="a.twee", content=b":: Start\nA car comes." + picture + b"\n\n[[Stop]]\n\n:: Stop\nEnd.", language="en"
    )
    assert document["scenes"][0]["body"] == "<p>A car comes.</p>"
    assert [choice["target"] for choice in document["scenes"][0]["choices"]] == ["stop"]


def test_a_refused_file_is_told_on_the_form_and_makes_nothing(cast: Cast, module: ModulePage) -> None:
    answer = upload(signed_in_client(cast.trainer), module, "a.ink", HOSTILE["ink"][1])
    assert answer.status_code == 422
    assert "This is an ink file" in answer.content.decode()
    assert not ScenarioPage.objects.exists()


def test_script_in_exchanged_texts_is_cleaned_away(cast: Cast, module: ModulePage) -> None:
    document = exchanged(make_scenario(module))
    document["scenes"][0]["body"] = '<p onclick="x()">Hi<script>alert(1)</script><a href="javascript:x()">y</a></p>'
    upload(signed_in_client(cast.trainer), module, "a.json", json.dumps(document).encode())
    body = document_of(ScenarioPage.objects.latest("pk"))["scenes"][0]["body"]
    assert "script" not in body
    assert "onclick" not in body


TWEE_PIECES = [
    ":: A",
    ":: B [tag] {",
    "[[",
    "]]",
    "[[A|B]]",
    "(set:",
    '<<link "a" "B">>',
    "<%",
    "{embed passage: 'A'}",
    "(",
    ")",
    "\n",
]
HTML_PIECES = [
    '<tw-storydata name="x" startnode="1">',
    '<tw-passagedata pid="1" name="A">',
    "</tw-passagedata>",
    "&lt;",
    "\\",
    "|",
    "->",
]
PIECES = st.sampled_from([*TWEE_PIECES, *HTML_PIECES])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["a.twee", "a.html", "a.json", "a.txt"]), st.lists(PIECES | st.text(max_size=8), max_size=40) | st.binary()
)
def test_whatever_is_sent_is_read_or_refused(name: str, sent: list[str] | bytes) -> None:
    content = sent if isinstance(sent, bytes) else "".join(sent).encode("utf-8", "ignore")
    try:
        documents = documents_in(name=name, content=content, language="en")
    except Refused as refused:
        assert str(refused)
    else:
        for document in documents:
            ScenarioDocument.model_validate(json.loads(json.dumps(document)))
            errors_of(document)
