"""Moodle XML (docs.moodle.org/en/Moodle_XML_format): what the house can ask, and what else a question says kept beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _

from quizzes.formats.bounds import bounded, title_of, too_much, unreadable_signs
from quizzes.formats.doubts import doubts
from quizzes.formats.moodle_nodes import flag, kept, markup_of, number_in, text_of, words, words_in
from quizzes.formats.numbers import number_of
from quizzes.formats.question import Answer, Found, Kind, Pair, ParsedQuestion, QuestionRefused, Text, Unit, UnreadableFile
from quizzes.formats.shares import share_of
from quizzes.formats.tree import Node
from quizzes.formats.whole import doubled_unit

Reader = Callable[[Node, ParsedQuestion], ParsedQuestion]
ALL_OR_NOTHING, BY_PLACE, ALL_ANSWERS = "ALL_OR_NOTHING", "ABSOLUTE_POSITION", "ALL"  # of an ordering
WITH_TEXT = ("name", "questiontext", "generalfeedback", "answer", "feedback", "subquestion")
OWN = {
    "name",
    "questiontext",
    "generalfeedback",
    "idnumber",
    "tags",
    "answer",
    "subquestion",
    "single",
    "usecase",
    "units",
    "gradingtype",
}


def read_root(root: Node, file: str) -> list[Found]:
    """Every question of the file. Raises UnreadableFile."""
    if root.tag != "quiz":
        raise UnreadableFile(_("This is no Moodle XML: its outermost element is “%(tag)s”.") % {"tag": root.tag[:40]}, root.line)
    found: list[Found] = []
    category = ""
    for node in root.children:
        if node.tag != "question":
            found.append(Found(file, node.line, node.tag[:80], refusal=_("“%(tag)s” is no question.") % {"tag": node.tag[:40]}))
        elif node.attributes.get("type") == "category":
            category = words(node.first("category"))
        else:
            found.append(_found(node, file, category))
        bounded(found)
    return found


def _found(node: Node, file: str, category: str) -> Found:
    name = words(node.first("name"))
    found = Found(file, node.line, title_of(name or words(node.first("questiontext"))))
    if signs := unreadable_signs(_everything(node)):
        return replace(found, refusal=signs)
    try:
        question = _question(node, name, category)
        if much := too_much(question):
            return replace(found, refusal=much)
    except QuestionRefused as reason:
        return replace(found, refusal=str(reason))
    return replace(found, question=question, warnings=(*_own_doubts(node), *doubts(question)))


def _everything(node: Node) -> str:
    return "".join(each if isinstance(each, str) else _everything(each) for each in node.content)


def _question(node: Node, name: str, category: str) -> ParsedQuestion:
    read_kind = READERS.get(node.attributes.get("type", ""))
    if read_kind is None:
        raise QuestionRefused(_refused_type(node.attributes.get("type", "")))
    stem = node.first("questiontext")
    if stem is None:
        raise QuestionRefused(_("The question has no text."))
    _refuse_lost_words(node)
    tags = node.first("tags")
    question = ParsedQuestion(
        kind="open-answer",
        stem=text_of(stem),
        name=name,
        feedback=text_of(node.first("generalfeedback"), markup_of(stem)),
        category=category,
        idnumber=words_in(node, "idnumber"),
        tags=tuple(words(tag) for tag in tags.all("tag")) if tags else (),
        moodle=tuple(kept(each) for each in node.children if each.tag not in OWN),
    )
    return read_kind(node, question)


def _refuse_lost_words(node: Node) -> None:
    """Words that would go in silence: “which is <b>not</b> right” would ask the opposite."""
    if any(each.text.strip() for each in (node, *node.below(*WITH_TEXT))):
        raise QuestionRefused(_("Words stand outside the element “text”, where they would be lost."))
    if any(text.children for text in node.below("text")):
        raise QuestionRefused(_("A text holds elements, whose words would be lost. Write it as CDATA, or escape its “<”."))
    doubled = [each for each in (node, *node.below(*WITH_TEXT)) if len(each.all("text")) > 1]
    if doubled or any(len(node.all(tag)) > 1 for tag in ("name", "questiontext", "generalfeedback")):
        raise QuestionRefused(_("A text stands there twice, and only one can be meant."))


def _refused_type(kind: str) -> str:
    if kind == "description":
        return _("This is a text without answers, not a question.")
    if kind in ("cloze", "multianswer"):
        return _("This is a gap text (cloze) of several questions. Ask each gap as a question of its own.")
    return _("Questions of the type “%(type)s” are not read.") % {"type": kind[:40]}


def _own_doubts(node: Node) -> list[str]:
    """What Moodle does and the house does not."""
    found, is_ordering = [], node.attributes.get("type") == "ordering"
    if flag(node, "hidden"):
        found.append(_("The question is hidden or an old version in Moodle."))
    if is_ordering and words_in(node, "gradingtype") not in (ALL_OR_NOTHING, BY_PLACE):
        found.append(_("The order is marked in another way in Moodle; here each answer in its place counts the same."))
    if is_ordering and words_in(node, "selecttype") not in ("", ALL_ANSWERS):
        found.append(_("Moodle asks for the order of some of the answers, drawn each time; here of all."))
    places = [number_of(answer.attributes["fraction"]) for answer in node.all("answer")] if is_ordering else []
    if places != sorted(places):
        found.append(_("The answers stand in another order than their places say; Moodle goes by how they stand."))
    if words_in(node, "unitgradingtype") not in ("", "0") and number_in(node, "unitpenalty", 1.0) < 1:
        found.append(_("A wrong unit costs a part of the mark in Moodle; here the whole."))
    if words_in(node, "responseformat") == "noinline" or number_in(node, "attachmentsrequired", 0) > 0:
        found.append(_("The answer is a file in Moodle; here it is a text."))
    if words(node.first("graderinfo")):
        found.append(_("Notes for those who mark are not taken over."))
    return found


# --- Kinds ----------------------------------------------------------------------------------------


def _choice(node: Node, question: ParsedQuestion) -> ParsedQuestion:
    single = node.first("single") is None or flag(node, "single")
    keeps_order = node.first("shuffleanswers") is not None and not flag(node, "shuffleanswers")
    kind: Kind = "single" if single else "multiple"
    return replace(question, kind=kind, answers=_answers(node, question), keeps_order=keeps_order)


def _short_answer(node: Node, question: ParsedQuestion) -> ParsedQuestion:
    answers = tuple(replace(each, text=replace(each.text, markup="plain")) for each in _answers(node, question))
    return replace(question, kind="short-answer", answers=answers, case_sensitive=flag(node, "usecase"))


def _true_false(node: Node, question: ParsedQuestion) -> ParsedQuestion:
    answers = {each.text.text.strip().lower(): each for each in _answers(node, question)}
    if (
        set(answers) != {"true", "false"}
        or len(node.all("answer")) != 2
        or sorted(each.share for each in answers.values()) != [0.0, 1.0]
    ):
        raise QuestionRefused(_("True or false needs the answers “true” and “false”, one of them right."))
    pair = (replace(answers[word], text=Text(word)) for word in ("true", "false"))
    return replace(question, kind="true-false", answers=tuple(pair))


def _numerical(node: Node, question: ParsedQuestion) -> ParsedQuestion:
    answers = []
    for written, answer in zip(node.all("answer"), _answers(node, question), strict=True):
        value, tolerance = answer.text.text.strip(), words_in(written, "tolerance") or "0"
        try:
            if value != "*":
                number_of(value)
            answers.append(replace(answer, text=Text(value), tolerance=abs(number_of(tolerance))))
        except ValueError:
            raise QuestionRefused(_("“%(text)s” is no number.") % {"text": f"{value} ± {tolerance}"[:60]})
    needed = words_in(node, "unitgradingtype") not in ("", "0")
    return replace(question, kind="numerical", answers=tuple(answers), units=_units(node), unit_needed=needed)


def _units(node: Node) -> tuple[Unit, ...]:
    """Moodle divides by the multiplier of a unit."""
    units = list[Unit]()
    for each in node.below("unit"):
        try:
            multiplier = number_of(words_in(each, "multiplier"))
        except ValueError:
            multiplier = 0.0
        name = words_in(each, "unit_name")
        if multiplier <= 0:
            raise QuestionRefused(_("The unit “%(name)s” has no number above 0 to multiply by.") % {"name": name[:40]})
        units.append(Unit(name, 1 / multiplier))
    if fault := doubled_unit(units):
        raise QuestionRefused(fault)
    return tuple(units)


def _matching(node: Node, question: ParsedQuestion) -> ParsedQuestion:
    pairs = [Pair(text_of(each), words(each.first("answer"))) for each in node.all("subquestion")]
    return replace(question, kind="matching", pairs=tuple(pairs))


def _essay(node: Node, question: ParsedQuestion) -> ParsedQuestion:
    return question


def _ordering(node: Node, question: ParsedQuestion) -> ParsedQuestion:
    """The fraction of an answer is its place."""
    items = []
    for each in node.all("answer"):
        try:
            items.append((number_of(each.attributes.get("fraction", "")), text_of(each, markup_of(node.first("questiontext")))))
        except ValueError:
            raise QuestionRefused(_("An answer does not say its place in the order."))
    if len({place for place, _text in items}) < len(items):
        raise QuestionRefused(_("Two answers have the same place in the order."))
    items.sort(key=lambda item: item[0])
    answers = tuple(Answer(text) for _place, text in items)
    return replace(question, kind="ordering", answers=answers, all_or_nothing=words_in(node, "gradingtype") == ALL_OR_NOTHING)


READERS: dict[str, Reader] = {
    "multichoice": _choice,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "numerical": _numerical,
    "matching": _matching,
    "essay": _essay,
    "ordering": _ordering,
}


def _answers(node: Node, question: ParsedQuestion) -> tuple[Answer, ...]:
    answers = []
    for each in node.all("answer"):
        fraction = each.attributes.get("fraction", "0")
        try:
            share = share_of(fraction)
        except ValueError:
            raise QuestionRefused(_("%(share)s %% is no share between −100 and 100.") % {"share": fraction[:20]})
        markup = question.stem.markup
        answers.append(Answer(text_of(each, markup), share, text_of(each.first("feedback"), markup)))
    return tuple(answers)
