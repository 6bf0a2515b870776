"""Small verbs of the loader: slugs, streams, and how a page goes live."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.text import slugify
from wagtail.models import Page

from curriculum.item_forms import CHOICES, EarningForm, ItemForm, PlaceForm, QuestionForm
from curriculum.lesson_parts import Part
from quizzes.kinds.true_false import WORDS as TRUE_FALSE


def slug_of(name: str) -> str:
    """``03-humane-treatment`` → ``humane-treatment``."""
    head, _, tail = name.partition("-")
    return slugify(tail if head.isdigit() and tail else name)


def page_key(module: str, path: str) -> str:
    """Under which the page of an activity is remembered."""
    return f"page:{module}/{path}"


def rule_slug(citation: str) -> str:
    """``AP I Art 57(2)(c)`` → ``ap-i-art-57-2-c``; empty when nothing of it can stand in an address."""
    return slugify(citation.replace("(", "-"))


def lines(kind: str, texts: list[str]) -> list[Part]:
    """A stream of blocks of one kind, a text each."""
    return _parts(kind, texts)


def part_key(key: str, place: int) -> str:
    """Of a question on a situation, by its place in it from 0."""
    return f"{key}-{place + 1}"


def question_parts(form: QuestionForm, language: str) -> dict[str, Any]:
    """The fields of an item that belong to its kind alone; options are keyed a, b, c … in the order of the source.

    ``language``: in whose words true and false are said.
    """
    if form.kind in CHOICES:
        words = dict(zip(TRUE_FALSE["en"], TRUE_FALSE[language], strict=True)) if form.kind == "true-false" else {}
        of_options = [
            {"text": words.get(o.text, o.text), "is_right": o.right is not None, "rationale": o.because} for o in form.options
        ]
        return {"options": _parts("option", [{"key": chr(97 + n), **o} for n, o in enumerate(of_options)])}
    match form.kind:
        case "matching":
            pairs = [{"stem": p.left or "", "choice": p.right, "rationale": p.because or ""} for p in form.pairs]
            return {"pairs": _parts("pair", pairs)}
        case "ordering":
            return {"steps": _parts("step", [{"text": s.step, "rationale": s.because} for s in form.steps])}
        case "short-answer":
            return {"answers": _parts("answer", [{"text": a.accept} | _earning(a) for a in form.answers])}
        case "numerical":
            given = [{"value": f"{n.accept}", "tolerance": f"{n.tolerance}"} | _earning(n) for n in form.numbers]
            units = [{"name": u.unit, "factor": f"{u.factor}"} for u in form.units]
            return {"numbers": _parts("number", given), "units": _parts("unit", units)}
    places = [_region(chr(97 + n), place) for n, place in enumerate(form.places)]
    return {"regions": _parts("region", places)} if places else {}


def rubric_parts(form: ItemForm) -> dict[str, Any]:
    """The fields of an open answer; of nothing else any."""
    if form.kind != "open-answer":
        return {}
    criteria = [{"text": c.criterion, "points": c.points, "guidance": c.guidance} for c in form.criteria]
    return {"criteria": _parts("criterion", criteria), "model_answer": form.model}


def _region(key: str, place: PlaceForm) -> dict[str, Any]:
    sides = dict(zip(("left", "top", "width", "height"), map(str, place.at), strict=True))
    return {"key": key, "text": place.text, "is_right": place.right is not None, "rationale": place.because, **sides}


def _earning(form: EarningForm) -> dict[str, str]:
    return {"share": f"{form.share}", "rationale": form.because}


def _parts(kind: str, values: Sequence[Any]) -> list[Part]:
    return [{"type": kind, "value": value} for value in values]


def with_rule_ids(part: Part, rule_ids: Callable[[list[str]], list[int]]) -> Part:
    """A lesson's part with its citations as what a rule chooser stores."""
    value = dict(part["value"])
    if "rules" in value:
        value["rules"] = rule_ids(value["rules"])
    if part["type"] == "level":
        value["parts"] = [with_rule_ids(inner, rule_ids) for inner in value["parts"]]
    return {"type": part["type"], "value": value}


def many_names(target: Any) -> set[str]:
    """Names of the many-to-many fields of an object."""
    return {field.name for field in target._meta.many_to_many}


def stream(target: Any, name: str, value: Any) -> Any:
    """A value as the field of the object stores it: StreamField data are given as lists of parts."""
    block = getattr(target._meta.get_field(name), "stream_block", None) if name != "blueprint" else None
    return block.to_python(value) if block is not None else value


def placed(parent: Any, page: Any) -> Any:
    """A page that is to become a child of a parent; it goes live only when it is published."""
    page.live = False
    page.planned_parent = parent
    return page


def write(target: Any, fields: dict[str, Any]) -> Any:
    """Sets the fields and saves; a page goes live. The object as it then stands in the database."""
    for name in fields.keys() - many_names(target):
        setattr(target, name, stream(target, name, fields[name]))
    if isinstance(target, Page):
        publish(target, fields)
        return type(target).objects.get(pk=target.pk)
    target.save()
    for name in many_names(target) & fields.keys():
        getattr(target, name).set(fields[name])
    target.save()
    if getattr(target, "latest_revision_id", None):  # the editor opens the latest revision, not the row
        target.save_revision().publish()
    return type(target).objects.get(pk=target.pk)


def publish(page: Any, fields: dict[str, Any]) -> None:
    """Saves the page's fields and lets it go live as an editor would, so that what follows going live happens."""
    for name in many_names(page) & fields.keys():
        setattr(page, name, fields[name])
    parent = getattr(page, "planned_parent", None)
    if page.pk is None and parent is not None:
        type(parent).objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
