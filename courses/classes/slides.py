"""A lesson as screens for a projector: one idea each, in the lesson's own language. Asks the database for pictures only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from base.diagrams import DRAWINGS
from courses.classes.pieces import pieces
from courses.models import LessonPage
from people.levels import Level

ROWS_A_SCREEN = 6
NUMBERS_A_SCREEN = 3
NOTHING = SafeString("")


@dataclass(frozen=True)
class Slide:
    """``kind`` gives the look, ``label`` says it in a word; ``tags``: citations."""

    kind: str
    title: str = ""
    label: str = ""
    text: SafeString = NOTHING
    tags: list[str] = field(default_factory=list)
    number: int = 0

    @property
    def anchor(self) -> str:
        return f"slide-{self.number}"


def slides_of(lesson: LessonPage) -> list[Slide]:
    """Title, objectives, then every part of the body, numbered from 1. Parts for a higher level are named as such."""
    with translation.override(lesson.locale.language_code):
        found = [Slide("title", lesson.title, text=SafeString(format_html("<p>{}</p>", lesson.summary)))]
        if lesson.objectives:
            lines = _list(str(each.value) for each in lesson.objectives)
            found.append(Slide("objectives", _("After this lesson you can"), text=lines))
        found += _parts(lesson.body)
        return [replace(slide, number=number) for number, slide in enumerate(found, 1)]


def _parts(stream: Iterable[Any]) -> Iterator[Slide]:
    heading = ""
    for part in stream:
        if part.block_type == "prose":
            heading = part.value["heading"] or heading
            yield from _prose(part.value, heading)
        else:
            yield from READERS[part.block_type](part.value, part)


def _prose(value: Any, heading: str) -> Iterator[Slide]:
    """The heading stands on each of its screens, so that whoever looks up knows where the class is."""
    texts = pieces(_html(value["text"]))
    if not texts and value["heading"]:
        yield Slide("text", heading)
    for number, text in enumerate(texts, 1):
        yield Slide("text", heading, text=text, tags=_citations(value) if number == len(texts) else [])


def _key_rule(value: Any, part: Any) -> Iterator[Slide]:
    yield Slide("rule", value["sentence"], _("The rule"), tags=_citations(value))


def _situation(value: Any, part: Any) -> Iterator[Slide]:
    for text in pieces(_html(value["text"])):
        yield Slide("situation", value["title"], _("Situation"), text)


def _case(value: Any, part: Any) -> Iterator[Slide]:
    texts = pieces(_html(value["text"]))
    for number, text in enumerate(texts, 1):
        yield Slide("case", value["title"], _("Case"), text, _citations(value) if number == len(texts) else [])


def _do_dont(value: Any, part: Any) -> Iterator[Slide]:
    for kind, title, lines in (("do", _("Do"), value["do"]), ("dont", _("Don’t"), value["dont"])):
        for text in pieces(_list(mark_safe(_html(line)) for line in lines)):
            yield Slide(kind, title, text=text)


def _check(value: Any, part: Any) -> Iterator[Slide]:
    """The question first; the answer on the next screen."""
    options = list(value["options"])
    yield Slide("check", value["question"], _("Check yourself"), _list((o["text"] for o in options), "ol"))
    for option in options:
        if option["is_right"]:
            text = format_html("<p>{}</p>", option["reason"])
            yield Slide("answer", option["text"], _("Right."), SafeString(text))


def _table(value: Any, part: Any) -> Iterator[Slide]:
    rows = list(value.rows)
    heads = format_html_join("", '<th scope="col">{}</th>', ((column["heading"],) for column in value.columns))
    for start in range(0, len(rows), ROWS_A_SCREEN):
        body = format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in rows[start : start + ROWS_A_SCREEN]))
        text = format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", heads, body)
        yield Slide("table", value.caption or "", text=SafeString(text))


def _cells(row: Any) -> SafeString:
    return format_html_join("", "<td>{}</td>", ((mark_safe(_html(cell.value)),) for cell in row))


def _diagram(value: Any, part: Any) -> Iterator[Slide]:
    """The drawing again beside each few of its numbers: nobody has to remember what stood on the screen before."""
    drawing, legend = DRAWINGS.get(value["drawing"]), [mark_safe(_html(line)) for line in value["legend"]]
    for start in range(0, len(legend), NUMBERS_A_SCREEN):
        lines = legend[start : start + NUMBERS_A_SCREEN]
        context = {"drawing": drawing, "alternative_text": value["alternative_text"], "start": start + 1, "lines": lines}
        yield Slide("diagram", value["title"], text=SafeString(render_to_string("courses/classes/_diagram.html", context)))


def _as_it_stands(value: Any, part: Any) -> Iterator[Slide]:
    """Pictures, sounds and films look as in the lesson."""
    yield Slide("media", text=SafeString(part.render()))


def _level(value: Any, part: Any) -> Iterator[Slide]:
    label = str(Level(int(value["level"])).label)
    for slide in _parts(value["parts"]):
        yield replace(slide, label=f"{label} · {slide.label}" if slide.label else label)


READERS: dict[str, Callable[[Any, Any], Iterator[Slide]]] = {
    "key_rule": _key_rule,
    "situation": _situation,
    "case": _case,
    "do_dont": _do_dont,
    "check": _check,
    "table": _table,
    "diagram": _diagram,
    "image": _as_it_stands,
    "media": _as_it_stands,
    "level": _level,
}


def _html(text: Any) -> str:
    """Rich text as HTML."""
    return expand_db_html(str(getattr(text, "source", text)))


def _list(lines: Iterable[str], name: str = "ul") -> SafeString:
    return format_html("<{0}>{1}</{0}>", name, format_html_join("", "<li>{}</li>", ((line,) for line in lines)))


def _citations(value: Any) -> list[str]:
    return [rule.citation for rule in value["rules"] if rule]
