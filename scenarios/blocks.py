"""How a scenario is stored while it is edited. Scenes, choices, meters and flags refer to each other by key.

A key is written once and never shown to learners; titles may change freely without breaking a link.
"""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from base.blocks import prose
from law.blocks import rules_list

QUALITIES = [("right", _("Right")), ("acceptable", _("Acceptable")), ("wrong", _("Wrong")), ("unlawful", _("Unlawful"))]
OUTCOMES = [("good", _("Good")), ("mixed", _("Mixed")), ("bad", _("Bad"))]
TESTS = [
    ("meter-at-least", _("Meter is at least")),
    ("meter-equals", _("Meter is exactly")),
    ("meter-at-most", _("Meter is at most")),
    ("flag-set", _("Flag is set")),
    ("flag-clear", _("Flag is not set")),
    ("seen", _("Scene was visited")),
    ("chose", _("Choice was made (scene/choice)")),
    ("level-at-least", _("Player’s level is at least")),
]
EFFECTS = [("add", _("Meter: add")), ("set", _("Meter: set to")), ("set-flag", _("Set flag")), ("clear-flag", _("Clear flag"))]


def key_block(**kwargs: object) -> blocks.CharBlock:
    """A short name that others refer to: small letters, digits, hyphens."""
    return blocks.CharBlock(
        max_length=60,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*\Z", _("Small letters, digits and hyphens only."))],
        **kwargs,
    )


def place_block(**kwargs: object) -> blocks.IntegerBlock:
    """Pixels of the map. It is no part of an edition: moving a scene releases nothing."""
    return blocks.IntegerBlock(required=False, min_value=-20_000, max_value=20_000, **kwargs)


def note_block() -> blocks.TextBlock:
    return blocks.TextBlock(required=False, rows=2, label=_("Note for authors"), help_text=_("Learners never see it."))


class TestBlock(blocks.StructBlock):
    """One condition. ``subject`` is a meter, flag, scene or scene/choice; ``number`` a meter's value or a level."""

    test = blocks.ChoiceBlock(choices=TESTS, label=_("Test"))
    subject = blocks.CharBlock(required=False, max_length=121, label=_("Of what"))
    number = blocks.IntegerBlock(required=False, label=_("Number"))

    class Meta:
        label = _("Condition")


class ConditionBlock(blocks.StructBlock):
    """All or any of some tests, with one level of grouping."""

    combine = blocks.ChoiceBlock(choices=[("all", _("All of")), ("any", _("Any of"))], default="all", label=_("Combine"))
    tests = blocks.ListBlock(TestBlock(), default=[], label=_("Conditions"))
    groups = blocks.ListBlock(
        blocks.StructBlock(
            [
                (
                    "combine",
                    blocks.ChoiceBlock(choices=[("all", _("All of")), ("any", _("Any of"))], default="any", label=_("Combine")),
                ),
                ("tests", blocks.ListBlock(TestBlock(), default=[], label=_("Conditions"))),
            ]
        ),
        default=[],
        label=_("Groups"),
    )

    class Meta:
        label = _("When")


class EffectBlock(blocks.StructBlock):
    effect = blocks.ChoiceBlock(choices=EFFECTS, label=_("Effect"))
    subject = key_block(label=_("Meter or flag"))
    number = blocks.IntegerBlock(required=False, label=_("Number"))

    class Meta:
        label = _("Effect")


class ChoiceBlock(blocks.StructBlock):
    """What the player may do in a scene, and all that follows from it."""

    key = key_block(label=_("Key"))
    text = blocks.CharBlock(max_length=300, label=_("Text"))
    target = key_block(required=False, label=_("Leads to"), help_text=_("Key of a scene or ending. Empty: not built yet."))
    quality = blocks.ChoiceBlock(choices=QUALITIES, label=_("Quality"))
    when = ConditionBlock(label=_("Only when"))
    unmet_reason = blocks.CharBlock(
        required=False,
        max_length=200,
        label=_("If not met"),
        help_text=_("Shown greyed with this reason; empty hides the choice."),
    )
    effects = blocks.ListBlock(EffectBlock(), default=[], label=_("Effects"))
    consequence = prose(required=False, label=_("What happens"))
    feedback = prose(required=False, label=_("For the debrief: why"))
    better = key_block(required=False, label=_("Better choice"), help_text=_("Key of a choice of this scene."))
    rules = rules_list()

    class Meta:
        icon = "arrow-right"
        label = _("Choice")


