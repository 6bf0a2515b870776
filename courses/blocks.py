"""What a lesson may consist of."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from base.blocks import CheckBlock, DiagramBlock, DoDontBlock, ImageBlock, MediaBlock, SituationBlock, table_block
from law.blocks import CaseBlock, KeyRuleBlock, ProseBlock
from people.levels import Level

PARTS = [
    ("prose", ProseBlock()),
    ("key_rule", KeyRuleBlock()),
    ("situation", SituationBlock()),
    ("do_dont", DoDontBlock()),
    ("image", ImageBlock()),
    ("diagram", DiagramBlock()),
    ("case", CaseBlock()),
    ("table", table_block()),
    ("check", CheckBlock()),
    ("media", MediaBlock()),
]

NOTE_PARTS = [("prose", ProseBlock()), ("table", table_block())]  # what an instructor's note may consist of


class LevelBlock(blocks.StructBlock):
    """Parts that only a higher level needs."""

    level = blocks.ChoiceBlock(
        choices=[(str(level.value), level.label) for level in Level if level > Level.EVERYONE], label=_("From level")
    )
    parts = blocks.StreamBlock(PARTS, label=_("Parts"))

    class Meta:
        icon = "group"
        label = _("For a higher level")
        template = "blocks/level.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Readers below the level find the parts folded away, never missing."""
        context = super().get_context(value, parent_context=parent_context)
        needed = Level(int(value["level"]))
        context["level_label"] = needed.label
        context["is_needed"] = (parent_context or {}).get("reader_level", Level.EVERYONE) >= needed
        return context


class LessonBody(blocks.StreamBlock):
    """The body of a lesson: few, well-made parts."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__([*PARTS, ("level", LevelBlock())], **kwargs)
