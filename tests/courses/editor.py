"""A lesson as the editor's form posts it."""

from __future__ import annotations

from typing import Any

from wagtail import blocks

from courses.models import LessonPage
from tests.factories.courses import prose
from tests.factories.posting import posted_block, posted_page


def posted_lesson(*parts: dict[str, Any], **extra: Any) -> dict[str, Any]:
    """The whole form with this body; ``extra``: the button that was pressed, or changed fields."""
    form = posted_page(
        title="The minimum",
        slug="the-minimum",
        summary="What holds for everyone.",
        minimum_level="1",
        minutes="12",
        is_required="on",
        opens="anytime",
        objectives=posted_block(stream("objectives"), [{"type": "objective", "value": "Say who is protected."}]),
        body=posted_block(stream("body"), parts or [prose("<p>As posted.</p>")]),
        misconceptions=posted_block(stream("misconceptions"), []),
        review_notes=posted_block(stream("review_notes"), []),
    )
    return form | extra


def stream(name: str) -> blocks.StreamBlock:
    return LessonPage._meta.get_field(name).stream_block
