"""A real browser: at 320 px and 200 % text no short word of scene and debrief is broken letter by letter."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page

from scenarios.models import ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario
from tests.scenarios.runs import begin, make

NARROW = {"width": 320, "height": 640}
# Words of up to ten letters that stand in two lines, and what is wider than the page.
BROKEN = """() => {
  const found = [];
  for (const place of document.querySelectorAll('main, .aside')) {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (text.parentElement.closest('.visually-hidden, svg, script')) continue;
      for (const word of text.data.matchAll(/[\\p{L}]{2,10}/gu)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((each) => Math.round(each.top)));
        if (lines.size > 1 || range.getBoundingClientRect().right > innerWidth) found.push(word[0]);
      }
    }
  }
  return found;
}"""


def broken_words(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    return page.evaluate(BROKEN)


def scenario_of() -> ScenarioPage:
    return make_scenario(make_module(make_course()))


def test_words_stay_whole_in_scene_and_debrief(cast: Cast, open_page: Callable[..., Page]) -> None:
    run = begin(scenario_of(), cast.learner, timezone.now())
    page = open_page(cast.learner, NARROW)
    assert broken_words(page, run.get_absolute_url()) == []
    make(run, "fire", "skip", at=timezone.now())  # not passed, each decision with its rule and what was better
    assert broken_words(page, run.get_absolute_url()) == []
    assert page.get_by_text("Not passed yet").is_visible()
