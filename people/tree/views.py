"""The tree of units in the editor, in Wagtail's own dress. Past days are for reading."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from people.models import Unit
from people.permissions import can_shape_tree
from people.postings import Refused
from people.tree import services
from people.tree.forms import DissolveForm, EffectForm, MoveForm, NameForm, NewUnitForm
from people.tree.reading import above, move_effect, possible_parents, tree


def address(on: date, top: int | None = None) -> str:
    """The tree as of the day; without a query today."""
    query = [f"on={on.isoformat()}"] if on != timezone.localdate() else []
    query += [f"top={top}"] if top else []
    return reverse("unit-tree:index") + ("?" + "&".join(query) if query else "")


class TreePage(WagtailAdminTemplateMixin):
    """What all pages of the tree share: who may, which day, which unit."""

    header_icon = "group"
    unit: Any = None  # None only where something is added at the top
    on: date

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not can_shape_tree(request.user):
            raise PermissionDenied
        today = timezone.localdate()
        try:
            self.on = parse_date(request.GET.get("on", "")) or today
        except ValueError:
            self.on = today
        if "pk" in kwargs:
            self.unit = get_object_or_404(Unit.objects.select_related("country"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        own = {"url": "", "label": self.get_page_title(), "sublabel": self.unit.name if self.unit else ""}
        root = {"url": address(self.on), "label": _("Tree of units")}
        return [*self.breadcrumbs_items, *([root] if self.unit or own["label"] != root["label"] else []), own]


class TreeView(TreePage, TemplateView):
    """The whole tree, or what stands below one unit."""

    template_name = "people/admin/tree/tree.html"
    page_title = gettext_lazy("Tree of units")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = self.request.GET.get("top", "")
        top = Unit.objects.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 10 else None
        today = timezone.localdate()
        return super().get_context_data(
            nodes=tree(top, self.on),
            top=top,
            way=[(unit, address(self.on, unit.pk)) for unit in above(top, self.on)] if top else [],
            on=self.on,
            today=today,
            is_past=self.on < today,
            whole=address(self.on),
            **kwargs,
        )


class DeedView(TreePage, FormView):
    """A form about one unit that does one deed; a refusal stands on the form."""

    template_name = "people/admin/tree/form.html"
    done: Any = ""
    submit_label: Any = gettext_lazy("Save")
    takes_day = True

    def get_form_kwargs(self) -> dict[str, Any]:
        today = timezone.localdate()
        return super().get_form_kwargs() | ({"today": today, "initial": {"on": max(self.on, today)}} if self.takes_day else {})

    def get_page_subtitle(self) -> str:
        return f"{self.page_title}: {self.unit.name} ({self.unit.short_name})" if self.unit else ""

    def get_header_title(self) -> str:
        return self.get_page_subtitle()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        labels = {"submit_button_label": self.submit_label, "submit_button_active_label": _("One moment…")}
        return super().get_context_data(action_url=self.request.get_full_path(), back=address(self.on), **labels, **kwargs)

    @property
    def by(self) -> Any:
        return self.request.user

    def do(self, data: dict[str, Any]) -> None:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.do(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(address(form.cleaned_data.get("on") or self.on))

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.validation_error(self.request, _("Nothing has changed."), form)
        return super().form_invalid(form)


class AddView(DeedView):
    """A new unit below this one, or at the top."""

    form_class = NewUnitForm
    page_title = gettext_lazy("Add a unit")
    done = gettext_lazy("The unit is added.")
    submit_label = gettext_lazy("Add the unit")

    def get_page_subtitle(self) -> str:
        return _("Add a unit below %(unit)s") % {"unit": self.unit} if self.unit else _("Add a unit at the top")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"parent": self.unit}

    def do(self, data: dict[str, Any]) -> None:
        country = self.unit.country if self.unit else data.pop("country")
        services.add_unit(country=country, parent=self.unit, by=self.by, at=timezone.now(), **data)


class RenameView(DeedView):
    """Takes no day: names of units are not dated."""

    form_class = NameForm
    page_title = gettext_lazy("Rename")
    done = gettext_lazy("The unit is renamed.")
    takes_day = False

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.unit}

    def do(self, data: dict[str, Any]) -> None:
        services.rename_unit(unit=self.unit, by=self.by, at=timezone.now(), **data)


class DissolveView(DeedView):
    form_class = DissolveForm
    template_name = "people/admin/tree/dissolve.html"
    page_title = gettext_lazy("Dissolve")
    done = gettext_lazy("The unit is dissolved.")
    submit_label = gettext_lazy("Dissolve the unit")

    def do(self, data: dict[str, Any]) -> None:
        services.dissolve_unit(unit=self.unit, on=data["on"], by=self.by, at=timezone.now())


class MoveView(DeedView):
    """First where to and when; then what moves along and whose command changes; only then the move."""

    form_class = MoveForm
    page_title = gettext_lazy("Move")
    done = gettext_lazy("The unit is moved with everything below it.")
    submit_label = gettext_lazy("Look at what moves along")

    def get_form_kwargs(self) -> dict[str, Any]:
        day = max(self.on, timezone.localdate())
        parents = above(self.unit, day)
        initial = {"on": day, "parent": parents[-1].pk if parents else None}
        return super().get_form_kwargs() | {"parents": possible_parents(self.unit, day), "seen_on": day, "initial": initial}

    def form_valid(self, form: EffectForm) -> HttpResponse:
        if "confirmed" in self.request.POST:
            return super().form_valid(form)
        data = form.cleaned_data
        try:
            services.movable(self.unit, data["parent"], data["on"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        effect = move_effect(self.unit, data["parent"], data["on"])
        for name in form.fields:
            form.fields[name].widget = forms.HiddenInput()
        self.template_name = "people/admin/tree/confirm_move.html"
        return self.render_to_response(self.get_context_data(form=form, effect=effect, parent=data["parent"], day=data["on"]))

    def do(self, data: dict[str, Any]) -> None:
        services.move_unit(unit=self.unit, parent=data["parent"], on=data["on"], by=self.by, at=timezone.now())
