"""Is the course well made? What a careful editor would look for in every lesson and bank. Plain content in, findings out.

Whether the files can be read at all, ``curriculum.reading`` says; here they fit together and the question is how good they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from base.readability import french_ease, grade, words_of
from curriculum import giveaways
from curriculum.item_forms import BankForm, ItemForm
from curriculum.lessons import LessonSource
from curriculum.plain_text import plain
from curriculum.teaching import LEVELS, is_taught, long_gists, rules_left_out, taught_at
from curriculum.whole import Content, ModuleSource

PARTS = {
    "situation": "an opening situation",
    "key_rule": "the rule in one sentence",
    "do_dont": "do and don’t",
    "check": "checks",
}
# Sections of text that each lesson has, by what their headings say.
SECTIONS = {
    "en": {
        "why the rule exists": re.compile(r"\bwhy\b", re.IGNORECASE),
        "what it means on patrol, at a checkpoint, in a camp, at night": re.compile(
            r"\b(patrol|checkpoint|gate|camp|night|post|road)\b", re.IGNORECASE
        ),
    },
    "fr": {
        "why the rule exists": re.compile(r"\bpourquoi\b", re.IGNORECASE),
        "what it means on patrol, at a checkpoint, in a camp, at night": re.compile(
            r"\b(patrouille|contrôle|camp|nuit|poste|route)\b", re.IGNORECASE
        ),
    },
}
RETURN = {"en": re.compile(r"back\b", re.IGNORECASE), "fr": re.compile(r"(de )?retour\b", re.IGNORECASE)}
OBJECTIVES, CHECKS = range(2, 4), range(2, 5)
WORDS = {"en": range(600, 1101), "fr": range(600, 1401)}  # French needs a sixth more words for the same
MOST_DIFFICULT = 8.0  # grade, by Flesch and Kincaid
LEAST_EASE = 70.0  # in French, by Kandel and Moles: what a reader of twelve reads
FEWEST_ITEMS, FEWEST_KINDS = 30, 3
POINTS_AT_OTHERS = {
    "en": re.compile(r"\b((all|none|both) of the above|all of these)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(toutes?|aucune?|tous) (les |de ces |des )?(réponses|propositions|précédent)", re.IGNORECASE),
}
TOO_ALIKE = 0.8  # share of words that two stems have in common
BANNED = {
    "en": (
        "collateral damage",
        "hero",
        "heroes",
        "heroic",
        "bad guys",
        "piece of cake",
        "rule of thumb",
        "surgical strike",
        "[check]",
    ),
    "fr": (
        "dommages collatéraux",
        "dégâts collatéraux",
        "héros",
        "héroïne",
        "héroïque",
        "les méchants",
        "les gentils",
        "un jeu d’enfant",
        "frappe chirurgicale",
        "frappes chirurgicales",
        "nettoyer",
        "[check]",
    ),
}


@dataclass(frozen=True)
class Finding:
    """``where``: a file of the content folder, or a part of it."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def findings(content: Content) -> list[Finding]:
    """Everything to mend, in the order of the course."""
    found = [each for module in content.modules for each in _of_module(module)]
    further = [each for translation in content.translations for each in _of_translation(translation)]
    return [*found, *_beside(content), *_betrayed(content), *_untargeted(content), *_law(content), *_alike(content), *further]


def _of_translation(content: Content) -> Iterator[Finding]:
    """What the words of another language can do wrong; which rules are taught and examined is the original's to say."""
    for module in content.modules:
        for finding in _of_module(module, content.language):
            yield Finding(f"{content.language}/{finding.where}", finding.message)
    for finding in [*_beside(content), *_untargeted(content), *_alike(content)]:
        yield Finding(f"{content.language}/{finding.where}", finding.message)


def _of_module(module: ModuleSource, language: str = "en") -> Iterator[Finding]:
    for path, activity in module.activities.items():
        if isinstance(activity, LessonSource):
            where = f"{module.key}/{path}"
            yield from (Finding(where, message) for message in _of_lesson(activity, language))
    yield from (Finding(f"{module.key}/lessons", message) for message in giveaways.of_checks(_checks(module)))
    if module.bank is not None:
        yield from (Finding(f"{module.key}/bank.yaml", message) for message in _of_bank(module.bank, language))
    for item in module.written.items if module.written else ():
        yield from (Finding(f"{module.key}/written.yaml", f"{item.key}: {message}") for message in _of_item(item, language))


