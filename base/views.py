"""How a page's address becomes an answer."""

from __future__ import annotations

from posixpath import normpath
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.i18n import set_language
from django.views.static import serve
from wagtail import hooks

from base.routing import find_page, page_at, path_in


@login_not_required
def serve_page(request: HttpRequest, path: str = "") -> HttpResponse:
    """Serves a live page, as Wagtail's own view does, but finds it with one query instead of one for each step of the path."""
    page = find_page(request, path)
    if page is None:
        raise Http404
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(page, request, (), {})
        if isinstance(answer, HttpResponse):
            return answer
    return _within_hooks(page, request)


def _within_hooks(page: Any, request: HttpRequest) -> HttpResponse:
    """Wagtail's hooks around serving; one of them keeps private sections private."""

    def serving(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        return page.serve(request, *args, **kwargs)

    for wrap in reversed(hooks.get_hooks("on_serve_page")):
        serving = wrap(serving)
    return serving(page, request, (), {})


@login_not_required
def switch_language(request: HttpRequest) -> HttpResponse:
    """Django's own view; but from a page it leads to that page's translation, or back to it where there is none."""
    answer: HttpResponse = set_language(request)
    path = urlsplit(request.POST.get("next", "")).path
    page = page_at(path) if request.method == "POST" else None
    if page is not None and "Location" in answer.headers:
        language = request.POST.get("language", "")
        here = page.locale.language_code == language
        answer.headers["Location"] = path if here else path_in(page, language) or path
    return answer


@login_not_required
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Uploaded images where no proxy serves them; sandboxed, so that none of them acts as a page of ours.

    Documents have an address of their own, which asks who may open them; here there is none.
    """
    if normpath(path).lstrip("/").split("/")[0].casefold() == "documents":
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """For load balancers: the process answers. No detail, no database."""
    return HttpResponse("ok\n", content_type="text/plain")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token no longer fits: what happened, what to do. The way back is the page on which the form stood."""
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return render(request, "403_csrf.html", {"back": came_from if is_ours else "/"}, status=403)
