"""Where a passage leads: links, macros that go on by themselves, and passages whose text it shows as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from scenarios.importing.asides import without_comments, without_links_as_written
from scenarios.importing.macros import OUTSIDE, TEXT, Link, macro_links
from scenarios.importing.passages import SNOWMAN, Passage, TwineStory

# Words, names and setters may hold brackets of their own; a third one before the link belongs to what is around it.
WITHIN = r"(?:[^\[\]\n]|\[[^\[\]\n]{0,500}+\])"
BRACKETS = re.compile(rf"\[\[(?!\[)(?P<inner>{WITHIN}{{1,500}}+)\](?P<setter>\[{WITHIN}{{0,500}}+\])?\]")
# A target that only comes to be while the story runs. Random texts count, for links are often made of them.
COMPUTED = re.compile(
    r"\((?:link[\w-]*|cycling-link|seq-link|go-?to|link-go-?to|display)\s*:\s*(?![\"'\s])[^)]*"
    r"|\((?:open|link)-storylets?\s*:|\(either\s*:|\{reveal link\b|\{(?:cycling|dropdown)|\bgo\(|"
    r"<<(?:goto|link|button|include|linkreplace)\s+(?![\"'\[])",
    re.I,
)
# The same where only what comes after the words of the link is reckoned, and in HTML and inserts.
COMPUTED_AFTER = re.compile(
    rf"\((?:(?:link[-_]?(?:reveal[-_]?)?|click[-_]?|mouse[-_]?(?:over|out)[-_]?)go[-_]?to)\s*:\s*(?:{TEXT}|\?\w+)\s*,\s*(?![\"'\s])"
    rf"|<<(?:link|button|click)\s+{TEXT}\s+(?![\"'>\s])|\bdata-passage\s*=\s*[\"']\s*[$_]|\{{\s*link to\s*:\s*(?![\"'\s])",
    re.I,
)
# Back to wherever the player came from, which no map can show.
BACK = re.compile(rf"<<(?:return|back)(?:\s+{TEXT})?\s*>>|\((?:undo|link-?undo|icon-?undo)\s*:|\{{\s*back link\b", re.I)
# A variable, or what a function gives, in the place of a name; a sum of money is neither.
COMPUTED_TARGET = re.compile(r"\$[A-Za-z_]|\(\)")
# What goes on by itself, or shows another passage, though its name stands in the brackets of a link.
NAMED = re.compile(r"<<(?P<macro>goto|include|display)\s+\[\[(?P<name>[^\[\]\n\"|>]{1,500})\]\]\s*>>", re.I)
SNOWMAN_CODE = re.compile(r"<%|window\.story|story\.show")


def links_of(passage: Passage) -> list[Link]:
    """Every way on, in the order of their kinds; the same target may come several times."""
    text = NAMED.sub(r'<<\g<macro> "\g<name>">>', passage.text)
    return [*_brackets(text), *macro_links(text)]


def is_computed(passage: Passage, dialect: str) -> bool:
    """Whether a way on only comes to be while the story runs, so that nothing can be proven of where it leads."""
    return bool(
        COMPUTED.search(passage.text)
        or COMPUTED_AFTER.search(passage.text)
        or BACK.search(passage.text)
        or any(COMPUTED_TARGET.search(divided(found["inner"])[1]) for found in BRACKETS.finditer(passage.text))
        or (dialect == SNOWMAN and SNOWMAN_CODE.search(passage.text))
    )


def _brackets(text: str) -> Iterator[Link]:
    for found in BRACKETS.finditer(text):
        shown, target = divided(found["inner"])
        if target and not OUTSIDE.match(target):
            yield Link(target, shown)


def divided(inner: str) -> tuple[str, str]:
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


@dataclass(frozen=True)
class Graph:
    """How the passages of a story hang together, by name. Broken: distinct targets that no passage bears as its name."""

    story: TwineStory

    @cached_property
    def links(self) -> dict[str, list[Link]]:
        return {passage.name: links_of(passage) for passage in self.story.story_passages}

    @cached_property
    def ways(self) -> dict[str, list[Link]]:
        """The links of each passage without those that nobody sees. Twine's own map, and ``pairs``, count them all."""
        return {passage.name: self._ways_of(passage) for passage in self.story.story_passages}

    def _ways_of(self, passage: Passage) -> list[Link]:
        dialect = self.story.dialect
        seen = without_links_as_written(without_comments(passage.text, dialect), dialect, [])
        return self.links[passage.name] if seen == passage.text else links_of(replace(passage, text=seen))

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
