"""The parts of a lesson, from their lines to StreamField data. Whatever a part could not keep is a fault, never dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from base.diagrams import DRAWINGS
from curriculum.markdown import NAMES, Element, elements, html, plain, table_value
from curriculum.wording import LEVELS

PARTS = {"situation", "rule", "do", "dont", "case", "diagram", "check", "level"}
Kinds = tuple[str, ...]
TEXT: Kinds = ("paragraph", "bullet", "ordered")
MOST_OPTIONS = 6
Part = dict[str, Any]
Fail = Callable[[int, str], None]


@dataclass
class Container:
    """A ``:::`` part: its name, its title, and lines or further parts inside."""

    name: str
    title: str
    line: int
    content: list[tuple[int, str] | Container] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(isinstance(piece, Container) or piece[1].strip() for piece in self.content)


class PartReader:
    """Turns the body's lines into parts; tells every fault with its line, and collects what is cited where."""

    def __init__(self, fail: Fail) -> None:
        self.fail = fail
        self.cited: list[tuple[str, int]] = []

    def parts(self, container: Container) -> list[Part]:
        """The parts of a container in their order; do and don't that follow each other stand together."""
        found: list[Part] = []
        run: list[tuple[int, str]] = []
        for piece in [*container.content, None]:
            if isinstance(piece, tuple):
                run.append(piece)
                continue
            found += self.prose(run)
            run = []
            if piece is not None:
                self._append(found, self.part(piece))
        return found

    def _append(self, found: list[Part], part: Part | None) -> None:
        if part is None:
            return
        last = found[-1] if found else None
        if last and part["type"] == last["type"] == "do_dont" and not last["value"]["dont"] and not part["value"]["do"]:
            last["value"]["dont"] = part["value"]["dont"]
        else:
            found.append(part)

    def part(self, container: Container) -> Part | None:
        readers = {
            "situation": self._situation,
            "rule": self._rule,
            "do": self._do,
            "dont": self._dont,
            "case": self._case,
            "diagram": self._diagram,
            "check": self._check,
            "level": self._level,
        }
        reader = readers.get(container.name)
        return reader(container) if reader else None

    # --- Text runs ---------------------------------------------------------------------------

    def prose(self, run: list[tuple[int, str]]) -> list[Part]:
        """Sections of running text, split at ## headings; tables become parts of their own."""
        parts: list[Part] = []
        section = new_section()
        for element in elements(run):
            citations = self._cite(element)
            is_heading = element.kind == "heading" and element.tokens[0].tag == "h2"
            if is_heading or element.kind == "table":
                close_section(parts, section)
                section = new_section(plain(element.tokens[1]) if is_heading else "")
            if element.kind == "table":
                parts.append({"type": "table", "value": table_value(element.tokens)})
            elif citations:
                section["rules"] += citations
            elif not is_heading:
                section["text"] += html(element.tokens)
            self._refuse_strangers(element, "a lesson", (*TEXT, "heading", "table"))
            if element.kind == "heading" and element.tokens[0].tag not in {"h2", "h3"}:
                self.fail(element.line, "headings in a lesson begin with ##")
        close_section(parts, section)
        return parts

    def _cite(self, element: Element) -> list[str]:
        """The citations of a line ``cite: …; …``; none for any other text."""
        text = element.tokens[1].content if element.kind == "paragraph" else ""
        is_cite = text.startswith("cite:")
        for inline in element.inlines:
            for n, line in enumerate(inline.content.split("\n")):
                if line.strip().lower().startswith("cite:") and not (is_cite and n == 0):
                    self.fail(element.line_of(inline) + n, "“cite:” stands in small letters below an empty line")
        if not is_cite:
            return []
        citations = [c.strip().rstrip(".") for c in text.removeprefix("cite:").replace("\n", " ").split(";") if c.strip()]
        if not citations:
            self.fail(element.line, "“cite:” names no rule")
        self.cited += [(c, element.line) for c in citations]
        return citations

    def _refuse_strangers(self, element: Element, place: str, kinds: Kinds, inside: frozenset[str] = frozenset()) -> None:
        """Whatever would not be kept, with its line."""
        found = list(element.strangers(inside))
        if element.kind not in kinds:
            found = [(element.line, NAMES.get(element.kind, element.kind))]
        for line, name in dict.fromkeys(found):
            self.fail(line, f"{name} cannot stand in {place}")

    def _read(
        self, container: Container, kinds: Kinds = TEXT, inside: frozenset[str] = frozenset()
    ) -> tuple[list[Element], list[str]]:
        """The elements and the citations of a container that holds only text."""
        found: list[Element] = []
        rules: list[str] = []
        run = [piece for piece in container.content if isinstance(piece, tuple)]
        if len(run) != len(container.content):
            self.fail(container.line, f"no further part may stand inside “{container.name}”")
        for element in elements(run):
            citations = self._cite(element)
            rules += citations
            if not citations:
                self._refuse_strangers(element, f"“{container.name}”", kinds, inside)
                found.append(element)
        if not found:
            self.fail(container.line, f"“{container.name}” holds no text")
        return found, rules

    def _refuse(self, container: Container, *, title: bool = False, rules: list[str] | None = None) -> None:
        """Refuses a title or citations where there is no place to keep them."""
        if title and container.title:
            self.fail(container.line, f"“{container.name}” has no title; write the text below it")
        if rules:
            self.fail(container.line, f"“{container.name}” cites no rule; write the line cite: below it")

    # --- Parts -------------------------------------------------------------------------------

    def _situation(self, container: Container) -> Part:
        found, rules = self._read(container)
        self._refuse(container, rules=rules)
        return {"type": "situation", "value": {"title": container.title, "text": joined(found)}}

    def _rule(self, container: Container) -> Part:
        found, rules = self._read(container, ("paragraph",))
        self._refuse(container, title=True)
        if not rules:
            self.fail(container.line, "a rule needs a line cite:")
        sentence = " ".join(plain(token) for element in found for token in element.inlines)
        return {"type": "key_rule", "value": {"sentence": sentence, "rules": rules}}

    def _lines(self, container: Container) -> list[str]:
        found, rules = self._read(container, ("bullet",))
        self._refuse(container, title=True, rules=rules)
        return [f"<p>{html([token])}</p>" for element in found for token in element.inlines]

    def _do(self, container: Container) -> Part:
        return {"type": "do_dont", "value": {"do": self._lines(container), "dont": []}}

    def _dont(self, container: Container) -> Part:
        return {"type": "do_dont", "value": {"do": [], "dont": self._lines(container)}}

    def _case(self, container: Container) -> Part:
        found, rules = self._read(container)
        if not container.title:
            self.fail(container.line, "a case needs a title: ::: case What happened")
        return {"type": "case", "value": {"title": container.title, "text": joined(found), "rules": rules}}

    def _diagram(self, container: Container) -> Part:
        """A drawing by its name, its title, what it shows in words, and a line for each of its numbers."""
        found, rules = self._read(container, ("paragraph", "ordered"))
        self._refuse(container, rules=rules)
        name, _, title = container.title.partition(" ")
        said = [plain(token) for element in found if element.kind == "paragraph" for token in element.inlines]
        legend = [f"<p>{html([token])}</p>" for element in found if element.kind == "ordered" for token in element.inlines]
        if name not in DRAWINGS:
            self.fail(container.line, f"“{name}” is no drawing; use one of: {', '.join(DRAWINGS)}")
        elif len(legend) != DRAWINGS[name].numbers:
            wanted = DRAWINGS[name].numbers
            self.fail(container.line, f"the drawing has {wanted} numbers, but its numbered list explains {len(legend)}")
        if not title.strip():
            self.fail(container.line, f"a diagram needs a title: ::: diagram {name} What it shows")
        if [element.kind for element in found] != ["paragraph", "ordered"]:
            self.fail(container.line, "a diagram needs one paragraph that says what it shows, above its one numbered list")
        value = {"drawing": name, "title": title.strip(), "alternative_text": " ".join(said), "legend": legend}
        return {"type": "diagram", "value": value}

    def _level(self, container: Container) -> Part:
        if container.title not in LEVELS or container.title == "everyone":
            self.fail(container.line, "level is followed by ncos or commanders")
        if container.is_empty:
            self.fail(container.line, "“level” holds nothing")
        parts = self.parts(container)
        if any(part["type"] == "level" for part in parts):
            self.fail(container.line, "a level cannot stand inside a level")
        return {"type": "level", "value": {"level": str(LEVELS.get(container.title, 2)), "parts": parts}}

    def _check(self, container: Container) -> Part:
        found, rules = self._read(container, ("paragraph", "bullet"), frozenset({"blockquote"}))
        self._refuse(container, title=True, rules=rules)
        kinds = [element.kind for element in found]
        if kinds != sorted(kinds, reverse=True):
            self.fail(container.line, "in a check the question stands above its options, and nothing below them")
        question = " ".join(plain(t) for element in found if element.kind == "paragraph" for t in element.inlines)
        options = [option for element in found if element.kind == "bullet" for option in self._options(element)]
        self._judge(container, question, options)
        return {"type": "check", "value": {"question": question, "options": options}}

    def _judge(self, container: Container, question: str, options: list[Part]) -> None:
        if not question:
            self.fail(container.line, "a check needs a question above its options")
        if not 2 <= len(options) <= MOST_OPTIONS:
            self.fail(container.line, f"a check has from two to six options, not {len(options)}")
        elif not any(option["is_right"] for option in options):
            self.fail(container.line, "no option of the check is right; write [x] before what is right")

    def _options(self, element: Element) -> list[Part]:
        """Options ``- [x] text`` with their reasons ``> because``."""
        options: list[Part] = []
        in_reason = 0
        for token in element.tokens:
            in_reason += token.nesting if token.type.startswith("blockquote") else 0
            if token.type == "inline" and in_reason and options:
                options[-1]["reason"] = f"{options[-1]['reason']} {plain(token)}".strip()
            elif token.type == "inline":
                self._refuse_without_reason(options[-1:])
                options += self._option(token, element.line_of(token))
        self._refuse_without_reason(options[-1:])
        return [{name: option[name] for name in ("text", "is_right", "reason")} for option in options]

    def _refuse_without_reason(self, options: list[Part]) -> None:
        for option in options:
            if not option["reason"]:
                self.fail(option["line"], f"the option “{option['text'][:40]}” has no reason; write it below after >")

    def _option(self, token: Token, line: int) -> list[Part]:
        text = plain(token)
        if not text.startswith(("[x] ", "[X] ", "[ ] ")):
            self.fail(line, f"an option begins with [ ] or [x]: “{text[:40]}”")
            return []
        return [{"line": line, "text": text[4:].strip(), "is_right": text[1] in "xX", "reason": ""}]


def new_section(heading: str = "") -> Part:
    """Running text under one heading, with the rules that it cites."""
    return {"heading": heading, "text": "", "rules": []}


def close_section(parts: list[Part], section: Part) -> None:
    """An empty section leaves nothing behind."""
    if section["heading"] or section["text"] or section["rules"]:
        parts.append({"type": "prose", "value": section})


def joined(found: list[Element]) -> str:
    """The HTML of several elements."""
    return "".join(html(element.tokens) for element in found)
