"""What the house needs to stand is made once; what is missing is made again; repeating it changes nothing."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupPagePermission, Locale, Page, Site

from base.models import HomePage
from courses.models import CoursePage
from curriculum.foundation import LANGUAGES, MENDED, MODEL_POWERS, PAGE_POWERS, ensure_foundation
from tests.curriculum.folder import all_rows

pytestmark = pytest.mark.django_db


def test_repeating_it_changes_nothing() -> None:
    before = all_rows()
    ensure_foundation(apps)
    assert all_rows() == before


def test_the_site_opens_on_the_home_page_and_wagtails_own_is_gone() -> None:
    site = Site.objects.get(is_default_site=True)
    assert site.root_page.specific == HomePage.objects.get()
    assert list(Page.objects.values_list("depth", "slug")) == [(1, "root"), (2, "home")]
    assert Page.objects.get(depth=1).numchild == 1
    assert Page.find_problems() == ([], [], [], [], [])


def test_pages_can_be_added_below_the_home_page() -> None:
    home = HomePage.objects.get()
    course = home.add_child(instance=CoursePage(title="A course"))
    assert course.get_parent().specific == home


def test_every_language_has_its_locale() -> None:
    assert set(Locale.objects.values_list("language_code", flat=True)) == set(LANGUAGES)


def test_what_is_missing_is_made_again() -> None:
    Site.objects.all().delete()
    Page.objects.all().delete()
    Locale.objects.exclude(language_code="en").delete()
    Group.objects.all().delete()
    Collection.objects.all().delete()
    ensure_foundation(apps)
    test_the_site_opens_on_the_home_page_and_wagtails_own_is_gone()
    test_every_language_has_its_locale()
    assert Collection.objects.get().name == "Root"


@pytest.mark.parametrize("name", PAGE_POWERS)
def test_each_group_holds_the_powers_of_its_table(name: str) -> None:
    group = Group.objects.get(name=name)
    pages = GroupPagePermission.objects.filter(group=group).values_list("permission__codename", flat=True)
    assert set(pages) == set(PAGE_POWERS[name])
    models = {(app, model) for app, model in group.permissions.values_list("content_type__app_label", "content_type__model")}
    assert models == {*MODEL_POWERS[name], *MENDED.get(name, []), ("wagtailadmin", "admin")}


def test_powers_added_here_stay() -> None:
    group = Group.objects.get(name=next(iter(PAGE_POWERS)))
    own = GroupPagePermission.objects.exclude(group=group).filter(permission__codename="bulk_delete_page").get().permission
    GroupPagePermission.objects.create(group=group, page=Page.objects.get(depth=1), permission=own)
    ensure_foundation(apps)
    assert GroupPagePermission.objects.filter(group=group, permission=own).exists()
