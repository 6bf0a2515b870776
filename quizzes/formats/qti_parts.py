"""Parts of a QTI item: what is declared as right, how it is marked, and its text as HTML."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from quizzes.formats.numbers import number_of
from quizzes.formats.question import QuestionRefused, Text
from quizzes.formats.tree import Node

GAP = "_____"
HOUSES = ("imsglobal.org", "1edtech.org")  # whose templates say how an item is marked
Processing = Literal["match", "map", "own", "none"]
KEPT = {
    "p",
    "br",
    "div",
    "span",
    "b",
    "i",
    "em",
    "strong",
    "u",
    "sub",
    "sup",
    "s",
    "del",
    "strike",
    "code",
    "pre",
    "blockquote",
    "q",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
LEFT_OUT = {"feedbackinline", "feedbackblock", "stylesheet", "cataloginfo", "templateblock", "templateinline", "script", "style"}
MEDIA = {"img", "object", "audio", "video", "picture", "svg", "math", "source"}


@dataclass(frozen=True)
class Entry:
    """The points that one value of a response earns."""

    value: float
    is_case_sensitive: bool | None  # None: the file leaves it to the version of QTI


@dataclass(frozen=True)
class Declaration:
    """The response that an item waits for: ``correct`` values, or ``mapping`` of values to points."""

    cardinality: str
    base: str
    correct: list[str] = field(default_factory=list)
    mapping: dict[str, Entry] | None = None
    default: float = 0.0
    upper: float | None = None
    lower: float | None = None


def declaration_of(node: Node) -> Declaration:
    """From the ``responseDeclaration``; ``default``: what a value earns that no entry names."""
    correct, mapping = node.first("correctresponse"), node.first("mapping")
    values = [each.text.strip() for each in correct.all("value")] if correct else []
    cardinality, base = node.attributes.get("cardinality", ""), node.attributes.get("basetype", "")
    if mapping is None:
        return Declaration(cardinality, base, values)
    entries = {each.attributes.get("mapkey", ""): _entry(each) for each in mapping.all("mapentry")}
    if len(entries) < len(mapping.all("mapentry")):
        raise QuestionRefused(_("Two entries give points for the same answer."))
    return Declaration(
        cardinality,
        base,
        values,
        entries,
        _number(mapping.attributes.get("defaultvalue", "0")),
        _bound(mapping, "upperbound"),
        _bound(mapping, "lowerbound"),
    )


def _bound(mapping: Node, name: str) -> float | None:
    written = mapping.attributes.get(name)
    return None if written is None else _number(written)


def _entry(node: Node) -> Entry:
    sensitive = node.attributes.get("casesensitive")
    return Entry(_number(node.attributes.get("mappedvalue", "")), None if sensitive is None else sensitive == "true")


def _number(text: str) -> float:
    try:
        return number_of(text)
    except ValueError:
        raise QuestionRefused(_("“%(text)s” is no number.") % {"text": text[:40]})


def processing_of(item: Node) -> Processing:
    """Which of the two common templates marks the item; or rules of its own; or none."""
    node = item.first("responseprocessing")
    if node is None:
        return "none"
    address = urlsplit(node.attributes.get("template", ""))
    template = address.path.rpartition("/")[2].removesuffix(".xml")
    if node.children or (address.hostname or HOUSES[0]).removeprefix("www.").removeprefix("purl.") not in HOUSES:
        return "own"
    return {"match_correct": "match", "map_response": "map"}.get(template, "own")  # type: ignore[return-value]


def body_text(body: Node, interaction: Node) -> Text:
    """The text of the item with a gap, or with the prompt, in the place of its interaction."""
    return Text(_inner(body, interaction).strip(), "html")


def part_text(node: Node) -> Text:
    """What stands inside, as HTML, without feedback, styles and scripts."""
    return Text(_inner(node, None).strip(), "html")


def feedback_in(node: Node) -> Text:
    """What is said to whoever chose this option."""
    told = (each for each in node.all("feedbackinline") if each.attributes.get("showhide", "show") != "hide")
    return Text(" ".join(_inner(each, None).strip() for each in told), "html")


def _inner(node: Node, interaction: Node | None) -> str:
    return "".join(
        html.escape(each, quote=False) if isinstance(each, str) else _outer(each, interaction) for each in node.content
    )


def _outer(node: Node, interaction: Node | None) -> str:
    if node is interaction:
        prompt = node.first("prompt")
        is_gap = node.tag in ("inlinechoiceinteraction", "textentryinteraction")
        return GAP if is_gap else f"<div>{_inner(prompt, None)}</div>" if prompt else ""
    if node.tag in LEFT_OUT or (
        node.tag == "rubricblock" and "candidate" not in node.attributes.get("view", "candidate").split()
    ):
        return ""
    inner = _inner(node, interaction)
    if node.tag in MEDIA:
        return f'<img alt="{html.escape(node.attributes.get("alt", ""))}">{inner}'
    if node.tag == "br":
        return "<br>"
    if node.tag == "a":
        return f'<a href="{html.escape(node.attributes.get("href", ""))}">{inner}</a>'
    return f"<{node.tag}>{inner}</{node.tag}>" if node.tag in KEPT else inner
