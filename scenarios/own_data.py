"""What this floor holds about a person, for the own-data page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.models import User
from people.own_data import Section, Value
from scenarios.models import Decision, Run
from scenarios.story import Story


def runs(user: User) -> Section:
    """With the title that the scenario had in the edition that was played."""
    columns = {
        "scenario": _("Scenario"),
        "edition": _("Edition"),
        "started_at": _("Started"),
        "finished_at": _("Finished"),
        "passed": _("Passed"),
    }
    rows = [
        {
            "scenario": run.edition.document["title"],
            "edition": run.edition.number,
            "started_at": run.started_at,
            "finished_at": run.finished_at,
            "passed": None if run.passed is None else _("Yes") if run.passed else _("No"),
        }
        for run in Run.objects.of(user).select_related("edition").order_by("started_at")
    ]
    return Section(_("Your exercises"), columns, rows)


def decisions(user: User) -> Section:
    """Every decision in the words of the edition that was played."""
    columns = {"scenario": _("Scenario"), "scene": _("Scene"), "choice": _("You chose"), "at": _("Decided")}
    made = (
        Decision.objects.filter(run__enrolment__learner=user, rewound=False).select_related("run__edition").order_by("decided_at")
    )
    stories: dict[int, Story] = {}
    rows: list[dict[str, Value]] = []
    for decision in made:
        edition = decision.run.edition
        story = stories.setdefault(edition.pk, Story.from_document(edition.document))
        scene = story.scenes_by_key[decision.scene]
        choice = scene.choice(decision.choice)
        rows.append(
            {"scenario": story.title, "scene": scene.title, "choice": choice.text if choice else "", "at": decision.decided_at}
        )
    return Section(_("Your decisions"), columns, rows)
