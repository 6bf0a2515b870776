"""Small verbs of the loader: slugs, streams, and how a page goes live."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify

from curriculum.lessons import Part


def slug_of(name: str) -> str:
    """``03-humane-treatment`` → ``humane-treatment``."""
    head, _, tail = name.partition("-")
    return slugify(tail if head.isdigit() and tail else name)


def lines(kind: str, texts: list[str]) -> list[Part]:
    return [{"type": kind, "value": text} for text in texts]


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


def publish(page: Any, fields: dict[str, Any]) -> None:
    """Saves the page's fields and lets it go live as an editor would, so that what follows going live happens."""
    for name in many_names(page) & fields.keys():
        setattr(page, name, fields[name])
    parent = getattr(page, "planned_parent", None)
    if page.pk is None and parent is not None:
        type(parent).objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
