"""How long the editor of a large scenario takes in a real browser: to open, and to open one scene's form.

.venv/bin/python -m pytest benchmarks/scenario_editor.py -n0 -q -s
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from benchmarks.scenario_checking import large_story
from tests.browsers import DESK
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario

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
