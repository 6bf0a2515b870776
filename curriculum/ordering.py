"""The order of pages follows the source until somebody arranges them here; then only new ones are put in their places."""

from __future__ import annotations

from collections.abc import Collection

from wagtail.models import Page

from curriculum.fingerprints import canonical_sha256
from curriculum.keeping import Keeper


def keep_order(keeper: Keeper, name: str, parent: Page, pages: list[Page], new: Collection[int]) -> None:
    """``pages``: of the source, in its order; ``new``: the primary keys of those made just now."""
    key = f"order:{name}"
    ours = {page.pk for page in pages}
    standing = [pk for pk in Page.objects.child_of(parent).order_by("path").values_list("pk", flat=True) if pk in ours]
    wanted = [page.pk for page in pages if page.pk in standing]
    known = keeper.known.get(key)
    if is_rearranged([pk for pk in standing if pk not in new], known.parts if known else wanted):
        keeper.outcome.kept.append(key)
        place(wanted, standing, only=new)
    elif known is None or known.parts != wanted:
        if place(wanted, standing, only=ours) and known is not None:
            keeper.outcome.updated.append(key)
        keeper.remember(key, parent.pk, canonical_sha256(wanted), canonical_sha256(wanted), wanted)


def is_rearranged(standing: list[int], settled: list[int]) -> bool:
    """Whether those that stand in both lists stand in another order; what came or went since says nothing."""
    both = set(standing) & set(settled)
    return [pk for pk in standing if pk in both] != [pk for pk in settled if pk in both]


def place(wanted: list[int], standing: list[int], only: Collection[int]) -> int:
    """Moves pages behind what they follow in ``wanted``; how many had to move."""
    moved = 0
    for n, pk in enumerate(wanted):
        before = wanted[n - 1] if n else None
        behind = standing.index(pk) - 1
        if pk in only and before != (standing[behind] if behind >= 0 else None):
            target = Page.objects.get(pk=before or standing[0])
            Page.objects.get(pk=pk).move(target, pos="right" if before else "left")
            standing.remove(pk)
            standing.insert(standing.index(before) + 1 if before else 0, pk)
            moved += 1
    return moved
