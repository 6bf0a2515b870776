"""The reader's language, and headers that every answer carries."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from http import HTTPStatus

from csp.constants import HEADER as CSP_HEADER
from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.models import Page

from base.keys import LARGEST_KEY
from base.views import healthz

ADMIN_PREFIX = "/admin/"
# The Wagtail admin brings inline scripts and styles of its own; only signed-in people see it.
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "worker-src": [SELF, "blob:"],
}
# A page in the editor's preview is as strict as for its readers, but it stands in the editor's frame.
PREVIEW_POLICY = {"frame-ancestors": [SELF]}
# Uploaded files are shown or saved, and never act as a page of ours. That a file is missing or closed says a page of ours.
FILES_PREFIX = "/documents/"
FILES_POLICY = "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


class ReaderLanguageMiddleware(LocaleMiddleware):
    """The interface speaks the language in the address, else the reader's own (cookie, then browser)."""

    def process_request(self, request: HttpRequest) -> None:
        language = translation.get_language_from_path(request.path_info) or translation.get_language_from_request(request)
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


class BodyLimitMiddleware:
    """Refuses a body by its announced length before anything reads it: Django bounds fields, but spools files of any size.

    ``BODY_LIMITS``: {beginning of a path: bytes}; the longest that fits counts. A body without a length is read as empty.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) <= _body_limit(request.path_info):
            return self.get_response(request)
        text = translation.gettext("This is larger than can be taken in here. Nothing was read.")
        return HttpResponse(text, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, content_type="text/plain; charset=utf-8")


def _body_limit(path: str) -> int:
    limits: dict[str, int] = settings.BODY_LIMITS
    return limits[max((start for start in limits if path.startswith(start)), key=len)]


class ContentPolicyMiddleware(CSPMiddleware):
    """django-csp, but the policy of all pages without one of their own is put into words once, not at every answer."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if any(name.startswith("_csp_") for name in (*vars(request), *vars(response))):
            return super().process_response(request, response)
        response.headers.setdefault(CSP_HEADER, site_policy())
        return response


@cache
def site_policy() -> str:
    """The policy of the settings, as a header."""
    return build_policy()


class HealthMiddleware:
    """Answers the load balancer before anybody is asked for a session, which lies in the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.address = reverse("healthz")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return healthz(request) if request.path == self.address else self.get_response(request)


class ResponseHeadersMiddleware:
    """Framing, permissions and, for the signed-in, no shared caching."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")  # also where another host was refused
        response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        user = getattr(request, "user", None)  # none where a redirect or a file was answered before anybody was asked
        is_signed_in = bool(user and user.is_authenticated)
        in_admin = is_signed_in and request.path.startswith(ADMIN_PREFIX)
        is_preview = getattr(request, "is_preview", False)
        if in_admin or is_preview:
            response._csp_replace = ADMIN_POLICY if in_admin and not is_preview else PREVIEW_POLICY  # type: ignore[attr-defined]
        response.headers.setdefault("X-Frame-Options", "SAMEORIGIN" if in_admin or is_preview else "DENY")
        is_file = request.path.startswith(FILES_PREFIX) and response.status_code < HTTPStatus.BAD_REQUEST
        if is_file and response.has_header(CSP_HEADER):
            response.headers[CSP_HEADER] = FILES_POLICY
        if is_signed_in and not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-cache"
        return response


class NotUnderstoodMiddleware:
    """What no page of ours offers is called what it is, not understood, and is no fault of the site.

    A number in an address that no database holds as a key names nothing: “not here” instead of a fault of SQLite. In a form or
    a filter such a number, a word where a number belongs, or a form that lacks a field makes a request that cannot be read.
    So does a way back that is no path; and a page that the editor was to work with, and that is gone meanwhile, is not here.
    Whoever is led by the sign-in to what only a button does reads so, where Django answers with an empty page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET":
            return answer
        page = render(request, "405.html", status=answer.status_code)
        page.headers["Allow"] = answer.headers["Allow"]
        return page

    def process_view(self, request: HttpRequest, view: object, args: tuple[object, ...], kwargs: dict[str, object]) -> None:
        """Raises Http404."""
        if any(isinstance(value, int) and value > LARGEST_KEY for value in kwargs.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Raises BadRequest, or Http404."""
        if is_of_the_request(exception) or (isinstance(exception, NoReverseMatch) and _is_way_back_a_word(request)):
            raise BadRequest("not what a page of this site sends") from exception
        if isinstance(exception, Page.DoesNotExist) and request.path_info.startswith(ADMIN_PREFIX):
            raise Http404 from exception


def is_of_the_request(exception: Exception) -> bool:
    """Whether it tells of what was sent. The sentences are those of SQLite, Django and Python, which have no types for it."""
    if isinstance(exception, OverflowError):
        return "SQLite INTEGER" in str(exception)
    if isinstance(exception, ValueError):
        return "expected a number but got" in str(exception)
    if isinstance(exception, RecursionError):
        return "decoding a JSON" in str(exception)
    return isinstance(exception, MultiValueDictKeyError)


def _is_way_back_a_word(request: HttpRequest) -> bool:
    """Wagtail follows what leads to no other site, and Django then looks a word up as the name of a view."""
    ways = (request.GET.get("next", "/"), request.POST.get("next", "/"))
    return any("/" not in way for way in ways)
