"""The author's forms for items and banks."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Locale

from quizzes.kinds import KINDS
from quizzes.models import Item, ItemBank

PARTS = ("options", "answers", "numbers", "units", "pairs", "steps", "regions", "criteria")  # of an item, each a stream

Status = Item.Status
# What an author may set; only the legal review makes an item ready.
OWN_CHOICES: dict[str, tuple[str, ...]] = {
    Status.DRAFT: (Status.DRAFT, Status.RETIRED),
    Status.IN_REVIEW: (Status.IN_REVIEW, Status.RETIRED),
    Status.READY: (Status.READY, Status.RETIRED),
    Status.RETIRED: (Status.RETIRED, Status.DRAFT),
}
# What may change without another review: where an item stands, not what it says.
UNREVIEWED = {"bank", "key", "tags", "topic", "level", "difficulty", "misconception", "status", "situation_order", "comments"}


class ItemForm(WagtailAdminModelForm):
    """An item as its author writes it; refused until it could be used, so that nothing half-made waits in a bank."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data if data is None else _with_every_part(data), *args, **kwargs)
        self.fields["key"].required = False
        self.fields["key"].help_text = _("Never changes once used. Left empty, it is made from the stem.")
        self.fields["situation_order"].required = False
        allowed = OWN_CHOICES[str(self.instance.status)]  # of the text that is being edited
        self.fields["status"].choices = [choice for choice in Status.choices if choice[0] in allowed]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        cleaned["situation_order"] = cleaned.get("situation_order") or 0
        if "stem" in cleaned and not cleaned.get("key"):
            cleaned["key"] = slugify(cleaned["stem"])[:70].strip("-") or f"item-{secrets.token_hex(4)}"
        if cleaned.get("kind") in KINDS:
            self._check_parts(cleaned)
        self._check_situation(cleaned)
        if cleaned.get("bank") and cleaned.get("key") and self._is_key_taken(cleaned):
            self.add_error("key", _t("Another item of this bank has this key."))
        if cleaned.get("status") == Status.READY and any(map(self._differs, set(self.changed_data) - UNREVIEWED)):
            cleaned["status"] = Status.DRAFT  # another text than the one that was approved
        return cleaned

    def _check_situation(self, cleaned: dict[str, Any]) -> None:
        """A situation is marked as one question: its topic and its “critical” count; no question of it says otherwise."""
        situation = cleaned.get("situation")
        if situation is not None and cleaned.get("topic") not in (None, situation.topic):
            told = _t("The situation counts as one question, under its own topic: %(topic)s. Choose the same.")
            self.add_error("topic", told % {"topic": situation.topic})
        if situation is not None and cleaned.get("is_critical") and not situation.is_critical:
            self.add_error("is_critical", _t("The situation counts as one question: mark the situation as critical, then this."))
        if self.instance.pk and not cleaned.get("is_critical") and self.instance.parts.filter(is_critical=True).exists():
            self.add_error("is_critical", _t("A question of this situation is marked as critical. Take that back there first."))

    def _differs(self, name: str) -> bool:
        """Whether a field that was posted anew says something new; parts get new ids at every turn."""
        return name not in PARTS or said(getattr(self.instance, name)) != said(self.cleaned_data.get(name))

    def _check_parts(self, cleaned: dict[str, Any]) -> None:
        """What its kind finds wrong is said beside the first field of the kind."""
        kind = KINDS[cleaned["kind"]]
        if any(name in self.errors for name in kind.fields):
            return
        for name in ("options", "regions"):
            give_keys(cleaned[name])
        parts = {name: cleaned[name] for name in kind.fields}
        probe = Item(**parts, pk=self.instance.pk, stem=cleaned.get("stem", ""), locale=self._locale())
        for fault in kind.faults(probe):
            self.add_error(kind.fields[0] if kind.fields else "kind", fault)

    def _locale(self) -> Locale:
        return self.instance.locale if self.instance.locale_id else Locale.get_default()

    def _is_key_taken(self, cleaned: dict[str, Any]) -> bool:
        same = Item.objects.filter(bank=cleaned["bank"], key=cleaned["key"], locale=self._locale())
        return same.exclude(pk=self.instance.pk).exists()


def _with_every_part(data: Any) -> Any:
    """What is posted; parts that it does not name are empty (Wagtail's form would break off)."""
    data = data.copy()
    for name in PARTS:
        data.setdefault(f"{name}-count", "0")
    return data


def said(parts: Any) -> list[Any]:
    """What the parts of an item say, without the keys that are set on saving."""
    values = [(child["type"], child["value"]) for child in (parts.get_prep_value() if parts else [])]
    return [(kind, {name: str(v) for name, v in value.items() if v and name != "key"}) for kind, value in values]


def give_keys(options: Any) -> None:
    """Every option gets a key of its own, also one that was duplicated in the editor."""
    used: set[str] = set()
    for option in options:
        if not option.value["key"] or option.value["key"] in used:
            option.value["key"] = secrets.token_hex(4)
        used.add(option.value["key"])


class ItemBankForm(WagtailAdminModelForm):
    """A bank, and where it stands in the tree; it moves with all that is below it."""

    parent = forms.ModelChoiceField(
        ItemBank.objects.order_by("path"),
        required=False,
        label=_("Stands under"),
        help_text=_("Empty for a bank at the top. A bank moves with those below it."),
    )

    class Meta:
        model = ItemBank
        fields = ("name", "key", "module")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["parent"] = self.instance.get_parent()

    def clean_parent(self) -> ItemBank | None:
        parent: ItemBank | None = self.cleaned_data["parent"]
        if parent and self.instance.pk and (parent == self.instance or parent.is_descendant_of(self.instance)):
            raise forms.ValidationError(_t("A bank cannot stand under itself."))
        return parent

    def save(self, commit: bool = True) -> ItemBank:
        parent: ItemBank | None = self.cleaned_data["parent"]
        if not commit:
            return super().save(commit)
        if not self.instance.pk:
            bank: ItemBank = parent.add_child(instance=self.instance) if parent else ItemBank.add_root(instance=self.instance)
            return bank
        saved = super().save()
        if "parent" in self.data and parent != saved.get_parent():
            saved.move(parent or ItemBank.get_last_root_node(), "last-child" if parent else "last-sibling")
        return ItemBank.objects.get(pk=saved.pk)
