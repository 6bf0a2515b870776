"""Between the page form and the map: which widgets it has, and how a save meets another author's.

What was loaded comes back with the form: the scenes and endings each beside their field, all else as one JSON (``BASE``), at
first as values, and after an autosave as the fields that were sent.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from scenarios.authoring.apart import PLACES, keys_apart, set_apart
from scenarios.authoring.merging import BOTH, GONE, MINE, THEIRS, Part, merge, said

if TYPE_CHECKING:
    from scenarios.forms import ScenarioPageForm

BASE = "story-base"
ON_MAP = ("scenes", "endings")
BESIDE = ("meters", "flags", "meter_bounds")
LONGEST = 200  # characters of what each author wrote
SIMPLE = (forms.CharField, forms.IntegerField, forms.BooleanField, forms.ChoiceField)
DAMAGE = (ValueError, TypeError, LookupError, AttributeError, RecursionError, ValidationError)


@dataclass(frozen=True)
class Conflict:
    """What both changed. ``name``: of the field with the choice; it is another one as soon as theirs is changed again."""

    name: str
    title: str
    mine: str
    theirs: str
    may_keep_both: bool = False

    @property
    def choices(self) -> list[tuple[str, str]]:
        both = [(BOTH, _("Keep both: theirs stands beside mine as a copy"))] if self.may_keep_both else []
        return [*both, (MINE, _("Keep mine")), (THEIRS, _("Keep theirs"))]


def put_on_map(form: ScenarioPageForm) -> None:
    """The scenes’ field shows the map; the endings stand on it as well."""
    from scenarios.authoring.widgets import StoryMapWidget, StreamJSONWidget

    fields: Mapping[str, Any] = form.fields
    scenes, endings = fields["scenes"], fields["endings"]
    base = form.data.get(BASE) if form.is_bound else json.dumps({"values": values_of(form)}, ensure_ascii=False, default=str)
    scenes.widget = StoryMapWidget(scenes.block, endings.block, base or "")
    endings.widget = StreamJSONWidget(endings.block)


def values_of(form: ScenarioPageForm) -> dict[str, Any]:
    """What the form is loaded with, but for what stands on the map."""
    page = form.instance
    streams = {
        name: getattr(page, name).stream_block.get_prep_value(getattr(page, name)) for name in BESIDE if name in form.fields
    }
    return streams | {name: getattr(page, name, None) for name in simple_fields(form)}


def simple_fields(form: ScenarioPageForm) -> list[str]:
    """Words, numbers and choices of the page itself."""
    own = {field.name for field in form.instance._meta.concrete_fields}
    kinds = {name: field for name, field in form.fields.items() if name in own and isinstance(field, SIMPLE)}
    return [name for name, field in kinds.items() if not isinstance(field, forms.ModelChoiceField)]


class Meeting:
    """One save that meets what stands in the latest revision by now. ``conflicts``: what nobody settled yet."""

    def __init__(self, form: ScenarioPageForm, theirs: Mapping[str, Any]) -> None:
        self.form, self.theirs, self.data = form, theirs, form.data
        self.conflicts: list[Conflict] = []
        try:
            base = json.loads(form.data.get(BASE) or "{}")
            self.values: Mapping[str, Any] = dict(base.get("values") or {})
            self.sent = _as_posted(base["entries"]) if "entries" in base else None
        except DAMAGE:
            self.values, self.sent = {}, None

    def merge(self, cleaned: dict[str, Any]) -> None:
        self._set_apart(cleaned)
        for name in (*ON_MAP, *BESIDE):
            if name in cleaned:
                cleaned[name] = self._stream(name, cleaned[name])
        for name in simple_fields(self.form):
            if name in cleaned and name in self.theirs:
                cleaned[name] = self._simple(name, cleaned[name])

    # --- Streams ---------------------------------------------------------------------------------

    def _set_apart(self, cleaned: dict[str, Any]) -> None:
        """Mine are given keys of their own where both authors gave new parts of a kind the same one."""
        names = [name for name in (*ON_MAP, *BESIDE) if name in cleaned]
        base = {name: self._base_parts(name, cleaned[name].stream_block) for name in names}
        on_map = {name for name in ON_MAP if base.get(name) is not None}
        names = [name for name in names if base[name] is not None and (name in BESIDE or on_map == set(ON_MAP))]
        mine: dict[str, list[Part]] = {name: cleaned[name].stream_block.get_prep_value(cleaned[name]) for name in names}
        loaded = [part for name in names for part in base[name] or []]
        there = [part for name in names for part in _parts(self.theirs.get(name)) or []]
        keys = keys_apart(loaded, [part for parts in mine.values() for part in parts], there)
        for name in names if keys else ():
            cleaned[name] = cleaned[name].stream_block.to_python(set_apart(loaded, mine[name], keys))
        if "start" in cleaned and cleaned["start"] not in {part["value"].get("key") for part in loaded}:
            cleaned["start"] = keys.get(PLACES, {}).get(cleaned["start"], cleaned["start"])

    def _stream(self, name: str, mine: Any) -> Any:
        block = mine.stream_block
        base, theirs = self._base_parts(name, block), _parts(self.theirs.get(name))
        if base is None or theirs is None:
            return mine
        theirs = block.get_prep_value(block.to_python(theirs))
        if base == theirs:
            return mine

        def chosen(here: Part, there: Part) -> str:
            before = next((part for part in base if part.get("id") == (here or there).get("id")), GONE)
            return self._settled(_part_conflict(name, block, before, here, there))

        return block.to_python(merge(base, block.get_prep_value(mine), theirs, chosen).parts)

    def _base_parts(self, name: str, block: Any) -> list[Part] | None:
        if name in ON_MAP:
            return _parts(self.data.get(f"{name}-base"))
        if self.sent is None:
            return _parts(self.values.get(name))
        try:
            parts: list[Part] = block.get_prep_value(block.value_from_datadict(self.sent, {}, name))
        except DAMAGE:
            return None
        return parts

    # --- Words, numbers and choices --------------------------------------------------------------

    def _simple(self, name: str, mine: Any) -> Any:
        field, theirs = self.form.fields[name], self.theirs[name]
        try:
            base = self._base_value(name, field)
        except DAMAGE:
            return mine
        if _plain(theirs) in (_plain(base), _plain(mine)):
            return mine
        if _plain(mine) == _plain(base):
            return theirs
        shown = dict(getattr(field, "choices", ()))
        told, theirs_told = str(shown.get(mine, mine)), str(shown.get(theirs, theirs))
        conflict = Conflict(_name(name, theirs), str(field.label or name), told, theirs_told)
        return theirs if self._settled(conflict) == THEIRS else mine

    def _base_value(self, name: str, field: Any) -> Any:
        if self.sent is None:
            return self.values[name]
        return field.clean(field.widget.value_from_datadict(self.sent, {}, self.form.add_prefix(name)))

    def _settled(self, conflict: Conflict) -> str:
        chosen = str(self.data.get(conflict.name, ""))
        if chosen not in dict(conflict.choices):
            self.conflicts.append(conflict)
            return ""
        return chosen


def _part_conflict(name: str, block: Any, before: Part, mine: Part, theirs: Part) -> Conflict:
    part = mine or theirs
    kind = block.child_blocks[part["type"]]
    return Conflict(
        name=_name(f"{name}-{part.get('id')}", theirs),
        title=title_of(part),
        mine=_changes(kind, before, mine),
        theirs=_changes(kind, before, theirs),
        may_keep_both=name in ON_MAP and bool(mine and theirs),
    )


def _changes(block: Any, before: Part, after: Part) -> str:
    """What one author did to a part, field by field."""
    if not after:
        return _("taken away")
    old, new = before.get("value", {}), after.get("value", {})
    return _("; ").join(_changed_fields(block, old, new))


def _changed_fields(block: Any, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for key, child in block.child_blocks.items():
        if said(old.get(key)) != said(new.get(key)):
            text = " ".join(_told(said(new.get(key)))) or "–"
            yield f"{child.label}: {Truncator(text).chars(LONGEST)}"


def _told(value: Any) -> Iterator[str]:
    """Every text and number in it, one after the other."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _told(each)
    elif value not in (None, ""):
        yield strip_tags(str(value)).strip()


def title_of(part: Part) -> str:
    """What an author would call the part; empty where it has neither name nor key."""
    value = part.get("value", {})
    return str(value.get("title") or value.get("name") or value.get("key") or value.get("subject") or "")


def _name(what: str, theirs: Any) -> str:
    return f"choice-{hashlib.sha256(json.dumps([what, theirs], sort_keys=True, default=str).encode()).hexdigest()[:16]}"


def _plain(value: Any) -> str:
    return "" if value in (None, False) else str(value)


def _as_posted(entries: Any) -> QueryDict:
    posted = QueryDict(mutable=True)
    for name, value in entries:
        posted.appendlist(str(name), str(value))
    return posted


def _parts(raw: Any) -> list[Part] | None:
    try:
        parts = json.loads(raw) if isinstance(raw, str) else raw
    except (ValueError, RecursionError):
        return None
    return parts if isinstance(parts, list) and all(isinstance(part, dict) and "value" in part for part in parts) else None
