"""One thing that was found in a story, and how its place is named to a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scenarios.advice import advised
from scenarios.story import Ending, Flag, Meter, Scene, called

ERROR, WARNING = "error", "warning"
Part = Scene | Ending | Meter | Flag


@dataclass(frozen=True)
class Finding:
    """``severity``: error or warning; ``where``: title and key of the part it is about, as a person reads it.

    ``key``: of the scene, ending, meter or flag; empty where it is about the whole. ``part``: within a scene, the key of a
    choice, or “route-1” for its first route.
    """

    code: str
    severity: str
    where: str
    message: str
    key: str = ""
    part: str = ""


def error(code: str, where: str, message: str, key: str = "") -> Finding:
    """Stops the release. ``message``: what is wrong; what to do about it is added."""
    return Finding(code, ERROR, where, advised(code, message), key)


def warning(code: str, where: str, message: str, key: str = "", part: str = "") -> Finding:
    """For the author to judge; never stops a release. ``message`` as of an error."""
    return Finding(code, WARNING, where, advised(code, message), key, part)


def errors_in(findings: Iterable[Finding]) -> list[Finding]:
    """What stops the release."""
    return [finding for finding in findings if finding.severity == ERROR]


def place(part: Part) -> str:
    """A part as a person finds it again: title and key."""
    return called(shown_name(part), part.key)


def shown_name(part: Part) -> str:
    return part.title if isinstance(part, Scene | Ending) else part.name


def repeated(keys: Iterable[str]) -> list[str]:
    """Each once, in the order of the first time."""
    return [key for key, times in Counter(keys).items() if times > 1]


def folded(text: str) -> str:
    """By which two texts are the same to a reader: however they are spaced, in capitals or not."""
    return " ".join(text.split()).casefold()


def named_alike(parts: Sequence[Part]) -> list[Part]:
    """Of those that bear one name the last; what has no name is not told apart by it."""
    last = {folded(shown_name(part)): part for part in parts}
    return [last[name] for name in repeated(folded(shown_name(part)) for part in parts) if name]
