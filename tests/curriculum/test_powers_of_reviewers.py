"""A legal reviewer mends what others wrote, and makes, deletes and uploads nothing; a trainer does it at the same doors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupCollectionPermission, Page

from curriculum.foundation import take_making_from_reviewers
from people.groups import LEGAL_REVIEWERS
from people.models import User
from quizzes.models import Item
from tests.conftest import Cast
from tests.factories.courses import make_course, make_lesson, make_module
from tests.factories.people import UserFactory
from tests.factories.quizzes import SINGLE, make_item
from tests.quizzes.conftest import Ground, ground
from tests.quizzes.test_item_editor import form

__all__ = ["ground"]  # the fixture
ClientOf = Callable[[User | None], Client]
ITEMS = "/admin/snippets/quizzes/item/"


@pytest.fixture
def client(cast: Cast, client_of: ClientOf, role: str) -> Client:
    reviewer = UserFactory(name="Ines Moreau")
    reviewer.groups.add(Group.objects.get(name=LEGAL_REVIEWERS))
    return client_of({"trainer": cast.trainer, "reviewer": reviewer}[role])


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("map.png", get_test_image_file().file.getvalue(), content_type="image/png")


both = pytest.mark.parametrize("role", ["trainer", "reviewer"])


@both
def test_new_items_are_the_authors(client: Client, ground: Ground, role: str) -> None:
    before = Item.objects.count()
    client.post(f"{ITEMS}add/", form(ground, SINGLE))
    assert Item.objects.count() - before == (role == "trainer")


@both
@pytest.mark.parametrize("address", ["{items}delete/{pk}/", "/admin/bulk/quizzes/item/delete/?id={pk}"])
def test_items_are_deleted_by_their_authors(client: Client, ground: Ground, role: str, address: str) -> None:
    item = make_item(ground.bank, status=Item.Status.DRAFT)
    client.post(address.format(items=ITEMS, pk=item.pk))
    assert Item.objects.filter(pk=item.pk).exists() == (role == "reviewer")


@both
def test_an_item_that_stands_is_open_to_both(client: Client, ground: Ground, role: str) -> None:
    item = make_item(ground.bank, status=Item.Status.DRAFT)
    assert client.get(f"{ITEMS}edit/{item.pk}/").status_code == 200
    client.post(f"{ITEMS}edit/{item.pk}/", form(ground, SINGLE, stem="Two women wait. What do you do?", key=item.key))
    item.refresh_from_db()
    assert item.get_latest_revision_as_object().stem == "Two women wait. What do you do?"


@both
@pytest.mark.parametrize("address", ["/admin/images/add/", "/admin/images/multiple/add/", "/admin/images/chooser/create/"])
def test_pictures_are_uploaded_by_authors(client: Client, role: str, address: str) -> None:
    root = Collection.objects.get(depth=1).pk
    fields = {"title": "Map", "collection": root}
    prefixed = {f"image-chooser-upload-{name}": value for name, value in fields.items()}
    files = {name: picture() for name in ("file", "files[]", "image-chooser-upload-file")}
    client.post(address, fields | prefixed | files, headers={"X-Requested-With": "XMLHttpRequest"})
    assert get_image_model().objects.exists() == (role == "trainer")


@both
@pytest.mark.parametrize("address", ["/admin/documents/add/", "/admin/documents/multiple/add/"])
def test_files_are_uploaded_by_authors(client: Client, role: str, address: str) -> None:
    root, files = Collection.objects.get(depth=1).pk, [SimpleUploadedFile("a.pdf", b"%PDF-1.4 a") for _ in range(2)]
    fields = {"title": "Handout", "collection": root, "file": files[0], "files[]": files[1]}
    client.post(address, fields, headers={"X-Requested-With": "XMLHttpRequest"})
    assert get_document_model().objects.exists() == (role == "trainer")


@both
def test_pictures_are_chosen_by_both(client: Client, role: str) -> None:
    get_image_model().objects.create(title="Crossing", file=get_test_image_file())
    assert "Crossing" in client.get("/admin/images/chooser/").content.decode()


@both
@pytest.mark.parametrize("is_bulk", [False, True], ids=["one", "bulk"])
def test_pages_are_deleted_by_authors(client: Client, role: str, *, is_bulk: bool) -> None:
    lesson = make_lesson(make_module(make_course()))
    one = reverse("wagtailadmin_pages:delete", args=[lesson.pk])
    client.post(f"/admin/bulk/wagtailcore/page/delete/?id={lesson.pk}" if is_bulk else one)
    assert Page.objects.filter(pk=lesson.pk).exists() == (role == "reviewer")


@both
def test_only_authors_are_offered_what_takes_away_or_makes(client: Client, ground: Ground, role: str) -> None:
    lesson = make_lesson(make_module(make_course()))
    make_item(ground.bank, status=Item.Status.DRAFT)
    delete, move = f"/admin/pages/{lesson.pk}/delete/", f"/admin/pages/{lesson.pk}/move/"
    offers = {
        reverse("wagtailadmin_pages:edit", args=[lesson.pk]): [delete, move],
        reverse("wagtailadmin_explore", args=[lesson.get_parent().pk]): [
            delete,
            "/admin/bulk/wagtailcore/page/delete/",
            "/admin/bulk/wagtailcore/page/move/",
        ],
        ITEMS: ["/admin/bulk/quizzes/item/delete/"],
        reverse("wagtailadmin_home"): ["/admin/scenarios/import/"],
    }
    for address, deeds in offers.items():
        text = client.get(address).content.decode()
        assert [deed for deed in deeds if deed in text] == (deeds if role == "trainer" else []), address
    unpublish = client.get(reverse("wagtailadmin_explore", args=[lesson.get_parent().pk])).content.decode()
    assert "/admin/bulk/wagtailcore/page/unpublish/" in unpublish


@both
def test_a_lesson_that_stands_is_open_to_both(client: Client, role: str) -> None:
    lesson = make_lesson(make_module(make_course()))
    assert client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).status_code == 200
    add = client.get(reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", lesson.get_parent().pk]))
    assert (add.status_code == 200) == (role == "trainer")


def test_houses_that_stand_already_take_it_away(db: None) -> None:
    """As the first foundation gave it; what else the house gave its reviewers stays."""
    group, root = Group.objects.get(name=LEGAL_REVIEWERS), Collection.objects.get(depth=1)
    items = {"add_item", "delete_item", "change_item", "view_item", "publish_item"}
    group.permissions.add(*Permission.objects.filter(content_type__app_label="quizzes", codename__in=items))
    for power in Permission.objects.filter(codename__in=["add_image", "change_image", "add_document", "change_document"]):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=power)
    take_making_from_reviewers(apps)
    held = group.permissions.filter(content_type__app_label="quizzes").values_list("codename", flat=True)
    assert set(held) == {"change_item", "view_item", "publish_item"}
    files = group.collection_permissions.values_list("permission__codename", flat=True)
    assert set(files) == {"choose_image", "choose_document"}
