"""The public rules library and the pocket card."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from base.limits import is_too_often
from law.card import pocket_card
from law.glossary import glossary_of
from law.library import rule_at, rules_library, taught_in
from law.models import FALLBACK

SEARCHES_A_MINUTE = "300/m/ip"  # a class sits behind one address


@login_not_required
def library(request: HttpRequest) -> HttpResponse:
    """All rules, by instrument or by topic; narrowed by words, an instrument or a topic."""
    words = " ".join(request.GET.get("q", "")[:100].split())
    if words and is_too_often(request, "rules", SEARCHES_A_MINUTE):
        return render(request, "law/too_often.html", status=429)
    reading = rules_library(
        language=get_language() or FALLBACK,
        by="topic" if request.GET.get("by") == "topic" else "instrument",
        words=words,
        instrument_key=request.GET.get("instrument", "")[:60],
        topic_key=request.GET.get("topic", "")[:60],
    )
    return render(request, "law/library.html", {"library": reading})


@login_not_required
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """One rule: gist, where it applies, the official text, and where it is taught."""
    language = get_language() or FALLBACK
    found = rule_at(slug, language)
    if found is None:
        raise Http404
    return render(request, "law/rule.html", {"rule": found, "topics": found.topics.all(), "pages": taught_in(found, language)})


@login_not_required
def card(request: HttpRequest) -> HttpResponse:
    """The pocket card: two printed pages."""
    return render(request, "law/card.html", {"card": pocket_card(get_language() or FALLBACK)})


@login_not_required
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the course, by their first letter."""
    return render(request, "law/glossary.html", {"letters": glossary_of(get_language() or FALLBACK)})
