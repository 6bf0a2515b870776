"""Pages that know no domain: the home page, plain pages, and how every page is served."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester, PageViewRestriction
from wagtail.search import index

from base.blocks import ImageBlock, prose
from base.forms import StreamIntegrityForm
from base.routing import site_roots


@cache
def _no_restrictions() -> models.QuerySet[PageViewRestriction]:
    """None, and read already: Django would compile the question anew before it finds that nothing can answer it."""
    nothing = PageViewRestriction.objects.none()
    len(nothing)
    return nothing


class AuthorsPermissions(PagePermissionTester):
    """Wagtail's answers, but that whoever makes no pages here takes none away: Wagtail asks only for the power to change."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        may: bool = super().can_delete(ignore_bulk)
        return may and (self.user.is_superuser or "add" in self.permissions)


class ServedPage(Page):
    """What every page of the site shares: one language for its text, one template."""

    base_form_class = StreamIntegrityForm
    rendered_text: ClassVar[tuple[str, ...]] = ()  # fields that are kept as rendered: serving the page seldom needs them
    section: ClassVar[str] = ""  # which entry of the main navigation the page belongs to

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """``content_dir``: the direction of the page's own language, which may differ from the interface's."""
        bidi = translation.get_language_info(self.locale.language_code)["bidi"]
        return super().get_context(request, *args, **kwargs) | {"content_dir": "rtl" if bidi else "ltr", "section": self.section}

    def permissions_for_user(self, user: Any) -> AuthorsPermissions:
        return AuthorsPermissions(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return TemplateResponse(request, self.get_template(request), self.get_context(request, *args, **kwargs))

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Wagtail's own answer; for a page found to be served it is asked once, or never where nothing is private."""
        if not hasattr(self, "is_anything_private"):
            return super().get_view_restrictions()
        return self._restrictions_when_found if self.is_anything_private else _no_restrictions()

    @cached_property
    def _restrictions_when_found(self) -> models.QuerySet[PageViewRestriction]:
        return super().get_view_restrictions()


class HomePage(ServedPage):
    """The front door: what Bluehelm is for, and the way in."""

    lead = models.TextField(_("lead"), blank=True)
    body = StreamField([("text", prose()), ("image", ImageBlock())], blank=True, verbose_name=_("text"))

    parent_page_types = ["wagtailcore.Page"]
    template = "base/home.html"
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"children": in_readers_language(self.get_children().live().public().specific())}


def in_readers_language(pages: Iterable[Page]) -> list[Page]:
    """Each page, or its live translation into the language of the interface. One query more in several languages."""
    found, language = list(pages), translation.get_language() or ""
    if language not in site_roots():
        return found
    kin = Page.objects.live().public().filter(translation_key__in=[page.translation_key for page in found])
    spoken = {page.translation_key: page for page in kin.filter(locale__language_code=language).specific()}
    return [spoken.get(page.translation_key, page) for page in found]


class StandardPage(ServedPage):
    """A plain page: help, privacy, about."""

    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(
        [("heading", blocks.CharBlock(form_classname="title", label=_("Heading"))), ("text", prose()), ("image", ImageBlock())],
        verbose_name=_("text"),
    )

    parent_page_types = ["base.HomePage", "base.StandardPage"]
    template = "base/standard_page.html"
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
