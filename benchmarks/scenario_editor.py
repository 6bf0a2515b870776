"""How long the editor of a large scenario takes in a real browser: to open, to open one scene's form, to save it.

.venv/bin/python -m pytest benchmarks/scenario_editor.py -q -s
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from benchmarks.scenario_checking import large_story
from tests.browsers import DESK
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario

SCENES = 150


def test_a_large_scenario_opens(cast: Cast, open_page: Callable[..., Page]) -> None:
    document = large_story(SCENES, random.Random(3))  # noqa: S311
    scenario = make_scenario(make_module(make_course()), document, publish=False)
    page = open_page(cast.trainer, DESK)
    page.goto("/admin/")
    for turn in ("first", "second"):
        begun = time.perf_counter()
        page.goto(f"/admin/pages/{scenario.pk}/edit/")
        expect(page.locator("[data-map-layer] [data-key]")).to_have_count(SCENES + 2)
        print(f"\nopen, {turn} time: {time.perf_counter() - begun:.2f} s")
    print("form fields:", page.locator("form#page-edit-form :is(input, select, textarea)").count())
    page.locator("[data-map-layer] [data-key='s7']").focus()
    for turn in ("first", "second"):
        begun = time.perf_counter()
        page.keyboard.press("Enter")
        expect(page.locator(".story-dialog [name='part-key']")).to_be_visible()
        print(f"scene form, {turn} time: {time.perf_counter() - begun:.2f} s")
        page.keyboard.press("Escape")
        page.locator("[data-map-layer] [data-key='s7']").focus()
