"""The elements of Moodle XML, and how they are kept when the house has no word for them."""

from __future__ import annotations

from typing import Any

from quizzes.formats.question import File, Markup, Text
from quizzes.formats.tree import Node

MARKUPS: dict[str, Markup] = {
    "html": "html",
    "moodle_auto_format": "moodle",
    "plain_text": "plain",
    "markdown": "markdown",
}
NAMES: dict[Markup, str] = {markup: name for name, markup in MARKUPS.items()}
Kept = dict[str, Any]  # {tag, attributes?, text?, children?}


def words(node: Node | None, tag: str = "text") -> str:
    """The text of a child; empty where it is missing."""
    child = node.first(tag) if node else None
    return child.text.strip() if child else ""


def flag(node: Node, tag: str) -> bool:
    return words(node, tag).lower() in ("1", "true")


def markup_of(node: Node | None, default: Markup = "html") -> Markup:
    return MARKUPS.get(node.attributes.get("format", ""), default) if node else default


def text_of(node: Node | None, default: Markup = "html") -> Text:
    if node is None:
        return Text("", default)
    files = (
        File(each.attributes.get("name", ""), each.text, each.attributes.get("encoding", ""), each.attributes.get("path", ""))
        for each in node.all("file")
    )
    return Text(words(node), markup_of(node, default), tuple(files))


def kept(node: Node) -> Kept:
    """An element as plain values, so that it can be written again as it was."""
    whole: Kept = {"tag": node.tag}
    if node.attributes:
        whole["attributes"] = node.attributes
    if node.children:
        whole["children"] = [kept(child) for child in node.children]
    elif node.text:
        whole["text"] = node.text
    return whole
