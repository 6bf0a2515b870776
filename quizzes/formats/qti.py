"""QTI 2.1 and 3.0 items (1EdTech): choice, inline choice, match, order, text entry and extended text.

Both versions are read alike: names lose their prefix, dashes and capitals. What only a QTI player can work out (templates,
adaptive items, own rules of marking) is refused or doubted, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _

from quizzes.formats import qti_answers
from quizzes.formats.bounds import title_of, too_much, unreadable_signs
from quizzes.formats.doubts import doubts
from quizzes.formats.qti_answers import Item
from quizzes.formats.qti_doubts import doubts_of, is_hiding, is_true, refuse_unknown_values
from quizzes.formats.qti_parts import Declaration, body_text, declaration_of, processing_of
from quizzes.formats.question import Found, ParsedQuestion, QuestionRefused, UnreadableFile
from quizzes.formats.tree import Node

Reader = Callable[[Item], ParsedQuestion]
ITEM, TEST, STIMULUS, MANIFEST, OLD = "assessmentitem", "assessmenttest", "assessmentstimulus", "manifest", "questestinterop"
SECOND, THIRD = "http://www.imsglobal.org/xsd/imsqti_v2p", "http://www.imsglobal.org/xsd/imsqtiasi_v3p"
READERS: dict[str, Reader] = {
    "choiceinteraction": qti_answers.choice,
    "inlinechoiceinteraction": qti_answers.choice,
    "textentryinteraction": qti_answers.text_entry,
    "extendedtextinteraction": qti_answers.extended_text,
    "matchinteraction": qti_answers.match,
    "orderinteraction": qti_answers.order,
}


def plain_names(node: Node) -> Node:
    """The element with the names that both versions share: ``qti-choice-interaction`` and ``choiceInteraction`` are one."""
    content = [each if isinstance(each, str) else plain_names(each) for each in node.content]
    return Node(_plain(node.tag), node.line, {_plain(name): value for name, value in node.attributes.items()}, content)


def _plain(name: str) -> str:
    return name.removeprefix("qti-").replace("-", "").lower()


def read_item(root: Node, file: str) -> Found:
    """``root``: with the names of the file. Raises UnreadableFile."""
    root_name = _plain(root.tag)
    if root_name in (TEST, STIMULUS, MANIFEST):
        raise UnreadableFile(_("This file names questions that stand in other files. Send the whole package (.zip)."), root.line)
    if root_name == OLD:
        raise old_version(root)
    if root_name != ITEM:
        raise UnreadableFile(_("“%(tag)s” is no question.") % {"tag": root.tag[:40]}, root.line)
    is_third = root.tag.startswith("qti-")
    if not root.namespace.startswith(THIRD if is_third else SECOND):
        raise UnreadableFile(
            _("The item does not say in which version of QTI it is, or says two. Read are 2.1 and 3.0."), root.line
        )
    node = plain_names(root)
    found = Found(file, node.line, title_of(node.attributes.get("title", "") or node.attributes.get("identifier", "")))
    if signs := unreadable_signs(_everything(node)):
        return replace(found, refusal=signs)
    try:
        item = _item(node, is_third=is_third)
        question = READERS[item.interaction.tag](item)
        if much := too_much(question):
            return replace(found, refusal=much)
    except QuestionRefused as reason:
        return replace(found, refusal=str(reason))
    return replace(found, question=question, warnings=(*item.doubts, *doubts(question)))


def old_version(root: Node) -> UnreadableFile:
    return UnreadableFile(_("This is QTI 1. Export the questions as QTI 2.1 or 3.0, or as Moodle XML."), root.line)


def _everything(node: Node) -> str:
    """All text, and what stands in attributes: a title or an identifier is kept as well."""
    written = (each if isinstance(each, str) else _everything(each) for each in node.content)
    return "".join((*node.attributes.values(), *written))


def _item(node: Node, *, is_third: bool) -> Item:
    body = node.first("itembody")
    if body is None:
        raise QuestionRefused(_("The item has no body."))
    _refuse_computed(node)
    interaction = _interaction(body)
    declaration = _declaration(node, interaction)
    refuse_unknown_values(interaction, declaration)
    question = ParsedQuestion(
        kind="open-answer",
        stem=body_text(body, interaction),
        name=" ".join(node.attributes.get("title", "").split()),
        idnumber=node.attributes.get("identifier", ""),
    )
    item = Item(node, interaction, declaration, processing_of(node), question, is_third, _doubts(node, body))
    for doubt in doubts_of(interaction, declaration, is_mapped=item.is_mapped):
        item.doubt(doubt)
    return item


def _refuse_computed(node: Node) -> None:
    if is_true(node.attributes.get("adaptive", "")):
        raise QuestionRefused(_("The item changes with each answer (adaptive), which is not read."))
    if node.first("templatedeclaration") or node.first("templateprocessing"):
        raise QuestionRefused(_("The item makes up its values anew each time (template), which is not read."))
    if any(node.below("include", "printedvariable")):
        raise QuestionRefused(_("The item takes a part of its text from elsewhere."))


def _refers_to_stimulus(body: Node) -> bool:
    return any("datastimulusidref" in each.attributes for each in (body, *_below(body)))


def _interaction(body: Node) -> Node:
    found = [each for each in _below(body) if each.tag.endswith("interaction")]
    if not found:
        raise QuestionRefused(_("This is a text without answers, not a question."))
    unread = [each.tag for each in found if each.tag not in READERS]
    if unread:
        raise QuestionRefused(
            _("Interactions of the kind “%(kind)s” are not read.") % {"kind": unread[0].removesuffix("interaction")}
        )
    if len(found) > 1:
        raise QuestionRefused(
            _("The item asks for %(count)s answers at once. Ask each as a question of its own.") % {"count": len(found)}
        )
    return found[0]


def _below(node: Node) -> list[Node]:
    return [each for child in node.children for each in (child, *_below(child))]


def _declaration(node: Node, interaction: Node) -> Declaration:
    wanted = interaction.attributes.get("responseidentifier", "")
    for each in node.all("responsedeclaration"):
        if each.attributes.get("identifier") == wanted:
            return declaration_of(each)
    raise QuestionRefused(_("The item does not declare the response “%(name)s”.") % {"name": wanted[:40]})


def _doubts(node: Node, body: Node) -> tuple[str, ...]:
    found = []
    if node.first("stimulusref") or node.first("assessmentstimulusref") or _refers_to_stimulus(body):
        found.append(_("A text that belongs to the question stands in another file."))
    if _loses_feedback(node, body):
        found.append(_("Feedback that depends on the result is not taken over."))
    if any("candidate" not in each.attributes.get("view", "candidate").split() for each in body.below("rubricblock")):
        found.append(_("Notes for those who mark are not taken over."))
    if any(each.tag == "infocontrol" or "hidden" in each.attributes for each in _below(body)):
        found.append(_("A part of the text is hidden; here it is shown."))
    return tuple(found)


def _loses_feedback(node: Node, body: Node) -> bool:
    """Kept is what is said to whoever chose an option of a choice, by that option."""
    options = [each for each in _below(body) if each.tag == "simplechoice"] if any(body.below("choiceinteraction")) else []
    options += list(body.below("inlinechoice"))
    modal = node.all("modalfeedback")
    within = [(each, option) for option in options for each in option.all("feedbackinline")]
    kept = {id(each) for each, option in within if each.attributes.get("identifier") == option.attributes.get("identifier")}
    names = {option.attributes.get("identifier") for option in options}
    kept |= {id(each) for each in modal if each.attributes.get("identifier") in names}
    told = [*modal, *body.below("feedbackinline", "feedbackblock")]
    return any(id(each) not in kept or is_hiding(each) for each in told)
