"""What the house needs to stand: languages, the home page and its site, groups and what they may do.

One function for the migration and for tests (a flush after a transactional test takes everything with it).
It takes an app registry, so that the migration can hand in its historical models; repeating it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from people.groups import ADMINISTRATORS, LEGAL_REVIEWERS, TRAINERS, ensure_groups

LANGUAGES = ("en", "fr", "ar")
PAGE_POWERS = {
    TRAINERS: ("add_page", "change_page", "publish_page"),
    LEGAL_REVIEWERS: ("change_page", "publish_page"),
    ADMINISTRATORS: ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
}
FILES = (("wagtailimages", "image"), ("wagtaildocs", "document"))
FILE_POWERS = {
    TRAINERS: ("add", "change", "choose"),
    LEGAL_REVIEWERS: ("choose",),
    ADMINISTRATORS: ("add", "change", "choose"),
}
REVIEW_OF_LESSONS = "Legal review of lessons"
MAPPED = ("curriculum", "mappedlesson")
# (app, model) that each group edits as a snippet or in a listing of its own.
MODEL_POWERS = {
    TRAINERS: [("quizzes", "item"), ("quizzes", "itembank"), ("law", "topic")],
    LEGAL_REVIEWERS: [("law", "topic"), ("law", "instrument"), ("law", "rule"), MAPPED],
    ADMINISTRATORS: [
        ("quizzes", "item"),
        ("quizzes", "itembank"),
        ("law", "topic"),
        ("law", "instrument"),
        ("law", "rule"),
        MAPPED,
        ("credentials", "achievement"),
        ("people", "country"),
        ("people", "rank"),
        ("people", "user"),
        ("people", "unit"),
        ("people", "posting"),
        ("wagtailredirects", "redirect"),
        ("wagtailcore", "site"),
    ],
}
# What a group mends where it stands, and neither makes nor deletes.
MENDED = {LEGAL_REVIEWERS: [("quizzes", "item")]}


def ensure_foundation(apps: Any) -> None:
    """Makes whatever is missing of it."""
    ensure_languages(apps)
    ensure_home(apps)
    group_model = apps.get_model("auth", "Group")
    ensure_groups(group_model)
    for group in group_model.objects.filter(name__in=PAGE_POWERS):
        grant_powers(apps, group)
    ensure_legal_review(apps)
    ensure_review_of_lessons(apps)


def ensure_languages(apps: Any) -> None:
    locale = apps.get_model("wagtailcore", "Locale")
    for language in LANGUAGES:
        locale.objects.get_or_create(language_code=language)


def ensure_home(apps: Any) -> None:
    """Root, home page and default site; Wagtail's own welcome page goes."""
    page, home = apps.get_model("wagtailcore", "Page"), apps.get_model("base", "HomePage")
    if not page.objects.filter(depth=1).exists():
        make_page(apps, page, title="Root", slug="root", path="0001", depth=1, url_path="/")
    if not home.objects.exists():
        page.objects.filter(depth=2, slug="home").delete()
        page.objects.filter(depth=1).update(numchild=1)
        make_page(apps, home, title="Bluehelm", slug="home", path="00010001", depth=2, url_path="/home/")
    site, collection = apps.get_model("wagtailcore", "Site"), apps.get_model("wagtailcore", "Collection")
    if not site.objects.filter(is_default_site=True).exists():
        root = home.objects.order_by("path").first()
        site.objects.create(hostname="localhost", port=80, root_page_id=root.pk, is_default_site=True, site_name="Bluehelm")
    if not collection.objects.filter(depth=1).exists():
        collection.objects.create(name="Root", path="0001", depth=1, numchild=0)


def ensure_legal_review(apps: Any) -> None:
    """The workflows through which items become ready and scenarios are released."""
    ensure_workflow(apps, "Legal review of items", "Legal review", task=("quizzes", "LegalReview"), snippet=("quizzes", "item"))
    ensure_workflow(apps, "Legal review of scenarios", "Legal review of scenarios", task=("scenarios", "ScenarioReview"))


def ensure_workflow(
    apps: Any, name: str, task_name: str, *, task: tuple[str, str], snippet: tuple[str, str] | None = None
) -> None:
    """A workflow of one task for the legal reviewers. In the first migrations its tables are not there yet."""
    try:
        task_model = apps.get_model(*task)
    except LookupError:
        return
    if task_model.objects.exists():
        return
    types = apps.get_model("contenttypes", "ContentType").objects
    task_type, _ = types.get_or_create(app_label=task[0], model=task[1].lower())
    made = task_model.objects.create(name=task_name, active=True, content_type=task_type)
    made.groups.add(apps.get_model("auth", "Group").objects.get(name=LEGAL_REVIEWERS))
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=name, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task_id=made.pk, sort_order=0)
    if snippet is not None:
        snippet_type, _ = types.get_or_create(app_label=snippet[0], model=snippet[1])
        apps.get_model("wagtailcore", "WorkflowContentType").objects.create(workflow=workflow, content_type=snippet_type)


