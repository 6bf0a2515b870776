"""What stands beside a field is text: signs of a comparison stay, and nothing in it becomes a part of the page."""

from __future__ import annotations

from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext_lazy


class Asked(forms.Form):
    named = forms.CharField(label="A < B", help_text="2 if fewer than <3 & <img src=x onerror=alert(1)>")
    told = forms.CharField(help_text=gettext_lazy("Type the code that stands beside the QR code."))
    marked = forms.CharField(help_text=format_html("{} <bdi>{}</bdi>", "As", "<QM>"))


def shown(name: str) -> str:
    return render_to_string("components/field.html", {"field": Asked()[name]})


def test_help_is_shown_as_it_was_written() -> None:
    assert "2 if fewer than &lt;3 &amp; &lt;img src=x onerror=alert(1)&gt;" in shown("named")
    assert "<img" not in shown("named")
    assert "Type the code that stands beside the QR code." in shown("told")


def test_what_our_own_code_marked_up_stays_so() -> None:
    assert "As <bdi>&lt;QM&gt;</bdi>" in shown("marked")
