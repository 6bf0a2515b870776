"""The law in the editor: instruments, rules and topics as snippets under one menu entry."""

from __future__ import annotations

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from base.deletion import refuse_in_use
from base.forms import TranslatedForm
from law.forms import RuleForm
from law.models import GlossaryTerm, Instrument, Rule, Topic


class RuleViewSet(SnippetViewSet):
    model = Rule
    icon = "key"
    list_display = [
        "citation",
        "title",
        Column("applies_label", label=_("Where it applies")),
        BooleanColumn("on_card", label=_("Card")),
    ]
    list_filter = ["instrument", "applies", "topics", "on_card"]
    list_per_page = 50
    search_backend_name = None  # the index knows whole words only, and the fields below by other names
    search_fields = ["citation", "title", "gist"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel(n) for n in ("instrument", "provision", "citation", "slug", "url")], heading=_("Where it stands")
            ),
            MultiFieldPanel([FieldPanel(n) for n in ("title", "gist", "applies")], heading=_("What it says")),
            MultiFieldPanel(
                [FieldPanel("topics", widget=CheckboxSelectMultiple), FieldPanel("on_card"), FieldPanel("order")],
                heading=_("In the library"),
            ),
            FieldPanel("review_note"),
        ],
        base_form_class=RuleForm,
    )


class InstrumentViewSet(SnippetViewSet):
    model = Instrument
    icon = "doc-full"
    list_display = ["short_title", "title", Column("get_kind_display", label=_("Kind")), "year"]
    list_filter = ["kind"]
    search_backend_name = None
    search_fields = ["short_title", "title"]
    edit_handler = ObjectList(
        [FieldPanel(n) for n in ("key", "short_title", "title", "kind", "year", "issuer", "url", "gist", "order")],
        base_form_class=TranslatedForm,
    )


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name", "key"]
    search_fields = ["name", "key"]
    edit_handler = ObjectList([FieldPanel("key"), FieldPanel("name")], base_form_class=TranslatedForm)


class GlossaryViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "openquote"
    list_display = ["term", "says"]
    list_per_page = 50
    search_fields = ["term", "says"]
    edit_handler = ObjectList([FieldPanel(n) for n in ("key", "term", "says", "rules")], base_form_class=TranslatedForm)


class LawGroup(SnippetViewSetGroup):
    menu_label = _("Law")
    menu_icon = "key"
    menu_order = 250
    items = [RuleViewSet, InstrumentViewSet, TopicViewSet, GlossaryViewSet]


register_snippet(LawGroup)


@hooks.register("before_delete_snippet")
def keep_what_is_cited(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """A rule that a lesson cites, a topic with items, an instrument with rules stay."""
    return refuse_in_use(request, [row for row in instances if isinstance(row, Instrument | Rule | Topic)])
