"""The forty pairs of Twee and Twine files through the import itself: drafts with every passage and link; all else is refused."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from courses.models import ModulePage
from scenarios.document import document_of
from scenarios.importing.links import Graph
from scenarios.importing.macros import SHOWN
from scenarios.models import ScenarioPage
from tests.conftest import Cast, signed_in_client
from tests.factories.courses import make_course, make_module
from tests.scenarios.test_story_oracle import SLOWEST, cases, read

pytestmark = pytest.mark.django_db
Ways = set[tuple[str, str]]


@pytest.fixture
def module(db: None) -> ModulePage:
    return make_module(make_course())


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in_client(cast.trainer)


def sent(client: Client, module: ModulePage, oracles: Path, file: str) -> Any:
    content = (oracles / "stories" / file).read_bytes()
    begun = time.perf_counter()
    answer = client.post("/admin/scenarios/import/", {"module": module.pk, "file": SimpleUploadedFile(Path(file).name, content)})
    assert time.perf_counter() - begun < SLOWEST, file
    return answer


def drafted(client: Client, module: ModulePage, oracles: Path, file: str) -> dict[str, Any]:
    """The draft that a file becomes, as a document, with the authors' notes."""
    answer = sent(client, module, oracles, file)
    assert answer.status_code == 302, (file, answer.content.decode()[:2000])
    page = ScenarioPage.objects.latest("pk")
    assert not page.live
    notes = [block.value["note"] or "" for stream in (page.scenes, page.endings) for block in stream]
    return document_of(page) | {"notes": "\n".join(notes)}


def parts(document: dict[str, Any]) -> dict[str, str]:
    """Title by key of every scene and ending."""
    return {part["key"]: part["title"] for part in (*document["scenes"], *document["endings"])}


def ways(document: dict[str, Any]) -> Ways:
    titles = parts(document)
    choices = [(scene["title"], choice["target"]) for scene in document["scenes"] for choice in scene["choices"]]
    return {(here, titles[target]) for here, target in choices if target}


def expected_ways(oracles: Path, file: str) -> Ways:
    """What the file links, as ``test_story_oracle`` proves it to be read, without what is only shown and what is not there."""
    story = read(oracles, file)
    links = Graph(story).links.items()
    return {(here, link.target) for here, each in links for link in each if link.how != SHOWN and link.target in story.names}


def test_every_file_becomes_a_draft_with_its_passages_and_links_and_both_of_a_pair_the_same(
    client: Client, module: ModulePage, oracles: Path
) -> None:
    pairs = [entry for entry in cases(oracles, "twine-html") if entry["expected"]["pair_of"]]
    assert len(pairs) >= 39
    for entry in pairs:
        html, expected = entry["file"], entry["expected"]
        twee = f"{Path(html).parent}/{expected['pair_of']}"
        one, other = (drafted(client, module, oracles, file) for file in (twee, html))
        assert len(parts(one)) == expected["story_passages"], twee
        assert parts(one)[one["start"]] == expected["start"], twee
        assert ways(one) == expected_ways(oracles, twee), twee
        assert (ways(one), sorted(parts(one).values())) == (ways(other), sorted(parts(other).values())), html
        if expected["passages_with_dynamic_links"]:
            assert "cannot be checked" in one["notes"], twee


def test_every_other_file_is_refused_on_the_form_and_makes_nothing(client: Client, module: ModulePage, oracles: Path) -> None:
    entries = cases(oracles, "ink", "ink-json", "yarn", "yarn-testplan")
    assert len(entries) > 100
    for entry in entries:
        answer = sent(client, module, oracles, entry["file"])
        kind = "Yarn" if entry["kind"].startswith("yarn") else "ink"
        assert answer.status_code == 422, entry["file"]
        assert kind in str(answer.context["form"].errors["file"]), entry["file"]
    assert not ScenarioPage.objects.exists()