def ensure_review_of_lessons(apps: Any) -> None:
    """Pages are handed in to the legal reviewers. Wagtail's own step would wait for ever: nobody is in its group."""
    task_model, workflow_model = apps.get_model("wagtailcore", "GroupApprovalTask"), apps.get_model("wagtailcore", "Workflow")
    names = [REVIEW_OF_LESSONS, "Moderators approval"]
    task = task_model.objects.filter(name__in=names).first()
    if task is None:
        kind = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="wagtailcore", model="groupapprovaltask"
        )
        task = task_model(active=True, content_type=kind[0])
    workflow = workflow_model.objects.filter(name__in=names).first() or workflow_model(active=True)
    for each in (task, workflow):
        each.name = REVIEW_OF_LESSONS
        each.save()
    task.groups.set(apps.get_model("auth", "Group").objects.filter(name=LEGAL_REVIEWERS))
    apps.get_model("wagtailcore", "WorkflowTask").objects.get_or_create(
        workflow=workflow, task_id=task.pk, defaults={"sort_order": 0}
    )
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    apps.get_model("wagtailcore", "WorkflowPage").objects.get_or_create(page=root, defaults={"workflow": workflow})


def drop_groups_of_wagtail(apps: Any) -> None:
    """Editors and Moderators hold powers that no page of ours names. Where somebody is in one, it stays."""
    apps.get_model("auth", "Group").objects.filter(name__in=["Moderators", "Editors"], user__isnull=True).delete()


def make_page(apps: Any, model: Any, *, title: str, **place: Any) -> None:
    """A page with its place in the tree spelt out: historical models have no treebeard."""
    kind = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=model._meta.app_label, model=model._meta.model_name
    )[0]
    english = apps.get_model("wagtailcore", "Locale").objects.get(language_code="en")
    model.objects.create(title=title, draft_title=title, content_type=kind, locale=english, numchild=0, live=True, **place)


def permission(apps: Any, app: str, model: str, codename: str) -> Any:
    """Made where it is missing: Django makes permissions only after the last migration."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": codename.replace("_", " ").capitalize()}
    )
    return found


def grant_powers(apps: Any, group: Any) -> None:
    """The editor's powers of one group: pages below the root, files, and the models named above."""
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    group.permissions.add(permission(apps, "wagtailadmin", "admin", "access_admin"))
    for codename in PAGE_POWERS[group.name]:
        power = permission(apps, "wagtailcore", "page", codename)
        apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(group=group, page=root, permission=power)
    for app, model in FILES:
        for verb in FILE_POWERS[group.name]:
            power = permission(apps, app, model, f"{verb}_{model}")
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                group=group, collection=collection, permission=power
            )
    grant_models(apps, group, MODEL_POWERS[group.name], ("add", "change", "delete", "view", "publish"))
    grant_models(apps, group, MENDED.get(group.name, []), ("change", "view", "publish"))


def grant_models(apps: Any, group: Any, models: Iterable[tuple[str, str]], verbs: Iterable[str]) -> None:
    """Only items are published."""
    for app, model in models:
        for verb in verbs:
            if verb != "publish" or model == "item":
                group.permissions.add(permission(apps, app, model, f"{verb}_{model}"))


def let_lessons_be_mapped(apps: Any) -> None:
    """Until now the rows of the mapping could not be edited here."""
    for group in apps.get_model("auth", "Group").objects.filter(name__in=[LEGAL_REVIEWERS, ADMINISTRATORS]):
        grant_models(apps, group, [MAPPED], ("add", "change", "delete", "view"))


def take_making_from_reviewers(apps: Any) -> None:
    """Until now legal reviewers could make and delete items and upload files: they review what others write."""
    group = apps.get_model("auth", "Group").objects.filter(name=LEGAL_REVIEWERS).first()
    if group is None:
        return
    making = Q(content_type__app_label="quizzes", codename__in=["add_item", "delete_item"])
    group.permissions.remove(*group.permissions.filter(making))
    for app, model in FILES:
        names = {f"{verb}_{model}" for verb in ("add", "change")}
        held = apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(group=group)
        held.filter(permission__content_type__app_label=app, permission__codename__in=names).delete()
