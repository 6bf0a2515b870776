"""The law in the editor: instruments, rules and topics as snippets under one menu entry."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from law.models import Instrument, Rule, Topic


class RuleViewSet(SnippetViewSet):
    model = Rule
    icon = "key"
    list_display = ["citation", "title", "applies", "on_card"]
    list_filter = ["instrument", "applies", "topics", "on_card"]
    search_fields = ["citation", "title", "gist"]
    panels = [
        MultiFieldPanel(
            [FieldPanel("instrument"), FieldPanel("provision"), FieldPanel("citation"), FieldPanel("slug"), FieldPanel("url")],
            heading=_("Where it stands"),
        ),
        MultiFieldPanel([FieldPanel("title"), FieldPanel("gist"), FieldPanel("applies")], heading=_("What it says")),
        MultiFieldPanel([FieldPanel("topics"), FieldPanel("on_card"), FieldPanel("order")], heading=_("In the library")),
        FieldPanel("review_note"),
    ]


class InstrumentViewSet(SnippetViewSet):
    model = Instrument
    icon = "doc-full"
    list_display = ["short_title", "title", "kind", "year"]
    list_filter = ["kind"]
    search_fields = ["short_title", "title"]
    panels = [FieldPanel(n) for n in ("key", "short_title", "title", "kind", "year", "issuer", "url", "gist", "order")]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name", "key"]
    panels = [FieldPanel("key"), FieldPanel("name")]


class LawGroup(SnippetViewSetGroup):
    menu_label = _("Law")
    menu_icon = "key"
    menu_order = 250
    items = [RuleViewSet, InstrumentViewSet, TopicViewSet]


register_snippet(LawGroup)