# --- Lessons --------------------------------------------------------------------------------------


def _of_lesson(lesson: LessonSource, language: str) -> Iterator[str]:
    kinds = Counter(part["type"] for part in lesson.parts)
    text = lesson_text(lesson)
    words = len(words_of(text))
    yield from (f"{what} is missing" for kind, what in PARTS.items() if not kinds[kind])
    yield from _missing_sections(lesson, language)
    yield from _outside(len(lesson.form.objectives), OBJECTIVES, "objectives")
    yield from _outside(kinds["check"], CHECKS, "checks")
    yield from _outside(words, WORDS[language], "words")
    yield from _too_hard(text, language)
    yield from (f"“{word}” does not belong here" for word in banned_in(text, language))
    if not lesson.cited:
        yield "it cites no rule"
    for check in _checks_of(lesson):
        if giveaways.of_two_forms(option["text"] for option in check["options"]):
            yield f"some options of the check “{check['question']}” are sentences and some are not"


def _missing_sections(lesson: LessonSource, language: str) -> Iterator[str]:
    headings = [heading_of(part) for part in lesson.parts]
    for what, pattern in SECTIONS[language].items():
        if not any(pattern.search(heading) for heading in headings):
            yield f"a section on {what} is missing"
    if not RETURN[language].match(headings[-1] if headings else ""):
        yield "it does not end with a section that goes back to the opening situation"


def _checks(module: ModuleSource) -> Iterator[Any]:
    for lesson in module.activities.values():
        if isinstance(lesson, LessonSource):
            yield from _checks_of(lesson)


def _checks_of(lesson: LessonSource) -> Iterator[Any]:
    """Those of parts for a higher level as well."""
    for part in lesson.parts:
        inside = part["value"]["parts"] if part["type"] == "level" else [part]
        yield from (each["value"] for each in inside if each["type"] == "check")


def heading_of(part: Any) -> str:
    """Of a section of text; empty for other parts."""
    value = part["value"]
    return str(value.get("heading", "")) if part["type"] == "prose" and isinstance(value, dict) else ""


def _too_hard(text: str, language: str) -> Iterator[str]:
    if language == "fr" and (ease := french_ease(text)) < LEAST_EASE:
        yield f"it reads with an ease of {ease:.0f}; at least {LEAST_EASE:.0f} is wanted: shorten its sentences"
    if language == "en" and (difficulty := grade(text)) > MOST_DIFFICULT:
        yield f"it reads at grade {difficulty:.1f}; at most {MOST_DIFFICULT:.0f} is wanted: shorten its sentences"


def _outside(number: int, bounds: range, what: str) -> Iterator[str]:
    if number not in bounds:
        yield f"it has {number} {what}; {bounds.start} to {bounds.stop - 1} are wanted"


def lesson_text(lesson: LessonSource) -> str:
    """All that a reader reads, without markup."""
    return plain([part["value"] for part in lesson.parts])


