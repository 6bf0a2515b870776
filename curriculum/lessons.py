"""A lesson file as the parts of a lesson: Markdown by a library, and the ``:::`` parts around it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from curriculum.schema import LEVELS, LessonForm
from curriculum.source import Report, parse_yaml, validate

markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
PARTS = {"situation", "rule", "do", "dont", "case", "check", "level"}
Part = dict[str, Any]
Fail = Callable[[int, str], None]


@dataclass(frozen=True)
class LessonSource:
    """A lesson as read. ``parts``: StreamField data whose rules are citations; ``cited``: every citation with its line."""

    form: LessonForm
    parts: list[Part]
    cited: list[tuple[str, int]]


@dataclass
class Container:
    """A ``:::`` part: its name, its title, and lines or further parts inside."""

    name: str
    title: str
    line: int
    content: list[tuple[int, str] | Container] = field(default_factory=list)


def read_lesson(file: Path, report: Report) -> LessonSource | None:
    """Reads one file; None after faults."""
    before = len(report.faults)
    lines = file.read_text(encoding="utf-8").splitlines()
    end = next((n for n, text in enumerate(lines[1:], 1) if text.strip() == "---"), None)
    if not lines or lines[0].strip() != "---" or end is None:
        report.add(file, 1, "a lesson begins with front matter between two lines of ---")
        return None
    data, places = parse_yaml("\n".join(lines[1:end]), file, report, first_line=2)
    form = validate(LessonForm, data, file, places, report) if data is not None else None
    reader = PartReader(lambda line, message: report.add(file, line, message))
    parts = reader.parts(reader.containers([(n, t) for n, t in enumerate(lines[end + 1 :], end + 2)]))
    if form is None or len(report.faults) > before:
        return None
    return LessonSource(form, parts, reader.cited + [(c, places.get(("cites",), 1)) for c in form.cites])


class PartReader:
    """Turns the body's lines into parts; tells every fault with its line."""

    def __init__(self, fail: Fail) -> None:
        self.fail = fail
        self.cited: list[tuple[str, int]] = []

    def containers(self, lines: list[tuple[int, str]]) -> Container:
        """The tree of ``:::`` parts."""
        stack = [Container("body", "", lines[0][0] if lines else 1)]
        for number, text in lines:
            if not text.startswith(":::"):
                stack[-1].content.append((number, text))
            elif name := text[3:].strip():
                opened = Container(name.split()[0], name[len(name.split()[0]) :].strip(), number)
                if opened.name not in PARTS:
                    self.fail(number, f"“{opened.name}” is no part; use one of: {', '.join(sorted(PARTS))}")
                stack[-1].content.append(opened)
                stack.append(opened)
            elif len(stack) > 1:
                stack.pop()
            else:
                self.fail(number, "::: closes nothing")
        for left in stack[1:]:
            self.fail(left.line, f"“{left.name}” is never closed with :::")
        return stack[0]

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
            "check": self._check,
            "level": self._level,
        }
        reader = readers.get(container.name)
        return reader(container) if reader else None

    # --- Text runs ---------------------------------------------------------------------------

    def prose(self, run: list[tuple[int, str]]) -> list[Part]:
        """Sections of running text, split at ## headings; tables become parts of their own."""
        parts: list[Part] = []
        section: Part = {"heading": "", "text": "", "rules": []}
        for token_group, line in self._top_level(run):
            first = token_group[0]
            if first.type == "heading_open":
                self._close(parts, section)
                if first.tag not in {"h2", "h3"}:
                    self.fail(line, "headings in a lesson begin with ##")
                section = {"heading": plain(token_group[1]), "text": "", "rules": []}
            elif first.type == "table_open":
                self._close(parts, section)
                section = {"heading": "", "text": "", "rules": []}
                parts.append({"type": "table", "value": table_value(token_group)})
            elif (citations := self._cite(token_group, line)) is not None:
                section["rules"] += citations
            else:
                section["text"] += html(token_group)
        self._close(parts, section)
        return parts

    def _close(self, parts: list[Part], section: Part) -> None:
        if section["heading"] or section["text"] or section["rules"]:
            parts.append({"type": "prose", "value": dict(section)})

    def _top_level(self, run: list[tuple[int, str]]) -> list[tuple[list[Token], int]]:
        """The top-level Markdown elements of a run, each with its line."""
        if not run:
            return []
        groups: list[tuple[list[Token], int]] = []
        depth, current = 0, []
        for token in markdown.parse("\n".join(text for _, text in run)):
            current.append(token)
            depth += token.nesting
            if depth == 0:
                start = next((t.map[0] for t in current if t.map), 0)
                groups.append((current, run[0][0] + start))
                current = []
        return groups

    def _cite(self, tokens: list[Token], line: int) -> list[str] | None:
        """The citations of a line ``cite: …; …``; None for any other text."""
        text = tokens[1].content if tokens[0].type == "paragraph_open" else ""
        if not text.startswith("cite:"):
            return None
        citations = [c.strip().rstrip(".") for c in text.removeprefix("cite:").replace("\n", " ").split(";") if c.strip()]
        self.cited += [(c, line) for c in citations]
        return citations

    def _text_and_rules(self, container: Container) -> tuple[str, list[str], list[list[Token]]]:
        """Rendered text, citations, and the token groups of a container that holds only text."""
        text, rules, groups = "", [], []
        run = [piece for piece in container.content if isinstance(piece, tuple)]
        if len(run) != len(container.content):
            self.fail(container.line, f"no further part may stand inside “{container.name}”")
        for tokens, line in self._top_level(run):
            citations = self._cite(tokens, line)
            if citations is None:
                text += html(tokens)
                groups.append(tokens)
            else:
                rules += citations
        return text, rules, groups

    # --- Parts -------------------------------------------------------------------------------

    def _situation(self, container: Container) -> Part:
        text, _, _ = self._text_and_rules(container)
        return {"type": "situation", "value": {"title": container.title, "text": text}}

    def _rule(self, container: Container) -> Part:
        _, rules, groups = self._text_and_rules(container)
        if not rules:
            self.fail(container.line, "a rule needs a line cite:")
        sentence = " ".join(plain(t) for tokens in groups for t in tokens if t.type == "inline")
        return {"type": "key_rule", "value": {"sentence": sentence, "rules": rules}}

    def _lines(self, container: Container) -> list[str]:
        _, _, groups = self._text_and_rules(container)
        items = [t for tokens in groups if tokens[0].type == "bullet_list_open" for t in tokens if t.type == "inline"]
        if not items:
            self.fail(container.line, f"“{container.name}” holds a list with a hyphen before each line")
        return [f"<p>{inline_html(token)}</p>" for token in items]

    def _do(self, container: Container) -> Part:
        return {"type": "do_dont", "value": {"do": self._lines(container), "dont": []}}

    def _dont(self, container: Container) -> Part:
        return {"type": "do_dont", "value": {"do": [], "dont": self._lines(container)}}

    def _case(self, container: Container) -> Part:
        text, rules, _ = self._text_and_rules(container)
        if not container.title:
            self.fail(container.line, "a case needs a title: ::: case What happened")
        return {"type": "case", "value": {"title": container.title, "text": text, "rules": rules}}

    def _level(self, container: Container) -> Part:
        if container.title not in LEVELS or container.title == "everyone":
            self.fail(container.line, "level is followed by ncos or commanders")
        return {"type": "level", "value": {"level": str(LEVELS.get(container.title, 2)), "parts": self.parts(container)}}

    def _check(self, container: Container) -> Part:
        _, _, groups = self._text_and_rules(container)
        question = " ".join(plain(t) for g in groups if g[0].type == "paragraph_open" for t in g if t.type == "inline")
        options = [o for g in groups if g[0].type == "bullet_list_open" for o in self._options(g, container.line)]
        if not question or len(options) < 2 or not any(option["is_right"] for option in options):
            self.fail(container.line, "check needs a question, two or more options, and [x] before what is right")
        return {"type": "check", "value": {"question": question, "options": options}}

    def _options(self, tokens: list[Token], line: int) -> list[Part]:
        """Options ``- [x] text`` with their reasons ``> because``."""
        options: list[Part] = []
        in_reason = 0
        for token in tokens:
            in_reason += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
            if token.type != "inline":
                continue
            text = plain(token)
            if in_reason and options:
                options[-1]["reason"] = f"{options[-1]['reason']} {text}".strip()
            elif text.startswith(("[x] ", "[X] ", "[ ] ")):
                options.append({"text": text[4:].strip(), "is_right": text[1] in "xX", "reason": ""})
            else:
                self.fail(line, f"an option begins with [ ] or [x]: “{text[:40]}”")
        for option in options:
            if not option["reason"]:
                self.fail(line, f"the option “{option['text'][:40]}” has no reason; write it below after >")
        return options


def html(tokens: list[Token]) -> str:
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def inline_html(token: Token) -> str:
    return str(markdown.renderer.render([token], markdown.options, {}))


def plain(token: Token) -> str:
    """The words of an inline token without marks."""
    words = [" " if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or []]
    return "".join(words).strip()


def table_value(tokens: list[Token]) -> Part:
    """A Markdown table as the value of the table part."""
    rows: list[list[str]] = []
    headings: list[str] = []
    for before, token in itertools.pairwise(tokens):
        if before.type == "th_open":
            headings.append(plain(token))
        elif before.type == "td_open":
            rows[-1].append(f"<p>{inline_html(token)}</p>")
        elif token.type == "tr_open" and headings:
            rows.append([])
    columns = [{"type": "text", "heading": heading} for heading in headings]
    return {"columns": columns, "rows": [{"values": row} for row in rows], "caption": ""}


def paragraphs(text: str) -> str:
    """Plain Markdown paragraphs as HTML: for scenes, consequences and debriefs."""
    return str(markdown.render(text)) if text else ""
