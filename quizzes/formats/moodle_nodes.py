"""The elements of Moodle XML, and how they are kept when the house has no word for them."""

from __future__ import annotations

from quizzes.formats.numbers import number_of
from quizzes.formats.question import Element, File, Markup, Text
from quizzes.formats.tree import Node

MARKUPS: dict[str, Markup] = {
    "html": "html",
    "moodle_auto_format": "moodle",
    "plain_text": "plain",
    "markdown": "markdown",
}
NAMES: dict[Markup, str] = {markup: name for name, markup in MARKUPS.items()}


def words(node: Node | None) -> str:
    """What stands in the element's ``text``; empty where either is missing."""
    return words_in(node, "text") if node else ""


def words_in(node: Node, tag: str) -> str:
    """What stands in a child; some programs wrap it in a ``text`` of its own."""
    child = node.first(tag)
    if child is None:
        return ""
    inner = child.first("text")
    return (inner or child).text.strip()


def flag(node: Node, tag: str) -> bool:
    """Both ways in which Moodle writes yes; a child that is missing says no."""
    return words_in(node, tag).lower() in ("1", "true")


def number_in(node: Node, tag: str, default: float) -> float:
    """The default also stands for what is no number."""
    try:
        return number_of(words_in(node, tag))
    except ValueError:
        return default


def markup_of(node: Node | None, default: Markup = "html") -> Markup:
    """As the attribute ``format`` says; the default where it says nothing the house knows."""
    return MARKUPS.get(node.attributes.get("format", ""), default) if node else default


def text_of(node: Node | None, default: Markup = "html") -> Text:
    """With the files that stand inside the element, encoded as they came."""
    if node is None:
        return Text("", default)
    files = (
        File(each.attributes.get("name", ""), each.text, each.attributes.get("encoding", ""), each.attributes.get("path", ""))
        for each in node.all("file")
    )
    return Text(words(node), markup_of(node, default), tuple(files))


def kept(node: Node) -> Element:
    """An element as it was, so that it can be written again."""
    return Element(
        node.tag,
        dict(node.attributes),
        "" if node.children else node.text,
        tuple(kept(child) for child in node.children),
    )