def banned_in(text: str, language: str = "en") -> list[str]:
    """Whole words only, in whatever case."""
    lower = text.lower()
    return [word for word in BANNED[language] if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", lower)]


# --- Banks ----------------------------------------------------------------------------------------


def _of_bank(bank: BankForm, language: str) -> Iterator[str]:
    if len(bank.items) < FEWEST_ITEMS and language == "en":
        yield f"it has {len(bank.items)} items; at least {FEWEST_ITEMS} are wanted"
    if len(kinds := {item.kind for item in bank.items}) < FEWEST_KINDS and language == "en":
        yield f"its items are of {len(kinds)} kinds; at least {FEWEST_KINDS} are wanted"
    yield from giveaways.of_bank(bank)
    for item in bank.items:
        yield from (f"{item.key}: {message}" for message in _of_item(item, language))


def _of_item(item: ItemForm, language: str) -> Iterator[str]:
    yield from (f"“{word}” does not belong here" for word in banned_in(" ".join([item.stem, *item.texts]), language))
    for each in (item, *item.questions):
        if len({option.text.rstrip().endswith(".") for option in each.options}) > 1:
            yield "some options are sentences and some are not"
        if len({step.step.rstrip().endswith(".") for step in each.steps}) > 1:
            yield "some steps are sentences and some are not"
        if any(POINTS_AT_OTHERS[language].search(option.text) for option in each.options):
            yield "an option points at the others"


# --- Beside lessons and banks ---------------------------------------------------------------------


def _beside(content: Content) -> Iterator[Finding]:
    """Words that do not belong into what stands beside the lessons: cards, notes, summaries, scenarios, law, glossary."""
    for where, text in beside(content):
        yield from (Finding(where, f"“{word}” does not belong here") for word in banned_in(text, content.language))
    yield from (Finding(f"law/rules/{key}.yaml", message) for key, message in long_gists(content))


def beside(content: Content) -> Iterator[tuple[str, str]]:
    """(where, text) of everything that people read beside lessons and questions."""
    for module in content.modules:
        yield f"{module.key}/module.yaml", "\n".join([module.form.title, module.form.summary, *module.form.objectives])
        yield f"{module.key}/card.md", "\n".join(module.card)
        yield f"{module.key}/instructor.md", plain([part["value"] for part in module.note])
        for path, activity in module.activities.items():
            if not isinstance(activity, LessonSource):
                yield f"{module.key}/{path}", plain(activity.model_dump(exclude={"review"}))
    yield "glossary.yaml", "\n".join(f"{term.term}: {term.says}" for term in content.terms)
    for source in content.rules.values():
        yield f"law/rules/{source.instrument.key}.yaml", f"{source.form.title}\n{source.form.gist}"
    yield "law/instruments.yaml", "\n".join(f"{each.title}: {each.gist}" for each in content.instruments)


def _betrayed(content: Content) -> Iterator[Finding]:
    """Banks and checks that can be passed by wording alone."""
    banks = [(f"{module.key}/bank.yaml", module.bank) for module in content.modules if module.bank is not None]
    yield from (Finding(where, message) for where, message in giveaways.by_words(banks))
    if message := giveaways.of_all_checks({module.key: _checks(module) for module in content.modules}):
        yield Finding("course.yaml", message)
    checks = [check for module in content.modules for check in _checks(module)]
    yield from (
        Finding("course.yaml", message) for message in giveaways.by_shared_words([bank for _where, bank in banks], checks)
    )
    if message := giveaways.untrue([bank for _where, bank in banks]):
        yield Finding("course.yaml", message)


# --- The course -----------------------------------------------------------------------------------


def _untargeted(content: Content) -> Iterator[Finding]:
    """Misconceptions that a lesson answers and no item asks for."""
    targeted = {_words(item.misconception) for item in _items(content)}
    for module in content.modules:
        if module.bank is None and content.language != "en":  # not translated yet
            continue
        for path, activity in module.activities.items():
            for misconception in activity.form.misconceptions if isinstance(activity, LessonSource) else ():
                if _words(misconception) not in targeted:
                    yield Finding(f"{module.key}/{path}", f"no item asks for its misconception “{misconception}”")


def _law(content: Content) -> Iterator[Finding]:
    """Rules that the course leaves out without saying so, and what is examined although no lesson teaches it."""
    yield from (Finding(f"law/rules/{key}.yaml", message) for key, message in rules_left_out(content))
    by_level = {level: taught_at(content, level) for level in LEVELS}
    for module in content.modules:
        for item in module.bank.items if module.bank else ():
            for citation in item.all_cites:
                if not is_taught(citation, by_level[LEVELS[-1]]):
                    yield Finding(f"{module.key}/bank.yaml", f"{item.key}: no lesson teaches {citation}")
                elif not is_taught(citation, by_level[item.level]):
                    message = f"{item.key}: no lesson teaches {citation} at its level ({item.level})"
                    yield Finding(f"{module.key}/bank.yaml", message)


def _alike(content: Content) -> Iterator[Finding]:
    """Stems that ask nearly the same."""
    stems = [(f"{m.key}/bank.yaml: {i.key}", _words(i.stem)) for m in content.modules for i in (m.bank.items if m.bank else ())]
    for number, (name, words) in enumerate(stems):
        for other, others in stems[:number]:
            if words and len(words & others) / len(words | others) > TOO_ALIKE:
                yield Finding(name, f"it asks nearly what {other} asks")


def _items(content: Content) -> Iterable[ItemForm]:
    return (item for module in content.modules if module.bank for item in module.bank.items)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))
