"""Where a passage leads: links, macros that go on by themselves, and passages whose text it shows as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from scenarios.importing.passages import SNOWMAN, Passage, TwineStory

LINK, JUMP, SHOWN = "link", "jump", "shown"
BRACKETS = re.compile(r"\[\[(?P<inner>[^\[\]\n]{1,500})\](?:\[[^\]\n]{0,500}\])?\]")
OUTSIDE = re.compile(r"\s*(?:https?:|mailto:|//|www\.)", re.I)
HARLOWE_NAMED = re.compile(
    r"\((?P<macro>link-goto|link-go-to|go-?to|display)\s*:\s*(?:(?P<text>\"[^\"\n]*\")\s*,\s*)?(?P<q>[\"'])(?P<to>[^\"'\n]+)(?P=q)\s*\)",
    re.I,
)
HARLOWE_LINK = re.compile(r"\(link(?:-repeat|-reveal)?\s*:\s*[\"'](?P<text>[^\"'\n]{1,300})[\"']\s*\)\s*\[", re.I)
SUGARCUBE_NAMED = re.compile(
    r"<<(?P<macro>goto|include|link|button)\s+(?P<q>[\"'])(?P<one>[^\"'\n]+)(?P=q)(?:\s+[\"'](?P<two>[^\"'\n]+)[\"'])?\s*>>", re.I
)
SUGARCUBE_LINK = re.compile(r"<<(?:link|button)\s+[\"'](?P<text>[^\"'\n]{1,300})[\"']\s*>>", re.I)
CHAPBOOK_EMBED = re.compile(r"\{\s*embed passage(?: named)?\s*:\s*(?P<q>[\"'])(?P<to>[^\"'\n]+)(?P=q)\s*\}", re.I)
# A target that only comes to be while the story runs. Random texts count, for links are often made of them.
COMPUTED = re.compile(
    r"\((?:link[\w-]*|cycling-link|seq-link|go-?to|link-go-?to|display)\s*:\s*(?![\"'\s])[^)]*"
    r"|\(either\s*:|\{reveal link\b|\{(?:cycling|dropdown)|\bgo\(|"
    r"<<(?:goto|link|button|include|linkreplace)\s+(?![\"'\[])|\[\[[^\[\]\n$(]*+(?:\((?!\))[^\[\]\n$(]*+)*+(?:\$|\(\))",
    re.I,
)
SNOWMAN_CODE = re.compile(r"<%|window\.story|story\.show")


@dataclass(frozen=True)
class Link:
    """``how``: a link to choose, a jump by itself, or a passage that is shown within this one. ``text``: empty where none is.

    ``is_counted``: whether the usual reading of Twine's files counts it; it knows only double quotes in Harlowe's macros.
    """

    target: str
    text: str = ""
    how: str = LINK
    is_counted: bool = True


def links_of(passage: Passage) -> list[Link]:
    """Every way on, in the order of their kinds; the same target may come several times."""
    text = passage.text
    return [*_brackets(text), *_harlowe(text), *_sugarcube(text), *_chapbook(text)]


def is_computed(passage: Passage, dialect: str) -> bool:
    """Whether a way on only comes to be while the story runs, so that nothing can be proven of where it leads."""
    return bool(COMPUTED.search(passage.text) or (dialect == SNOWMAN and SNOWMAN_CODE.search(passage.text)))


def _brackets(text: str) -> Iterator[Link]:
    for found in BRACKETS.finditer(text):
        shown, target = _divided(found["inner"])
        if target and not OUTSIDE.match(target):
            yield Link(target, shown)


def _divided(inner: str) -> tuple[str, str]:
    """The words and the target of ``a``, ``a|b``, ``a->b`` and ``b<-a``: of arrows to the right the last counts."""
    if "->" in inner:
        shown, _arrow, target = inner.rpartition("->")
    elif "<-" in inner:
        target, _arrow, shown = inner.partition("<-")
    elif "|" in inner:
        shown, _bar, target = inner.rpartition("|")
    else:
        shown = target = inner
    return shown.strip(), target.strip()


def _harlowe(text: str) -> Iterator[Link]:
    for found in HARLOWE_NAMED.finditer(text):
        macro, target = found["macro"].lower(), found["to"].strip()
        is_counted = found["q"] == '"'
        if macro == "display":
            yield Link(target, how=SHOWN, is_counted=is_counted)
        elif macro in ("goto", "go-to"):
            yield Link(target, _words_around(text, found.start(), HARLOWE_LINK), JUMP, is_counted)
        else:
            yield Link(target, (found["text"] or target).strip('"'), is_counted=is_counted)


def _sugarcube(text: str) -> Iterator[Link]:
    for found in SUGARCUBE_NAMED.finditer(text):
        macro, one, two = found["macro"].lower(), found["one"].strip(), found["two"]
        if macro == "include":
            yield Link(one, how=SHOWN)
        elif macro == "goto":
            yield Link(one, _words_around(text, found.start(), SUGARCUBE_LINK), JUMP)
        elif two:
            yield Link(two.strip(), one)


def _chapbook(text: str) -> Iterator[Link]:
    for found in CHAPBOOK_EMBED.finditer(text):
        yield Link(found["to"].strip(), how=SHOWN)


def _words_around(text: str, jump: int, opening: re.Pattern[str]) -> str:
    """The words of the link within which a jump stands: those of the last link that began within 2,000 characters before it."""
    before = list(opening.finditer(text, max(0, jump - 2_000), jump))
    return before[-1]["text"].strip() if before else ""


@dataclass(frozen=True)
class Graph:
    """How the passages of a story hang together, by name. Broken: distinct targets that no passage bears as its name."""

    story: TwineStory

    @cached_property
    def links(self) -> dict[str, list[Link]]:
        return {passage.name: links_of(passage) for passage in self.story.story_passages}

    @cached_property
    def pairs(self) -> set[tuple[str, str]]:
        """From and to, each once."""
        return {(name, link.target) for name, links in self.links.items() for link in links if link.is_counted}

    @cached_property
    def computed(self) -> list[str]:
        return [passage.name for passage in self.story.story_passages if is_computed(passage, self.story.dialect)]

    @property
    def dead_ends(self) -> list[str]:
        going_on = {here for here, target in self.pairs if target in self.story.names}
        return [name for name in self.links if name not in going_on]

    @property
    def broken(self) -> set[str]:
        return {target for _here, target in self.pairs if target not in self.story.names}

    @property
    def unreachable(self) -> list[str]:
        """By links alone; where ways are computed, only a suspicion (see ``can_be_checked``)."""
        ahead: dict[str, list[str]] = {}
        for here, target in self.pairs:
            ahead.setdefault(here, []).append(target)
        reached, waiting = {self.story.start}, [self.story.start]
        while waiting:
            for target in ahead.get(waiting.pop(), ()):
                if target not in reached:
                    reached.add(target)
                    waiting.append(target)
        return [name for name in self.links if name not in reached]

    @property
    def can_be_checked(self) -> bool:
        return not self.computed
