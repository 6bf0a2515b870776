"""A fragment is rendered once for the same values and language, and anew for any others."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

from base import fragments
from base.fragments import fragment
from people.models import Unit

PROGRESS = "components/progress.html"


@pytest.fixture(autouse=True)
def renderings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every template that was rendered, in order."""
    fragments._rendered.cache_clear()
    done: list[str] = []
    original = fragments.render_to_string

    def spy(template: str, values: dict[str, object]) -> str:
        done.append(template)
        return original(template, values)

    monkeypatch.setattr(fragments, "render_to_string", spy)
    return done


def test_the_same_values_are_rendered_once(renderings: list[str]) -> None:
    assert fragment(PROGRESS, states=("done",)) == fragment(PROGRESS, states=("done",))
    assert len(renderings) == 1


def test_other_values_are_rendered_anew() -> None:
    assert "is-done" in fragment(PROGRESS, states=("done",))
    assert "is-open" in fragment(PROGRESS, states=("open",))


def test_each_language_has_its_own(renderings: list[str]) -> None:
    for language in ("en", "fr", "en"):
        with translation.override(language):
            fragment(PROGRESS, states=("done",))
    assert len(renderings) == 2


def test_what_is_given_is_escaped_as_in_a_page() -> None:
    template = Template('{% fragment "components/progress.html" states=states words=words %}')
    assert "&lt;b&gt;" in template.render(Context({"states": (), "words": "<b>"}))


def test_a_row_of_the_database_is_refused() -> None:
    with pytest.raises(TypeError, match="plain values"):
        fragment(PROGRESS, unit=Unit(pk=1))
