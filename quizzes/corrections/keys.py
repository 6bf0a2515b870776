"""Another key for a version: from the options that are right, or as its item stands in the bank by now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from quizzes.corrections.services import CorrectionRefused
from quizzes.kinds import KINDS
from quizzes.kinds.choice import AuthoredOption, Choice
from quizzes.kinds.interface import stored
from quizzes.models import ItemVersion


def is_choice(version: ItemVersion) -> bool:
    """Whether its key is a set of right options."""
    return isinstance(KINDS[version.kind], Choice)


def right_options(answer_key: Mapping[str, Any]) -> set[str]:
    """Ids of the options that earn something, from the frozen key of a choice."""
    return {option for option, share in answer_key["fractions"].items() if share > 0}


def key_with(version: ItemVersion, right: Collection[str]) -> dict[str, Any]:
    """The key of a choice in which exactly these options are right, each as much as the others. Raises CorrectionRefused.

    On a picture the form that was shown decides: where one place could be chosen, each right one earns all.
    """
    name, changed = version.kind, {}
    if "is_many" in version.content:
        name = "multiple" if version.content["is_many"] else "single"
        changed = {} if version.content["is_many"] else {"is_all_or_nothing": False}
    kind: Any = KINDS[name]
    if not right or (kind.most > 1 and len(right) == len(version.options)):
        raise CorrectionRefused(_("At least one option is right, and not all of several."))
    options = [AuthoredOption(option["id"], option["text"], option["id"] in right, "") for option in version.options]
    shares = zip(options, kind.fractions(options), strict=True)
    return {**version.answer_key, **changed, "fractions": {option.key: stored(share) for option, share in shares}}


def key_of_item(version: ItemVersion) -> dict[str, Any]:
    """The key that the item has in the bank now. Raises CorrectionRefused where more than the key has changed."""
    item = version.item
    content, answer_key = KINDS[item.kind].freeze(item)
    if item.kind != version.kind or content != version.content:
        raise CorrectionRefused(
            _("In the bank the question itself has changed, not only its key. What learners answered cannot be marked by it.")
        )
    return {**answer_key, "rules": version.answer_key["rules"]}
