"""What an item of QTI says against itself, or says that no marking here follows: refused, or doubted in words."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quizzes.formats.qti_parts import Declaration
from quizzes.formats.question import QuestionRefused
from quizzes.formats.tree import Node

TRUE = ("true", "1")  # as XML writes it
OPTIONS = ("simplechoice", "inlinechoice")
CHOICES = ("choiceinteraction", "inlinechoiceinteraction")
ENTRIES = ("textentryinteraction", "extendedtextinteraction")
LESS_THAN_READ = ("patternmask", "base")
SUITS = {
    "orderinteraction": ("ordered",),
    "matchinteraction": ("multiple", "single"),
    "choiceinteraction": ("single", "multiple"),
}


def is_true(text: str) -> bool:
    return text.strip() in TRUE


def is_hiding(feedback: Node) -> bool:
    """Whether it is shown to everybody but those whom it names."""
    return feedback.attributes.get("showhide", "show") == "hide"


def refuse_unknown_values(interaction: Node, declared: Declaration) -> None:
    """A choice whose points go to something that is no answer, or a response of another form. Raises QuestionRefused."""
    if declared.cardinality not in SUITS.get(interaction.tag, (declared.cardinality,)):
        raise QuestionRefused(_("The response is declared in a form that does not suit the question."))
    if interaction.tag not in CHOICES or declared.mapping is None:
        return
    known = {each.attributes.get("identifier", "") for each in interaction.children if each.tag in OPTIONS}
    for key in declared.mapping:
        if key not in known:
            raise QuestionRefused(_("“%(key)s” is given points, but is no answer.") % {"key": key[:40]})


def doubts_of(interaction: Node, declared: Declaration, *, is_mapped: bool) -> Iterator[str]:
    """Each in a sentence for the author."""
    if is_mapped:
        yield from _of_points(interaction, declared)
    yield from _of_choosing(interaction, declared, is_mapped=is_mapped)
    yield from _of_number(interaction, declared)
    if any(name in interaction.attributes for name in LESS_THAN_READ):
        yield _("The field takes only answers of a certain form, which is not taken over.")
    if any("showhide" in each.attributes or "templateidentifier" in each.attributes for each in interaction.children):
        yield _("An answer is shown at some times only; here it is always shown.")


def _of_points(interaction: Node, declared: Declaration) -> Iterator[str]:
    mapping = declared.mapping or {}
    if declared.lower is not None and declared.lower > 0:
        yield _("Every answer earns something (lowerBound), which is not taken over.")
    if declared.default > 0:
        yield _("An answer that the file does not name earns points, too (defaultValue).")
    if declared.correct and interaction.tag in CHOICES + ENTRIES:
        best = max((entry.value for entry in mapping.values()), default=0.0)
        floor = best if declared.cardinality == "single" else 0.0
        earning = {key for key, entry in mapping.items() if entry.value > 0 and entry.value >= floor}
        if not set(declared.correct) <= earning or (declared.cardinality != "single" and set(declared.correct) != earning):
            yield _("What is declared right is not what earns the points.")


def _of_choosing(interaction: Node, declared: Declaration, *, is_mapped: bool) -> Iterator[str]:
    """How many may be chosen, and where they stand."""
    options = [each for each in interaction.children if each.tag in OPTIONS]
    most = interaction.attributes.get("maxchoices", "0")
    is_bounded = most.isdecimal() and 0 < int(most[:9]) < len(options)
    costs_nothing = declared.default >= 0 and all(entry.value >= 0 for entry in (declared.mapping or {}).values())
    if interaction.tag in CHOICES and declared.cardinality == "multiple" and is_mapped and is_bounded and costs_nothing:
        yield _("Only some of the answers may be chosen; here whoever chooses all earns the whole mark.")
    if is_true(interaction.attributes.get("shuffle", "")) and any(is_true(each.attributes.get("fixed", "")) for each in options):
        yield _("An answer has a fixed place among the others, which is not taken over.")
    if interaction.tag == "textentryinteraction" and not is_mapped and len(declared.correct) > 1:
        yield _("Several answers are declared right where one is given.")


def _of_number(interaction: Node, declared: Declaration) -> Iterator[str]:
    if interaction.tag in ENTRIES and declared.cardinality != "single":
        yield _("The field takes several answers at once; here it takes one.")
    if interaction.tag in CHOICES and declared.cardinality == "multiple" and interaction.attributes.get("maxchoices") == "1":
        yield _("Several answers are right, but only one may be chosen.")
