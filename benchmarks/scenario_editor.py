"""How long the editor of a large scenario takes: in a real browser to open, and to open one scene's form; on the server to check.

.venv/bin/python -m pytest benchmarks/scenario_editor.py -n0 -q -s
"""

from __future__ import annotations

import gc
import json
import random
import statistics
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from playwright.sync_api import Page, expect

from benchmarks.scenario_checking import large_story, measured
from scenarios.authoring.rereading import _read
from tests.browsers import DESK
from tests.conftest import Cast, signed_in_client
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario, page_fields
from tests.scenarios.editor import posted

SCENES, FORMS = 150, 10
# From the key that opens the form to the frame that shows it, by the browser's own clock, in milliseconds.
OPENING = """async (key) => {
  const { editor } = bluehelmStory;
  const begun = performance.now();
  await editor.dialog.open(editor.store.part(key));
  await new Promise(requestAnimationFrame);
  const taken = performance.now() - begun;
  editor.dialog.close();
  return taken;
}"""


def test_a_large_scenario_opens(cast: Cast, open_page: Callable[..., Page]) -> None:
    document = large_story(SCENES, random.Random(3))  # noqa: S311
    scenario = make_scenario(make_module(make_course()), document, publish=False)
    page = open_page(cast.trainer, DESK)
    page.goto("/admin/")
    for turn in ("first", "second", "third"):
        begun = time.perf_counter()
        page.goto(f"/admin/pages/{scenario.pk}/edit/")
        expect(page.locator("[data-map-layer] [data-key]")).to_have_count(SCENES + 2)
        print(f"\nopen, {turn} time: {time.perf_counter() - begun:.2f} s")
    print("form fields:", page.locator("form#page-edit-form :is(input, select, textarea)").count())
    expect(page.locator("[data-check-status]")).not_to_be_empty()
    taken = [page.evaluate(OPENING, f"s{number}") / 1000 for number in range(FORMS)]
    print(f"scene form: median {statistics.median(taken):.2f} s, longest {max(taken):.2f} s of {FORMS}")
    assert page.locator(".story-dialog [name='part-key']").count() == 0


def test_the_check_at_an_edit_of_a_very_large_scenario(cast: Cast) -> None:
    """All that the server does for it: reading the form, the document, the findings, the sentences, the answer."""
    client, turns = signed_in_client(cast.trainer), count()
    document = worded(large_story(300, random.Random(1)))  # noqa: S311
    document["scenes"][7]["body"] = "<p>TURN</p>"  # what is edited
    body = encode_multipart(BOUNDARY, as_the_map_sends(document))

    def checked() -> None:
        changed = body.replace(b"TURN", str(next(turns)).encode())
        answer = client.generic("POST", "/admin/scenarios/check/", changed, MULTIPART_CONTENT)
        assert answer.status_code == 200

    def checked_anew() -> None:
        _read.cache_clear()
        checked()

    checked()
    gc.collect()
    gc.freeze()  # as the server does at its start: config/gunicorn.py
    print(f"\ncheck at an edit, 300 scenes, 900 choices, 6 meters, {len(body) // 1024} KB sent: {measured(checked, 50)} of CPU")
    print(f"the same with nothing kept of the edit before: {measured(checked_anew, 50)} of CPU")


def worded(document: dict[str, Any]) -> dict[str, Any]:
    """With texts as long as those of the built-in course."""
    text = "The driver says that the clinic is closed and that the road behind it was mined in the night. "
    for number, scene in enumerate(document["scenes"]):
        scene["body"] = f'<p data-block-key="b{number}">{number}. {text * 4}</p>'
        for choice in scene["choices"]:
            for name in ("consequence", "feedback"):
                choice[name] = f'<p data-block-key="c{number}">{number} {choice["key"]} {name}: {text * 2}</p>'
    return document


def as_the_map_sends(document: dict[str, Any]) -> dict[str, Any]:
    """The page form, the scenes and endings of which are JSON."""
    fields = page_fields(document)
    form = {name: value for name, value in posted(document).items() if not name.startswith(("scenes-", "endings-"))}
    stored = {name: fields[name].stream_block.get_prep_value(fields[name]) for name in ("scenes", "endings")}
    return form | {name: json.dumps(parts) for name, parts in stored.items()}
