"""Blocks that any page may use; they know no domain."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from base.diagrams import DRAWINGS, drawing_choices

PROSE_FEATURES = ["bold", "italic", "ol", "ul", "link", "h3"]
LINE_FEATURES = ["bold", "italic", "link"]


def prose(**kwargs: Any) -> blocks.RichTextBlock:
    """Running text: paragraphs, lists, third-level headings."""
    return blocks.RichTextBlock(features=PROSE_FEATURES, **kwargs)


def line(**kwargs: Any) -> blocks.RichTextBlock:
    """One or a few sentences without lists."""
    return blocks.RichTextBlock(features=LINE_FEATURES, **kwargs)


class SituationBlock(blocks.StructBlock):
    """“What would you do?”: a few lines that put the reader into the place."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    text = prose(label=_("Text"))

    class Meta:
        icon = "help"
        label = _("Situation")
        template = "blocks/situation.html"


class DoDontBlock(blocks.StructBlock):
    """What to do beside what not to do."""

    do = blocks.ListBlock(line(label=_("Do")), label=_("Do"), default=[])
    dont = blocks.ListBlock(line(label=_("Don’t")), label=_("Don’t"), default=[])

    class Meta:
        icon = "list-ul"
        label = _("Do and don’t")
        template = "blocks/do_dont.html"


class ImageBlock(blocks.StructBlock):
    """A picture; alternative text and credit are required."""

    image = ImageChooserBlock(label=_("Image"))
    alternative_text = blocks.CharBlock(
        label=_("Alternative text"), help_text=_("What the picture shows, for those who cannot see it.")
    )
    credit = blocks.CharBlock(label=_("Credit"))
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "blocks/image.html"


class DiagramBlock(blocks.StructBlock):
    """A drawing of our own, with a text alternative and a list that explains its numbers."""

    drawing = blocks.ChoiceBlock(choices=drawing_choices, label=_("Drawing"))
    title = blocks.CharBlock(label=_("Title"))
    alternative_text = blocks.TextBlock(
        label=_("Alternative text"), rows=2, help_text=_("What the picture shows, for those who cannot see it.")
    )
    legend = blocks.ListBlock(
        line(label=_("What the number means")), label=_("Explanations"), help_text=_("One for each number of the drawing.")
    )

    class Meta:
        icon = "draft"
        label = _("Diagram")
        template = "blocks/diagram.html"

    def clean(self, value: Any) -> Any:
        """Refuses a list that does not explain each number of the drawing."""
        cleaned = super().clean(value)
        wanted = DRAWINGS[cleaned["drawing"]].numbers
        if len(cleaned["legend"]) != wanted:
            message = _("This drawing has %(wanted)s numbers. Explain each of them.") % {"wanted": wanted}
            raise StructBlockValidationError(block_errors={"legend": ValidationError(str(message))})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """``drawing``: None when there is none of this name any more; the list then stands alone."""
        context = super().get_context(value, parent_context=parent_context)
        context["drawing"] = DRAWINGS.get(value["drawing"])
        return context


# What browsers play, by the end of the file's name.
PLAYED = {"audio": ("aac", "m4a", "mp3", "oga", "ogg", "opus", "wav", "weba"), "video": ("mp4", "m4v", "ogv", "webm")}


class MediaBlock(blocks.StructBlock):
    """Sound or film; it loads only when the reader asks, and the transcript says the same. It outlives the file."""

    kind = blocks.ChoiceBlock(choices=[("audio", _("Audio")), ("video", _("Video"))], default="audio", label=_("Kind"))
    title = blocks.CharBlock(label=_("Title"))
    file = DocumentChooserBlock(label=_("File"))
    transcript = prose(label=_("Transcript"))

    class Meta:
        icon = "media"
        label = _("Audio or video")
        template = "blocks/media.html"

    def clean(self, value: Any) -> Any:
        """Refuses a file that no browser plays as this kind."""
        cleaned = super().clean(value)
        played = PLAYED[cleaned["kind"]]
        if cleaned["file"].file_extension.lower() not in played:
            message = _("Browsers do not play this file as %(kind)s. Choose one that ends in: %(ends)s.") % {
                "kind": dict(self.child_blocks["kind"].field.choices)[cleaned["kind"]],
                "ends": ", ".join(played),
            }
            raise StructBlockValidationError(block_errors={"file": ValidationError(str(message))})
        return cleaned


class CheckOptionBlock(blocks.StructBlock):
    """``reason``: why it is right or wrong; whoever chose reads it at once."""

    text = blocks.CharBlock(label=_("Option"))
    is_right = blocks.BooleanBlock(label=_("Right"), required=False)
    reason = blocks.TextBlock(label=_("Reason"), rows=2)

    class Meta:
        label = _("Option")


class CheckBlock(blocks.StructBlock):
    """An ungraded question; each option answers with its reason."""

    question = blocks.TextBlock(label=_("Question"), rows=2)
    options = blocks.ListBlock(CheckOptionBlock(), min_num=2, max_num=6, label=_("Options"))

    class Meta:
        icon = "tick-inverse"
        label = _("Check yourself")
        template = "blocks/check.html"

    def clean(self, value: Any) -> Any:
        """Refuses a question that has no right option."""
        cleaned = super().clean(value)
        if not any(option["is_right"] for option in cleaned["options"]):
            raise StructBlockValidationError(
                block_errors={"options": ValidationError(str(_("Mark at least one option as right.")))}
            )
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        words = [value["question"], *(f"{o['text']} {o['is_right']} {o['reason']}" for o in value["options"])]
        context["name"] = f"check-{crc32(' '.join(words).encode()):08x}"
        return context


def table_block() -> TypedTableBlock:
    """A table of short texts; the first row is its head."""
    return TypedTableBlock([("text", line(label=_("Text")))], label=_("Table"), icon="table", template="blocks/table.html")
