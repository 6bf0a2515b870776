"""The form in which scenarios are exchanged as JSON, with a published schema. Unknown words in it are refused.

It is the document of an edition, with places on the map and notes for authors, and without what a library holds: a rule is
known by its citation, a picture and a sound by their words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from base.streams import refuse_what_is_no_text
from scenarios.importing.passages import MOST_BYTES, Refused
from scenarios.importing.reading import decoded, h5p_or_packed, is_h5p

# A draft may be incomplete: what its author has not written yet is empty, or no number.
Key = Annotated[str, StringConstraints(pattern=r"^([a-z0-9][a-z0-9-]*)?$", max_length=60)]
Html = Annotated[str, StringConstraints(max_length=50_000)]
Number = Annotated[int, Field(ge=-1_000, le=1_000)]
Amount = Annotated[int, Field(ge=-(2**53) + 1, le=2**53 - 1)]  # the editor sets no bound; beyond this a browser miscounts
Pixels = Annotated[int, Field(ge=-20_000, le=20_000)]
Some: Any = Field(default_factory=list, max_length=400)


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class TestPart(Part):
    __test__ = False  # not a test case

    test: Literal[
        "meter-at-least",
        "meter-equals",
        "meter-at-most",
        "flag-set",
        "flag-clear",
        "seen",
        "chose",
        "level-at-least",
        "",
    ]
    subject: str = Field("", max_length=121)
    number: Amount | None = None


class GroupPart(Part):
    combine: Literal["all", "any"] = "all"
    tests: list[TestPart] = Some


class ConditionPart(GroupPart):
    groups: list[GroupPart] = Some


class EffectPart(Part):
    effect: Literal["add", "set", "set-flag", "clear-flag", ""]
    subject: Key
    number: Amount | None = None


class RulePart(Part):
    """Only the citation counts: the rule is looked up in the library."""

    model_config = ConfigDict(extra="ignore", strict=True)
    citation: str = Field(max_length=200)


class ChoicePart(Part):
    key: Key
    text: str = Field("", max_length=300)
    target: Key = ""
    quality: Literal["right", "acceptable", "wrong", "unlawful", ""] = ""
    when: ConditionPart | None = None
    unmet_reason: str = Field("", max_length=200)
    effects: list[EffectPart] = Some
    consequence: Html = ""
    feedback: Html = ""
    better: Key = ""
    rules: list[RulePart] = Some


class RoutePart(Part):
    when: ConditionPart | None = None
    target: Key = ""


class ImagePart(Part):
    url: str = ""
    width: int = 0
    height: int = 0
    text: str = Field("", max_length=300)


class SoundPart(Part):
    url: str = ""
    title: str = ""
    text: str = ""


class PlacedPart(Part):
    x: Pixels | None = None
    y: Pixels | None = None
    note: str = Field("", max_length=20_000)


class ScenePart(PlacedPart):
    key: Key
    title: str = Field("", max_length=120)
    body: Html = ""
    image: ImagePart | None = None
    sound: SoundPart | None = None
    seconds: Annotated[int, Field(ge=5, le=600)] | None = None
    timeout_choice: Key = ""
    is_checkpoint: bool = False
    choices: list[ChoicePart] = Some
    routes: list[RoutePart] = Some
    group: str = Field("", max_length=60)


class BandPart(Part):
    up_to: Amount | None
    says: str = Field(max_length=200)


class MeterPart(Part):
    key: Key
    name: str = Field("", max_length=60)
    start: Number | None
    minimum: Number = 0
    maximum: Number | None
    good: Literal["high", "low"] = "high"
    is_hidden: bool = False
    bands: list[BandPart] = Some


class FlagPart(Part):
    key: Key
    name: str = Field("", max_length=120)


class EndingPart(PlacedPart):
    key: Key
    title: str = Field("", max_length=120)
    outcome: Literal["good", "mixed", "bad", ""] = ""
    body: Html = ""
    debrief: Html = ""


class BoundPart(Part):
    subject: Key
    at_least: Amount | None = None
    at_most: Amount | None = None


class PassesPart(Part):
    unlawful: Annotated[int, Field(ge=0, le=1_000)] = 0
    meters: list[BoundPart] = Some


class ScenarioDocument(Part):
    """A scenario of Bluehelm."""

    model_config = ConfigDict(extra="forbid", strict=True, title="Bluehelm scenario")

    format: Literal[1, 2]
    title: str = Field(max_length=255)
    language: str = Field("en", max_length=10)
    role: str = Field("", max_length=5_000)
    family: Literal["protect", "detain", "conduct"] = "protect"
    mode: Literal["assessed", "practice"] = "assessed"
    start: str = Field("", pattern=r"^[A-Za-z0-9_-]*$", max_length=60)
    meters: list[MeterPart] = Field(default_factory=list, max_length=20)
    flags: list[FlagPart] = Some
    scenes: list[ScenePart] = Field(default_factory=list, max_length=2_000)
    endings: list[EndingPart] = Some
    passes: PassesPart = Field(default_factory=PassesPart)


def schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of the document."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ScenarioDocument.model_json_schema()}


def read_document(content: bytes) -> dict[str, Any]:
    """A document whose form is right; whether it makes sense, the checker says. Raises Refused."""
    if len(content) > MOST_BYTES:
        raise Refused(_("The file is larger than %d MB. Take pictures and sounds out of it.") % (MOST_BYTES // 1024 // 1024))
    try:
        data = json.loads(decoded(content))
        refuse_what_is_no_text(data, numbers=False)  # those the model refuses by their place
    except (ValueError, RecursionError):
        raise Refused(_("This JSON is damaged: it cannot be read to its end.")) from None
    try:
        return ScenarioDocument.model_validate(data).model_dump()
    except ValidationError as error:
        if isinstance(data, dict) and is_h5p(data):
            raise Refused(h5p_or_packed("h5p")) from None
        first = error.errors()[0]
        where = " → ".join(str(step) for step in first["loc"]) or _("the whole")
        raise Refused(
            _("This JSON is no scenario of Bluehelm. At %(where)s: %(what)s.") % {"where": where, "what": _why(first)}
        ) from None


WHY = {
    "missing": gettext_lazy("it is missing"),
    "extra_forbidden": gettext_lazy("this word is not known here"),
    "literal_error": gettext_lazy("only these are known: %(expected)s"),
    "string_pattern_mismatch": gettext_lazy("small letters, digits and hyphens only"),
    "string_too_long": gettext_lazy("at most %(max_length)s characters"),
    "too_long": gettext_lazy("at most %(max_length)s of them"),
    "greater_than_equal": gettext_lazy("at least %(ge)s"),
    "less_than_equal": gettext_lazy("at most %(le)s"),
}


def _why(error: Mapping[str, Any]) -> str:
    """In the reader's language."""
    told, limits = WHY.get(error["type"]), {name: str(value) for name, value in error.get("ctx", {}).items()}
    return (
        told % {**limits, "expected": limits.get("expected", "").replace(" or ", _(", "))}
        if told
        else _("it is of another kind than it should be")
    )
