"""Wagtail's pages for people: accounts (passwords are set only by their owners), countries, ranks, units, postings."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import DeleteView as WagtailDeleteView
from wagtail.admin.views.generic import IndexView as WagtailIndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.users.views.users import CreateView, DeleteView, EditView, IndexView, UserViewSet

from people.admin_forms import PersonForm, PostingForm, RankForm, UnitForm
from people.audit.services import note
from people.models import Country, Posting, Rank, Unit, User
from people.permissions import can_edit_person, can_erase, can_issue_claim_slip, can_reset_second_factor, can_shape_tree
from people.postings import touch_posting
from people.tree import views as tree


def person_buttons(person: User, by: Any) -> list[Button]:
    """What an administrator does with an account beside editing it."""
    buttons = []
    if can_issue_claim_slip(by, person, timezone.now()):
        buttons.append(
            Button(_("Print a slip"), url=reverse("people:slip-issue", args=[person.pk]), icon_name="key", priority=40)
        )
    if can_reset_second_factor(by, person):
        url = reverse("people-reset-second-factor", args=[person.pk])
        buttons.append(Button(_("Reset the second factor"), url=url, icon_name="lock-open", priority=50))
    if can_erase(by, person):
        url = reverse("people-erase", args=[person.pk])
        buttons.append(Button(_("Erase this person"), url=url, icon_name="bin", priority=60))
    return buttons


class PeopleIndexView(IndexView):
    """Found by name and by sign-in name; no bulk deeds on accounts."""

    page_title = _("People")
    add_item_label = _("Add a person")
    search_fields = ("name", "username")

    @property
    def columns(self) -> list[Column]:  # type: ignore[override]
        return [
            TitleColumn("name", label=_("Name"), sort_key="name", get_url=self.get_edit_url),
            Column("username", label=_("Sign-in name"), sort_key="username"),
            Column("rank", label=_("Rank")),
            BooleanColumn("is_active", label=_("Open"), sort_key="is_active"),
            DateColumn("claimed_at", label=_("Claimed"), sort_key="claimed_at"),
            DateColumn("last_login", label=_("Last sign-in"), sort_key="last_login"),
        ]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("rank")

    def order_queryset(self, queryset: Any) -> Any:
        if self.ordering in ("name", "-name"):
            return queryset.order_by(self.ordering)
        return super().order_queryset(queryset)


class EditableOnlyMixin:
    """Another administrator's account is a superuser's business."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_edit_person(request.user, self.object):  # type: ignore[attr-defined]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class PersonEditView(EditableOnlyMixin, EditView):
    """One account, with the deeds on it in its menu."""

    @property
    def header_more_buttons(self) -> list[Button]:  # type: ignore[override]
        return [*super().header_more_buttons, *person_buttons(self.object, self.request.user)]


class PersonDeleteView(DeleteView):
    """For accounts made by mistake; whoever has a record is closed instead (the database protects it)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_edit_person(request.user, self.get_object()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]


class PersonCreateView(CreateView):
    page_title = _("Add a person")


class PeopleViewSet(UserViewSet):
    """Stands in for Wagtail's own."""

    index_view_class = PeopleIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView
    copy_view_enabled = False
    template_prefix = ""
    menu_label = _("People")

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        return PersonForm


# Not snippets: a snippet comes with a chooser that everyone in the editor may open, and a posting holds names.
class CountryViewSet(ModelViewSet):
    model = Country
    icon = "globe"
    list_display = ["name", "code"]
    panels = [FieldPanel("code"), FieldPanel("name")]


class RankViewSet(ModelViewSet):
    model = Rank
    icon = "order"
    list_display = ["name", "abbreviation", "country", "level"]
    list_filter = ["country", "level"]
    search_fields = ["name", "abbreviation"]
    edit_handler = ObjectList(
        [FieldPanel(n) for n in ("country", "name", "abbreviation", "level", "order")], base_form_class=RankForm
    )


class UnitViewSet(ModelViewSet):
    model = Unit
    icon = "group"
    list_display = ["name", "short_name", "kind", "country"]
    list_filter = ["kind", "country"]
    search_fields = ["name", "short_name"]
    edit_handler = ObjectList(
        [FieldPanel(n) for n in ("country", "name", "short_name", "kind", "parent")], base_form_class=UnitForm
    )


class AdministratorsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_shape_tree(request.user)


class UnitTreeViewSet(ViewSet):
    """The tree as of a day, and the deeds on it."""

    name = "unit-tree"
    icon = "folder-open-1"
    menu_label = _("Tree of units")
    menu_item_class = AdministratorsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", tree.TreeView.as_view(), name="index"),
            path("add/", tree.AddView.as_view(), name="add-top"),
            path("<int:pk>/add/", tree.AddView.as_view(), name="add"),
            path("<int:pk>/rename/", tree.RenameView.as_view(), name="rename"),
            path("<int:pk>/move/", tree.MoveView.as_view(), name="move"),
            path("<int:pk>/dissolve/", tree.DissolveView.as_view(), name="dissolve"),
        ]


class PostingIndexView(WagtailIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("user__rank", "unit")


class PostingDeleteView(WagtailDeleteView):
    """A posting that was a mistake: its unit is counted anew."""

    def delete_action(self) -> None:
        row, at = self.object, timezone.now()
        touch_posting(posting=row, at=at)
        note("posting deleted", by=self.request.user.pk, at=at, posting=row.pk, user=row.user_id, unit=row.unit_id, role=row.role)
        super().delete_action()


class PostingViewSet(ModelViewSet):
    model = Posting
    index_view_class = PostingIndexView
    delete_view_class = PostingDeleteView
    icon = "calendar"
    is_main = BooleanColumn("is_main", label=_("Main posting"), sort_key="is_main")
    list_display = ["user", "unit", "role", is_main, "status", "starts_on", "ends_on"]
    list_filter = ["unit", "role", "status"]
    search_fields = ["user__name", "user__username"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [FieldPanel(n) for n in ("person", "unit", "role", "is_main", "starts_on", "ends_on")], base_form_class=PostingForm
    )


class PeopleGroup(ModelViewSetGroup):
    menu_label = _("Units and ranks")
    menu_icon = "group"
    menu_order = 610
    items = [UnitTreeViewSet, UnitViewSet, PostingViewSet, RankViewSet, CountryViewSet]
