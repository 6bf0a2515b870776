"""The answers of a QTI item, by its interaction."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from quizzes.formats.numbers import number_of
from quizzes.formats.plain import plain
from quizzes.formats.qti_doubts import is_hiding, is_true
from quizzes.formats.qti_parts import Declaration, Processing, feedback_in, part_text
from quizzes.formats.question import Answer, Kind, Pair, ParsedQuestion, QuestionRefused, Text
from quizzes.formats.shares import PLACES
from quizzes.formats.tree import Node


@dataclass
class Item:
    """An item on its way to a question. ``doubts`` grows as its answers are read."""

    node: Node
    interaction: Node
    declared: Declaration
    processing: Processing
    question: ParsedQuestion
    is_third: bool
    doubts: tuple[str, ...] = ()

    def doubt(self, sentence: str) -> None:
        self.doubts = (*self.doubts, sentence)

    def doubt_marking(self) -> None:
        if self.processing == "own":
            self.doubt(_("The item is marked by rules of its own, which are not read; check the shares."))
        elif self.processing == "none":
            self.doubt(_("The item does not say how it is marked."))

    @property
    def is_mapped(self) -> bool:
        return self.declared.mapping is not None and (self.processing == "map" or not self.declared.correct)


def shares(item: Item, keys: list[str], *, is_single: bool) -> list[float]:
    """The share that each value earns: 1 or an even part for what is right, or its points of all that can be had."""
    declared = item.declared
    item.doubt_marking()
    if not item.is_mapped or declared.mapping is None:
        wrong = [key for key in declared.correct if key not in keys]
        if wrong:
            raise QuestionRefused(_("“%(key)s” is declared right, but is no answer.") % {"key": wrong[0][:40]})
        part = 1.0 if is_single else 1 / max(1, len(declared.correct))
        lost = 0.0 if is_single else -1 / max(1, len(keys) - len(declared.correct))
        return [round(part if key in declared.correct else lost, PLACES) for key in keys]
    points = [declared.mapping[key].value if key in declared.mapping else declared.default for key in keys]
    best = max(points) if is_single else sum(value for value in points if value > 0)
    whole = best if declared.upper is None else declared.upper
    if whole <= 0:
        return [0.0 for _each in points]
    return [round(min(1.0, max(-1.0, value / whole)), PLACES) for value in points]


def choice(item: Item) -> ParsedQuestion:
    """Single or multiple, as the cardinality says. An inline choice without text is the empty row of a list, no answer.
    Raises QuestionRefused."""
    is_single = item.declared.cardinality == "single"
    options = [each for each in item.interaction.children if each.tag in ("simplechoice", "inlinechoice")]
    options = [each for each in options if each.tag == "simplechoice" or plain(part_text(each))]
    keys = _identifiers(options)
    values = shares(item, keys, is_single=is_single)
    told = _modal_feedback(item)
    answers = tuple(
        Answer(part_text(option), share, _together(feedback_in(option), *told.get(key, [])))
        for option, key, share in zip(options, keys, values, strict=True)
    )
    all_right = not is_single and not item.is_mapped
    kind: Kind = "single" if is_single else "multiple"
    keeps_order = not is_true(item.interaction.attributes.get("shuffle", ""))  # its default is false
    return replace(item.question, kind=kind, answers=answers, all_or_nothing=all_right, keeps_order=keeps_order)


def _identifiers(options: list[Node]) -> list[str]:
    keys = [each.attributes.get("identifier", "") for each in options]
    if "" in keys or len(set(keys)) < len(keys):
        raise QuestionRefused(_("Two answers of the item have the same identifier, or one has none."))
    return keys


def _modal_feedback(item: Item) -> dict[str, list[Text]]:
    """What is shown after an answer, by the identifier that calls for it."""
    told: dict[str, list[Text]] = {}
    for each in item.node.all("modalfeedback"):
        if not is_hiding(each):
            told.setdefault(each.attributes.get("identifier", ""), []).append(part_text(each))
    return told


def _together(*texts: Text) -> Text:
    return Text("\n".join(f"<div>{each.text}</div>" for each in texts if each.text) if len(texts) > 1 else texts[0].text, "html")


def text_entry(item: Item) -> ParsedQuestion:
    """Numerical where the base type is a number, else a short answer. Raises QuestionRefused where nothing is right."""
    declared = item.declared
    if item.is_mapped and declared.mapping is not None:
        keys = list(declared.mapping)
        sensitive = [_is_sensitive(item, each.is_case_sensitive) for each in declared.mapping.values()]
    else:
        keys, sensitive = declared.correct, [True]
    if not keys:
        raise QuestionRefused(_("Nothing says which answer is right."))
    if len(set(sensitive)) > 1:
        item.doubt(_("Capitals count in some of the answers only."))
    values = shares(item, keys, is_single=True)
    if declared.base in ("integer", "float"):
        return replace(item.question, kind="numerical", answers=_numbers(keys, values))
    if declared.base != "string":
        raise QuestionRefused(_("Answers of the type “%(type)s” are not read.") % {"type": declared.base[:40]})
    answers = tuple(Answer(Text(key.replace("*", "\\*")), share) for key, share in zip(keys, values, strict=True))
    return replace(item.question, kind="short-answer", answers=answers, case_sensitive=all(sensitive))


def _is_sensitive(item: Item, said: bool | None) -> bool:
    """Left unsaid, capitals count in QTI 2.1 and do not in 3.0."""
    return not item.is_third if said is None else said


def _numbers(keys: list[str], values: list[float]) -> tuple[Answer, ...]:
    try:
        return tuple(
            Answer(Text(f"{number_of(key):.15g}"), share, tolerance=0.0) for key, share in zip(keys, values, strict=True)
        )
    except ValueError as error:
        raise QuestionRefused(_("“%(text)s” is no number.") % {"text": str(error)[:40]})


def extended_text(item: Item) -> ParsedQuestion:
    """An open answer, without criteria: none are read from the file. What it calls right shows how one may answer."""
    if item.declared.mapping:
        item.doubt(_("The file gives points for words; here a trainer marks."))
    return replace(item.question, model_answer="\n".join(item.declared.correct))


def order(item: Item) -> ParsedQuestion:
    """Raises QuestionRefused unless the right order names every option once."""
    options = dict(zip(_identifiers(found := item.interaction.all("simplechoice")), found, strict=True))
    item.doubt_marking()
    if set(item.declared.correct) != set(options) or len(item.declared.correct) != len(options):
        raise QuestionRefused(_("The right order does not name every answer once."))
    answers = tuple(Answer(part_text(options[key])) for key in item.declared.correct)
    return replace(item.question, kind="ordering", answers=answers, all_or_nothing=True)


def match(item: Item) -> ParsedQuestion:
    """What the second set has left over becomes false partners. Raises QuestionRefused unless each of the first has one."""
    sets = item.interaction.all("simplematchset")
    if len(sets) != 2:
        raise QuestionRefused(_("A match needs two sets."))
    left, right = (one.all("simpleassociablechoice") for one in sets)
    _identifiers([*left, *right])
    partners = _partners(item)
    texts = {each.attributes["identifier"]: part_text(each) for each in [*left, *right]}
    stems, choices = ({each.attributes["identifier"] for each in one} for one in (left, right))
    if set(partners) != stems or not set(partners.values()) <= choices:
        raise QuestionRefused(_("Each entry of the first set needs exactly one partner in the second."))
    pairs = [Pair(texts[stem], plain(texts[partners[stem]])) for stem in (each.attributes["identifier"] for each in left)]
    used = set(partners.values())
    pairs += [Pair(Text("", "html"), plain(text)) for key, text in texts.items() if key not in used and key not in partners]
    item.doubt_marking()
    return replace(item.question, kind="matching", pairs=tuple(pairs), all_or_nothing=not item.is_mapped)


def _partners(item: Item) -> dict[str, str]:
    """The right partner of each entry, from the right pairs or from those that earn points."""
    declared = item.declared
    written = declared.correct
    if item.is_mapped and declared.mapping is not None:
        written = [key for key, entry in declared.mapping.items() if entry.value > 0]
        if len({entry.value for entry in declared.mapping.values()}) > 1 or declared.default:
            item.doubt(_("The pairs earn different points; here each earns the same."))
        if declared.correct and {" ".join(pair.split()) for pair in declared.correct} != {
            " ".join(pair.split()) for pair in written
        }:
            item.doubt(_("What is declared right is not what earns the points."))
    pairs = [pair.split() for pair in written]
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise QuestionRefused(_("Nothing says which pairs are right."))
    if len({pair[0] for pair in pairs}) < len(pairs):
        raise QuestionRefused(_("An entry has several right partners, which is not read."))
    return {pair[0]: pair[1] for pair in pairs}