class RouteBlock(blocks.StructBlock):
    """An automatic way on; the first whose condition holds is taken."""

    when = ConditionBlock(label=_("When"))
    target = key_block(label=_("Leads to"))

    class Meta:
        icon = "redirect"
        label = _("Route")


class SceneBlock(blocks.StructBlock):
    """One moment of the story: a text, then choices or automatic routes."""

    key = key_block(label=_("Key"))
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    body = prose(label=_("Text"))
    image = ImageChooserBlock(required=False, label=_("Image"))
    image_text = blocks.CharBlock(required=False, max_length=300, label=_("Alternative text"))
    sound = DocumentChooserBlock(required=False, label=_("Sound"))
    sound_text = blocks.TextBlock(required=False, rows=2, label=_("The sound in words"))
    seconds = blocks.IntegerBlock(required=False, min_value=5, max_value=600, label=_("Time limit (seconds)"))
    timeout_choice = key_block(required=False, label=_("Choice taken when time is up"))
    is_checkpoint = blocks.BooleanBlock(required=False, label=_("Checkpoint"))
    choices = blocks.ListBlock(ChoiceBlock(), default=[], label=_("Choices"))
    routes = blocks.ListBlock(RouteBlock(), default=[], label=_("Routes"))
    group = blocks.CharBlock(required=False, max_length=60, label=_("Group on the map"))
    note = note_block()
    x = place_block(label=_("Place on the map, across"))
    y = place_block(label=_("Place on the map, down"))

    class Meta:
        icon = "doc-empty"
        label = _("Scene")
        label_format = "{title}"


class ScenesBlock(blocks.StreamBlock):
    scene = SceneBlock()

    class Meta:
        collapsed = True


class EndingBlock(blocks.StructBlock):
    """How a story can end, and what that teaches."""

    key = key_block(label=_("Key"))
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    outcome = blocks.ChoiceBlock(choices=OUTCOMES, label=_("Outcome"))
    body = prose(label=_("Text"))
    debrief = prose(label=_("What it teaches"))
    note = note_block()
    x = place_block(label=_("Place on the map, across"))
    y = place_block(label=_("Place on the map, down"))

    class Meta:
        icon = "tick"
        label = _("Ending")
        label_format = "{title}"


class EndingsBlock(blocks.StreamBlock):
    ending = EndingBlock()


class BandBlock(blocks.StructBlock):
    up_to = blocks.IntegerBlock(label=_("Up to"))
    says = blocks.CharBlock(max_length=200, label=_("Sentence"))


class MeterBlock(blocks.StructBlock):
    """A whole number, at most 20 steps wide, that choices move."""

    key = key_block(label=_("Key"))
    name = blocks.CharBlock(max_length=60, label=_("Name"))
    start = blocks.IntegerBlock(min_value=-100, max_value=100, label=_("At the start"))
    minimum = blocks.IntegerBlock(required=False, min_value=-100, max_value=100, default=0, label=_("Lowest value"))
    maximum = blocks.IntegerBlock(min_value=-99, max_value=100, label=_("Highest value"))
    good = blocks.ChoiceBlock(
        choices=[("high", _("High is good")), ("low", _("Low is good"))], default="high", label=_("Direction")
    )
    is_hidden = blocks.BooleanBlock(required=False, label=_("Hidden until the debrief"))
    bands = blocks.ListBlock(BandBlock(), default=[], label=_("Sentences for the debrief"))

    class Meta:
        label = _("Meter")
        label_format = "{name}"


class MetersBlock(blocks.StreamBlock):
    meter = MeterBlock()


class FlagBlock(blocks.StructBlock):
    key = key_block(label=_("Key"))
    name = blocks.CharBlock(max_length=120, label=_("Meaning"))

    class Meta:
        label_format = "{name}"


class FlagsBlock(blocks.StreamBlock):
    flag = FlagBlock()


class MeterBoundBlock(blocks.StructBlock):
    subject = key_block(label=_("Meter"))
    at_least = blocks.IntegerBlock(required=False, label=_("At least"))
    at_most = blocks.IntegerBlock(required=False, label=_("At most"))


class MeterBoundsBlock(blocks.StreamBlock):
    bound = MeterBoundBlock()
