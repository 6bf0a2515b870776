"""What the kinds share in which options are chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds.interface import (
    AnswerKey,
    Content,
    Plain,
    Posted,
    Response,
    ResponseRefused,
    Revealed,
    Shuffle,
    clipped,
    exact,
    opaque_id,
    raw_parts,
    squeezed,
    stored,
)


@dataclass(frozen=True)
class AuthoredOption:
    """One option as its author wrote it. ``share`` of the mark, 1 for all of it; None: as its verdict says."""

    key: str
    text: str
    is_right: bool
    rationale: str
    share: Fraction | None = None


@dataclass(frozen=True)
class ShownOption:
    """One option as a learner sees it; nothing in it tells whether it is right."""

    id: str
    text: str
    is_chosen: bool


def authored_options(item: Any) -> list[AuthoredOption]:
    """The options of an item that is being edited or frozen."""
    return [
        AuthoredOption(
            str(value.get("key") or ""),
            squeezed(value.get("text")),
            bool(value.get("is_right")),
            str(value.get("rationale") or "").strip(),
            share_of(value),
        )
        for value in raw_parts(item, "options")
    ]


def share_of(value: Mapping[str, Any]) -> Fraction | None:
    """From per cent, as authors write it: 33.33333 is a third."""
    share = value.get("share")
    return None if share in (None, "") else exact(float(str(share)) / 100)


def option_id(item: Any, option: AuthoredOption) -> str:
    """From its key, which outlives a new wording; from its text where it has none yet."""
    return opaque_id(item, option.key or option.text)


def options_by_id(content: Content) -> dict[str, str]:
    """From {options: [{id, text}]}."""
    return {option["id"]: option["text"] for option in content["options"]}


class Choice(Plain):
    """The common ground of single choice, multiple response and true or false."""

    template = "quizzes/kinds/_choice.html"
    fields: tuple[str, ...] = ("options", "keeps_order")
    control = "radio"
    keeps_order = False
    can_be_emptied = False
    most = 1

    def fractions(self, options: list[AuthoredOption]) -> list[Fraction]:
        """Of the mark, for each option. Once one has a share of its own, those without count nothing, unless right alone."""
        if all(option.share is None for option in options):
            return self.even_fractions(options)
        return [Fraction(option.is_right and self.most == 1) if option.share is None else option.share for option in options]

    def even_fractions(self, options: list[AuthoredOption]) -> list[Fraction]:
        return [Fraction(option.is_right) for option in options]

    def faults(self, item: Any) -> list[str]:
        options = authored_options(item)
        texts = Counter(option.text.casefold() for option in options)
        found = []
        if len(options) < 2:
            found.append(_("Write at least two options."))
        if "" in texts:
            found.append(_("An option has no text."))
        if any(count > 1 for text, count in texts.items() if text):
            found.append(_("Two options say the same."))
        if not all(option.rationale for option in options):
            found.append(_("Every option needs its rationale."))
        return found + self.faults_of_shares(options)

    def faults_of_shares(self, options: list[AuthoredOption]) -> list[str]:
        """A right option has a share above nothing, and the best answer earns exactly all."""
        if all(option.share is None for option in options):
            return []
        shares = self.fractions(options)
        best = sum(max(share, Fraction(0)) for share in shares) if self.most > 1 else max(shares)
        found = []
        if any(option.is_right != (share > 0) for option, share in zip(options, shares, strict=True)) and self.most > 1:
            found.append(_("The right options, and only they, have a share above 0."))
        if best != 1:
            found.append(_("The shares of the best answer must make 100 per cent."))
        return found

    def freeze(self, item: Any) -> tuple[Content, AnswerKey]:
        options = authored_options(item)
        ids = [option_id(item, option) for option in options]
        content = {"stem": item.stem, "options": [{"id": i, "text": o.text} for i, o in zip(ids, options, strict=True)]}
        if getattr(item, "keeps_order", False):
            content["keeps_order"] = True
        answer_key = {
            "fractions": {i: stored(share) for i, share in zip(ids, self.fractions(options), strict=True)},
            "rationales": {i: option.rationale for i, option in zip(ids, options, strict=True)},
        }
        return content, answer_key

    def lay_out(self, content: Content, shuffle: Shuffle) -> list[str]:
        ids = list(options_by_id(content))
        return ids if self.keeps_order or content.get("keeps_order") else shuffle(ids)

    def view(self, question: Any) -> list[ShownOption]:
        """The options in the order of this attempt."""
        texts, chosen = options_by_id(question.content), (question.response or {}).get("chosen", [])
        return [ShownOption(each, texts[each], each in chosen) for each in question.order if each in texts]

    def read_form(self, form: Posted, name: str, content: Content) -> dict[str, Any]:
        return {"chosen": form.getlist(name)}

    def clean_response(self, content: Content, data: Mapping[str, Any]) -> Response:
        chosen = data.get("chosen")
        if set(data) != {"chosen"} or not isinstance(chosen, list):
            raise ResponseRefused(_("This answer cannot be read."))
        known = options_by_id(content)
        if not all(isinstance(each, str) and each in known for each in chosen):
            raise ResponseRefused(_("This answer names an option that the question does not have."))
        if len(set(chosen)) > self.most:
            raise ResponseRefused(_("Choose one option only."))
        return {"chosen": sorted(set(chosen))}  # an order that says nothing about the author's

    def is_answered(self, response: Response | None) -> bool:
        return bool(response and response["chosen"])

    def mark(self, answer_key: AnswerKey, response: Response | None) -> Fraction:
        """The sum of what was chosen, clipped to 0 … 1 (as Moodle's multi-response)."""
        chosen = response["chosen"] if response else []
        return clipped(sum((exact(answer_key["fractions"][each]) for each in chosen), Fraction(0)))

    def summarise(self, content: Content, response: Response | None) -> str:
        texts = options_by_id(content)
        return "; ".join(texts[each] for each in response["chosen"]) if response and response["chosen"] else _("No answer")

    def reveal(self, content: Content, answer_key: AnswerKey, order: list[str], response: Response | None) -> list[Revealed]:
        texts, chosen = options_by_id(content), response["chosen"] if response else []
        fractions, rationales = answer_key["fractions"], answer_key["rationales"]
        return [Revealed(texts[e], fractions[e] > 0, e in chosen, rationales[e]) for e in order if e in texts]
