"""Reading the content files: what they say, and on which line they say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Loc = tuple[int | str, ...]
Model = TypeVar("Model", bound=BaseModel)


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

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass
class Report:
    """Collects faults, so that an author sees all of them at once."""

    root: Path
    faults: list[Fault] = field(default_factory=list)

    def add(self, file: Path, line: int, message: str) -> None:
        self.faults.append(Fault(str(file.relative_to(self.root)), line, message))


def parse_yaml(text: str, file: Path, report: Report, first_line: int = 1) -> tuple[Any, dict[Loc, int]]:
    """The data of a YAML text, and the line of every value in it. Faults: malformed text, a key given twice."""
    lines: dict[Loc, int] = {}
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        report.add(file, first_line + (mark.line if mark else 0), f"cannot be read: {getattr(error, 'problem', error)}")
        return None, lines
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


def validate(kind: type[Model], data: Any, file: Path, lines: dict[Loc, int], report: Report) -> Model | None:
    """The data as a checked model; None after faults, each with its line and reason."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        for problem in error.errors():
            place = ".".join(str(part) for part in problem["loc"] if not str(part).startswith("function-"))
            message = problem["msg"].removeprefix("Value error, ")
            report.add(file, line_of(tuple(problem["loc"]), lines), f"{place}: {message}" if place else message)
        return None


def read_yaml(kind: type[Model], file: Path, report: Report) -> tuple[Model | None, dict[Loc, int]]:
    """One YAML file as a checked model with its lines."""
    if not file.is_file():
        report.faults.append(Fault(str(file.relative_to(report.root)), 1, "the file is missing"))
        return None, {}
    data, lines = parse_yaml(file.read_text(encoding="utf-8"), file, report)
    return (validate(kind, data, file, lines, report) if data is not None else None), lines
