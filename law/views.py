"""The public rules library and the pocket card."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from law.library import library_language, pocket_card, rules_library, taught_in
from law.models import Rule


@login_not_required
def library(request: HttpRequest) -> HttpResponse:
    """All rules, by instrument or by topic, narrowed by words and topic."""
    reading = rules_library(
        language=get_language() or "en",
        by="topic" if request.GET.get("by") == "topic" else "instrument",
        words=request.GET.get("q", "")[:100],
        topic_key=request.GET.get("topic", "")[:60],
    )
    return render(request, "law/library.html", {"library": reading})


@login_not_required
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """One rule: gist, where it applies, the official text, and where it is taught."""
    language = library_language(get_language() or "en")
    found = get_object_or_404(Rule.objects.in_language(language).select_related("instrument", "locale"), slug=slug)
    return render(request, "law/rule.html", {"rule": found, "pages": taught_in(found)})


@login_not_required
def card(request: HttpRequest) -> HttpResponse:
    """The pocket card: two printed pages."""
    return render(request, "law/card.html", {"groups": pocket_card(get_language() or "en")})
