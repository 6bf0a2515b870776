"""``{% static %}`` says what Django's own says, and looks each address up once."""

from __future__ import annotations

from unittest.mock import patch

from django.template import Context, Template
from django.templatetags.static import StaticNode
from django.utils.safestring import mark_safe

from base.assets import asset


def drawn(text: str) -> str:
    return Template(text).render(Context({"which": "css/base.css"}))


def test_it_says_what_djangos_own_tag_says() -> None:
    own = StaticNode.handle_simple("css/base.css")
    assert drawn("{% static 'css/base.css' %}") == own
    assert drawn("{% static which %}") == own
    assert drawn("{% static which as kept %}[{{ kept }}]") == f"[{own}]"


def test_an_address_is_looked_up_once() -> None:
    asset.cache_clear()
    with patch("django.templatetags.static.StaticNode.handle_simple", return_value="/static/once.css") as looked_up:
        assert drawn("{% static 'css/once.css' %}{% static 'css/once.css' %}") == "/static/once.css" * 2
    asset.cache_clear()
    assert looked_up.call_count == 1


def test_a_label_that_is_safe_as_it_stands_is_another_one_than_the_same_words_unsafe() -> None:
    twice = Template("{% icon 'key' unsafe %}{% icon 'key' safe %}{% icon 'key' unsafe %}")
    text = twice.render(Context({"unsafe": "a&b", "safe": mark_safe("a&b")}))
    assert text.count("a&amp;b") == 2
    assert text.count('"a&b"') == 1
