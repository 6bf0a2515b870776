"""How the parts of an item are stored while it is edited: options, accepted answers, numbers, units, pairs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LONGEST_ANSWER = 250


def rationale(**kwargs: Any) -> blocks.TextBlock:
    """Why the part is right or wrong; shown with the key, so only after practice."""
    return blocks.TextBlock(rows=2, label=_("Rationale"), **kwargs)


def share(help_text: Any, least: int = 0) -> blocks.DecimalBlock:
    """Per cent of the mark, with as many places as a third needs."""
    return blocks.DecimalBlock(
        required=False, min_value=least, max_value=100, max_digits=10, decimal_places=7, label=_("Share (%)"), help_text=help_text
    )


def key() -> blocks.CharBlock:
    """The part's name for good: its id follows from it, whatever becomes of the wording."""
    return blocks.CharBlock(max_length=20, required=False, label=_("Key"), help_text=_("Set on saving; never shown."))


class OptionBlock(blocks.StructBlock):
    """One option with its verdict and the reason for it; text and verdict part ways when the item is frozen."""

    key = key()
    text = blocks.CharBlock(max_length=300, label=_("Option"))
    is_right = blocks.BooleanBlock(required=False, label=_("Right"))
    share = share(_("Of the mark, if options count differently. Usually empty."), least=-100)
    rationale = rationale()

    class Meta:
        label = _("Option")
        label_format = "{text}"


class OptionsBlock(blocks.StreamBlock):
    option = OptionBlock()


class AnswerBlock(blocks.StructBlock):
    """One text that is accepted."""

    text = blocks.CharBlock(
        max_length=LONGEST_ANSWER, label=_("Accepted answer"), help_text=_("“*” stands for any text: “*crescent*”.")
    )
    share = share(_("Of the mark. Empty: all of it."))
    rationale = rationale(required=False)

    class Meta:
        label = _("Accepted answer")
        label_format = "{text}"


class AnswersBlock(blocks.StreamBlock):
    answer = AnswerBlock()


class NumberBlock(blocks.StructBlock):
    """One number that is accepted, within a tolerance."""

    value = blocks.CharBlock(max_length=40, label=_("Number"), help_text=_("“*” stands for every other answer."))
    tolerance = blocks.CharBlock(
        max_length=40, default="0", label=_("Tolerance"), help_text=_("How far off is still right, the limit included.")
    )
    share = share(_("Of the mark. Empty: all of it."))
    rationale = rationale(required=False)

    class Meta:
        label = _("Number")
        label_format = "{value} ± {tolerance}"


class NumbersBlock(blocks.StreamBlock):
    number = NumberBlock()


class UnitBlock(blocks.StructBlock):
    """One unit that may be chosen."""

    name = blocks.CharBlock(max_length=20, label=_("Unit"))
    factor = blocks.CharBlock(
        max_length=40,
        default="1",
        label=_("Factor"),
        help_text=_(
            "What an answer in this unit is multiplied by: 1 for the unit of the numbers, 1000 for km where they are in m."
        ),
    )

    class Meta:
        label = _("Unit")
        label_format = "{name}"


class UnitsBlock(blocks.StreamBlock):
    unit = UnitBlock()


class PairBlock(blocks.StructBlock):
    """What belongs together."""

    stem = blocks.CharBlock(
        max_length=300, required=False, label=_("Left side"), help_text=_("Empty: the right side fits nowhere and misleads.")
    )
    choice = blocks.CharBlock(max_length=300, label=_("Right side"))
    rationale = rationale(required=False)

    class Meta:
        label = _("Pair")
        label_format = "{stem} → {choice}"


class PairsBlock(blocks.StreamBlock):
    pair = PairBlock()


class StepBlock(blocks.StructBlock):
    """One step; steps stand in their right order."""

    text = blocks.CharBlock(max_length=300, label=_("Step"))
    rationale = rationale(required=False)

    class Meta:
        label = _("Step")
        label_format = "{text}"


class StepsBlock(blocks.StreamBlock):
    step = StepBlock()


def percent(label: Any) -> blocks.DecimalBlock:
    """A side of a region, in per cent of the picture."""
    return blocks.DecimalBlock(min_value=0, max_value=100, max_digits=6, decimal_places=2, label=label)


class RegionBlock(blocks.StructBlock):
    """One place on the picture, in per cent of its size."""

    key = key()
    text = blocks.CharBlock(
        max_length=300,
        label=_("In words"),
        help_text=_("What is there, for whoever cannot see it. Do not tell whether it is right."),
    )
    left = percent(_("From the left (%)"))
    top = percent(_("From the top (%)"))
    width = percent(_("Width (%)"))
    height = percent(_("Height (%)"))
    is_right = blocks.BooleanBlock(required=False, label=_("Right"))
    rationale = rationale()

    class Meta:
        label = _("Place")
        label_format = "{text}"


class RegionsBlock(blocks.StreamBlock):
    region = RegionBlock()


class CriterionBlock(blocks.StructBlock):
    """One line of the rubric."""

    text = blocks.CharBlock(max_length=200, label=_("Criterion"))
    points = blocks.IntegerBlock(min_value=1, max_value=20, default=2, label=_("Points"))
    guidance = blocks.TextBlock(
        rows=2, required=False, label=_("Guidance"), help_text=_("What earns all points, and what some of them.")
    )

    class Meta:
        label = _("Criterion")
        label_format = "{text}"


class CriteriaBlock(blocks.StreamBlock):
    criterion = CriterionBlock()
