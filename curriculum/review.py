"""The review sheets of modules and glossary: each claim beside its citation, a box to tick, what is for review first.

Read from the content files, as the legal adviser reads them; a plain value for the template.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from curriculum.item_forms import ItemForm
from curriculum.law_reading import RuleSource
from curriculum.lessons import LessonSource
from curriculum.plain_text import plain
from curriculum.story_forms import ScenarioForm
from curriculum.whole import Content, ModuleSource

Claims = Iterator["Claim"]


@dataclass(frozen=True)
class Cited:
    """A rule as the sheet shows it beside a claim. ``review``: what is open about the rule itself."""

    citation: str
    gist: str
    applies: str
    url: str
    review: str


@dataclass(frozen=True)
class Claim:
    """What is said, in plain text, and the rules that it stands on."""

    says: str
    rules: tuple[Cited, ...]


@dataclass(frozen=True)
class Chapter:
    """A lesson, a scenario, the bank, the card, the instructor’s note: its open points, then its claims; of a lesson also what
    it answers to. ``stands_on``: False where the texts cite nothing themselves.
    """

    title: str
    open_points: tuple[str, ...]
    claims: tuple[Claim, ...]
    answers_to: str = ""
    stands_on: bool = True


@dataclass(frozen=True)
class Sheet:
    """``number``: of the module; None for the glossary."""

    title: str
    number: int | None
    chapters: tuple[Chapter, ...]
    points_of_mapping: tuple[str, ...] = ()  # what is open about the training standard, the same in every sheet
    language: str = "en"

    @property
    def open_points(self) -> list[tuple[str, str]]:
        """(chapter, point), for the head of the sheet."""
        return [(chapter.title, point) for chapter in self.chapters for point in chapter.open_points]

    @property
    def open_rules(self) -> list[tuple[str, str]]:
        """(citation, point) of each rule on which a claim stands and about which something is open, once."""
        rules = [rule for chapter in self.chapters for claim in chapter.claims for rule in claim.rules]
        return list(dict.fromkeys((rule.citation, rule.review) for rule in rules if rule.review))


def review_sheets(content: Content) -> Iterator[tuple[str, Sheet]]:
    """(file name without its end, sheet) of each module and the glossary, then of each further language in its own folder."""
    for module in content.modules:
        yield module.key, review_sheet(content, module)
    if content.terms:
        claims = tuple(Claim(f"{term.term}: {term.says}", _cited(content, term.cites)) for term in content.terms)
        yield "glossary", Sheet("Glossary", None, (Chapter("Glossary", (), claims),), language=content.language)
    for translation in content.translations:
        known = replace(translation, rules=content.rules | translation.rules, translations=[])
        for name, sheet in review_sheets(known):
            yield f"{translation.language}/{name}", sheet


def review_sheet(content: Content, module: ModuleSource) -> Sheet:
    """Of one module, in the language of the content."""
    chapters = [_chapter(content, activity) for activity in module.activities.values()]
    for bank in (module.bank, module.written):
        if bank is not None:
            claims = tuple(claim for item in bank.items for claim in _of_item(content, item))
            chapters.append(Chapter(bank.title, (), claims))
    chapters.append(Chapter("Card", (), tuple(Claim(line, ()) for line in module.card), stands_on=False))
    chapters.append(Chapter("Instructor’s note", (), tuple(_of_parts(content, module.note)), stands_on=False))
    whole = tuple(each for each in chapters if each.claims or each.open_points)
    points = tuple(content.mapping.form.review) if content.mapping else ()
    return Sheet(module.form.title, module.form.number, whole, points, content.language)


def _chapter(content: Content, activity: Any) -> Chapter:
    if isinstance(activity, LessonSource):
        claims = (*_of_whole(content, activity), *_of_parts(content, activity.parts))
        title = f"{activity.form.number} {activity.form.title}"
        return Chapter(title, tuple(activity.form.review), claims, _answers_to(content, activity.form.number))
    if isinstance(activity, ScenarioForm):
        claims = tuple(_of_story(content, activity.model_dump()))
        return Chapter(activity.title, tuple(getattr(activity, "review", ())), claims)
    return Chapter(activity.title, (), ())


def _answers_to(content: Content, number: str) -> str:
    """E.g. “CPTM 2017: 1.2; 2.3 (human rights)”."""
    rows = content.mapping.form.lessons if content.mapping else []
    edition = content.mapping.form.edition if content.mapping else ""
    said = [f"{edition}: {'; '.join(row.cptm) or 'none'} ({'; '.join(row.topics)})" for row in rows if row.lesson == number]
    return "".join(said)


def _of_parts(content: Content, parts: list[dict[str, Any]]) -> Claims:
    """Every part of a lesson with its rules; parts inside a part, for a higher level, by themselves."""
    for part in parts:
        value = part["value"]
        inner = value.get("body") or value.get("parts") if isinstance(value, dict) else None
        if isinstance(inner, list) and inner and isinstance(inner[0], dict):
            yield from _of_parts(content, inner)
        else:
            yield Claim(plain(value), _cited(content, value.get("rules", []) if isinstance(value, dict) else []))


def _of_whole(content: Content, lesson: LessonSource) -> Claims:
    """What a lesson aims at, beside the rules that it cites as a whole and at no part of its own."""
    if lesson.form.cites:
        yield Claim("\n".join(lesson.form.objectives), _cited(content, lesson.form.cites))


def _of_item(content: Content, item: ItemForm) -> Claims:
    yield Claim("\n".join([item.stem, *item.claims]), _cited(content, item.all_cites))


def _of_story(content: Content, story: Any) -> Claims:
    """Every choice of a scenario that cites a rule, with its words."""
    if isinstance(story, dict):
        cites = story.get("cites")
        if cites:
            yield Claim(plain({name: value for name, value in story.items() if isinstance(value, str)}), _cited(content, cites))
        for value in story.values():
            yield from _of_story(content, value)
    elif isinstance(story, list | tuple):
        for value in story:
            yield from _of_story(content, value)


def _cited(content: Content, citations: list[str]) -> tuple[Cited, ...]:
    return tuple(_rule(content.rules[citation]) for citation in citations if citation in content.rules)


def _rule(source: RuleSource) -> Cited:
    form = source.form
    return Cited(source.citation, form.gist, form.applies, form.url or source.instrument.url, form.review)
