"""Reading the content files: what they say, and on which line they say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Loc = tuple[int | str, ...]
Model = TypeVar("Model", bound=BaseModel)
DEEPEST = 50  # parts inside each other
# What neither a browser nor a database can do anything with.
UNREADABLE = re.compile("[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]")
# pydantic's kinds of faults in the words of an author.
WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is no word that may stand here",
    "model_type": "lines of the form “word: value” belong here",
}


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that cannot be accepted."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ContentError(Exception):
    """The content holds faults; nothing was written."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass
class Report:
    """Collects faults, so that an author sees all of them at once."""

    root: Path
    faults: list[Fault] = field(default_factory=list)

    def add(self, file: Path, line: int, message: str) -> None:
        self.faults.append(Fault(file.relative_to(self.root).as_posix(), line, message))


# --- Text ----------------------------------------------------------------------------------------


def read_text(file: Path, report: Report) -> str | None:
    """The text of a file in UTF-8, with or without a byte order mark; None after a fault."""
    if not file.is_file():
        report.add(file, 1, "the file is missing")
        return None
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report.add(file, raw.count(b"\n", 0, error.start) + 1, "is not written in UTF-8; save it again with the encoding UTF-8")
        return None
    if found := UNREADABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        report.add(file, line, f"holds a character that nobody can read, U+{ord(found[0]):04X}; take it out")
        return None
    return text


# --- YAML ----------------------------------------------------------------------------------------


class PlainLoader(yaml.CSafeLoader):
    """Text stays text: an option “No”, a time “12:30” and a date are what they say, and nothing is built from tags.

    Only true and false, null, whole numbers and decimal numbers are read as such. libyaml reads: ten times as fast.
    """

    yaml_implicit_resolvers: dict[str, list[Any]] = {}


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?(?:0|[1-9][0-9]{0,17})", "-+0123456789"),
    ("float", r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+", "-+0123456789"),
):
    PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), list(first))


def refuse_marks(text: str) -> None:
    """Refuses, before anything is built, what a content file does not need: names for parts, their repetition, kinds.

    Also a depth that no author reaches: libyaml goes down without an end.
    """
    depth = 0
    events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
    for event in events:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise yaml.MarkedYAMLError(
                problem="a text that begins with * or & or ! stands in quotes", problem_mark=event.start_mark
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise yaml.MarkedYAMLError(problem="too many brackets stand inside each other", problem_mark=event.start_mark)


def parse_yaml(text: str, file: Path, report: Report, first_line: int = 1) -> tuple[Any, dict[Loc, int]]:
    """The data of a YAML text, and the line of every value in it. Faults: malformed or empty text, a key given twice."""
    lines: dict[Loc, int] = {}
    try:
        refuse_marks(text)
        loader = PlainLoader(text)
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        why = ": ".join(part for part in (error.context, error.problem) if part)
        report.add(file, first_line + line, f"cannot be read: {why}")
        return None, lines
    if data is None:
        report.add(file, first_line, "is empty")
    for loc, line, message in _walk(node, ()):
        lines[loc] = first_line + line
        if message:
            report.add(file, first_line + line, message)
    return data, lines


def _walk(node: yaml.Node | None, loc: Loc) -> Iterator[tuple[Loc, int, str]]:
    if node is None:
        return
    yield loc, node.start_mark.line, ""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                yield (*loc, key.value), key.start_mark.line, f"“{key.value}” is given twice"
            seen.add(key.value)
            yield from _walk(value, (*loc, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _walk(value, (*loc, index))


def line_of(loc: Loc, lines: dict[Loc, int]) -> int:
    """The line of a place, or of the nearest thing around it."""
    for end in range(len(loc), -1, -1):
        if loc[:end] in lines:
            return lines[loc[:end]]
    return 1


# --- Checked models ------------------------------------------------------------------------------


def validate(kind: type[Model], data: Any, file: Path, lines: dict[Loc, int], report: Report) -> Model | None:
    """The data as a checked model; None after faults, each with its line and reason."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        for problem in error.errors():
            report.add(file, line_of(tuple(problem["loc"]), lines), _in_words(problem))
        return None


def _in_words(problem: ErrorDetails) -> str:
    place = ".".join(str(part) for part in problem["loc"])
    message = WORDS.get(problem["type"], problem["msg"].removeprefix("Value error, "))
    return f"{place}: {message}" if place else message


def read_yaml(kind: type[Model], file: Path, report: Report) -> tuple[Model | None, dict[Loc, int]]:
    """One YAML file as a checked model with its lines."""
    text = read_text(file, report)
    if text is None:
        return None, {}
    data, lines = parse_yaml(text, file, report)
    return (validate(kind, data, file, lines, report) if data is not None else None), lines
