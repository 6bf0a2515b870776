"""Which rules of the library the course teaches, which its questions ask for, and which it leaves out with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from curriculum.law_reading import RuleSource
from curriculum.lessons import LessonSource
from curriculum.story_forms import ScenarioForm
from curriculum.whole import Content, ModuleSource
from curriculum.wording import LEVELS as LEVEL_NUMBERS

Citations = frozenset[str]
LEVELS = ("everyone", "ncos", "commanders")  # each reads what those before it read, and more
NUMBERS = [str(LEVEL_NUMBERS[name]) for name in LEVELS]  # as the parts of a lesson name them


@dataclass(frozen=True)
class Coverage:
    """How many rules there are, how many lessons teach, how many questions ask for, and how many are kept for reference."""

    rules: int
    taught: int
    examined: int
    reference: int


def coverage(content: Content) -> Coverage:
    """By citation, over the whole course."""
    by_lessons, by_items, rules = taught(content), examined(content), content.rules
    return Coverage(
        rules=len(rules),
        taught=sum(is_taught(citation, by_lessons) for citation in rules),
        examined=sum(is_examined(source, by_items) for source in rules.values()),
        reference=sum(bool(source.form.reference) for source in rules.values()),
    )


def taught(content: Content) -> Citations:
    """All that lessons cite."""
    return frozenset(citation for each in _lessons(content) for citation in _cites(each))


def taught_at(content: Content, level: str) -> Citations:
    """What a level reads: the lessons that it takes, without the parts that are for higher levels."""
    read = LEVELS.index(level)
    return frozenset(citation for each in _lessons(content) for lowest, citation in _by_level(each) if lowest <= read)


def _by_level(lesson: LessonSource) -> Iterator[tuple[int, str]]:
    """Each citation with the place in LEVELS of the lowest level that reads it."""
    own = LEVELS.index(lesson.form.level)
    yield from ((own, citation) for citation in lesson.form.cites)
    for part in lesson.parts:
        is_higher = part["type"] == "level"
        lowest = max(own, NUMBERS.index(part["value"]["level"])) if is_higher else own
        for each in part["value"]["parts"] if is_higher else [part]:
            rules = each["value"].get("rules", []) if isinstance(each["value"], dict) else []
            yield from ((lowest, citation) for citation in rules)


def _lessons(content: Content) -> list[LessonSource]:
    return [a for module in content.modules for a in module.activities.values() if isinstance(a, LessonSource)]


def _cites(lesson: LessonSource) -> list[str]:
    return [*(cited for cited, _line in lesson.cited), *lesson.form.cites]


def examined(content: Content) -> Citations:
    """All that items cite."""
    items = [item for module in content.modules for item in (module.bank.items if module.bank else ())]
    return frozenset(citation for item in items for citation in item.all_cites)


def cited_in(module: ModuleSource) -> list[str]:
    """All that the lessons, the questions and the scenarios of one module cite, in the order of their names."""
    found: set[str] = set()
    for activity in module.activities.values():
        if isinstance(activity, LessonSource):
            found.update(_cites(activity))
        elif isinstance(activity, ScenarioForm):
            found.update(citation for scene in activity.scenes for choice in scene.choices for citation in choice.cites)
    found.update(citation for item in (module.bank.items if module.bank else ()) for citation in item.all_cites)
    return sorted(found)


def with_those_above(citation: str) -> Iterator[str]:
    """AP II Art 4(2)(a), AP II Art 4(2), AP II Art 4: who is taught the whole article is taught its paragraphs."""
    yield citation
    while citation.endswith(")") and "(" in citation:
        citation = citation[: citation.rindex("(")]
        yield citation


def is_taught(citation: str, by_lessons: Citations) -> bool:
    """By itself or as part of what is cited above it: a lesson on an article teaches its paragraphs."""
    return not by_lessons.isdisjoint(with_those_above(citation))


def is_examined(source: RuleSource, by_items: Citations) -> bool:
    """By an item that cites it, its article, one of its paragraphs, or the rule that says the same in another body of law."""
    return any(_is_asked(citation, by_items) for citation in (source.citation, *source.form.same_as))


def _is_asked(citation: str, by_items: Citations) -> bool:
    below = any(citation in with_those_above(each) for each in by_items)
    return below or not by_items.isdisjoint(with_those_above(citation))


def rules_left_out(content: Content) -> Iterator[tuple[str, str]]:
    """The instrument and what is to be mended, for each rule whose place in the course is not said rightly."""
    by_lessons, by_items = taught(content), examined(content)
    for source in content.rules.values():
        yield from ((source.instrument.key, f"{source.citation}: {m}") for m in _of_rule(source, content, by_lessons, by_items))


def _of_rule(source: RuleSource, content: Content, by_lessons: Citations, by_items: Citations) -> Iterator[str]:
    form = source.form
    yield from (f"same_as: no rule is cited as “{each}”" for each in form.same_as if each not in content.rules)
    if not is_taught(source.citation, by_lessons):
        if not form.reference:
            yield "no lesson teaches it; cite it where a lesson does, or say under reference: why the course leaves it out"
        return
    if form.reference and source.citation in by_lessons:
        yield "it stands under reference:, but a lesson cites it"
    if not is_examined(source, by_items):
        if not (form.unasked or form.reference):
            yield "no item asks for it; cite it where an item does, or say under unasked: why none does"
    elif form.unasked:
        yield "it stands under unasked:, but an item asks for it"


def long_gists(content: Content) -> Iterator[tuple[str, str]]:
    """The instrument and what is to be mended, for each rule that says more than the one or two sentences of a gist."""
    for source in content.rules.values():
        sentences = len(re.findall(r"[.!?](?=\s|$)", re.sub(r"\b(?:[Aa]rts?|n|p)\.", "", source.form.gist)))
        if sentences > 2:
            yield source.instrument.key, f"{source.citation} has {sentences} sentences; a gist has one or two"
