"""How a credential stands, day by day: dated cases that a training officer can check with a calendar.

Each line below what happened: the day, the state, until when, when renewal opens, when grace ends, and what earns renewal.
Rules, issued on 1 March 2026 unless said otherwise: “year” 12 months, window 90, grace 30; “plain” 12 months, window 60,
no grace; “short” 3 months, window 30, grace 10; “ever” never expires.
"""

from __future__ import annotations

from datetime import date

import pytest

from credentials.recertification import Event, Happened, Rule, Standing, last_day, standing

RULES = {
    "year": Rule(1, 12, window_days=90, grace_days=30),
    "plain": Rule(0, 12),
    "short": Rule(2, 3, window_days=30, grace_days=10),
    "ever": Rule(1, None, window_days=90, grace_days=30),
}
KINDS = {"issued": Happened.ISSUED, "revoked": Happened.REVOKED, "replaced": Happened.SUPERSEDED, "called": Happened.CALLED}

# rule: what happened (kind day [until]), then for each day:
#          state            until      opens      grace      way
TABLE = """
year: issued 2026-03-01
  2026-02-28 not-held         -          -          -          full
  2026-03-01 valid            2027-03-01 2026-12-01 2027-03-31 -
  2026-11-30 valid            2027-03-01 2026-12-01 2027-03-31 -
  2026-12-01 window-open      2027-03-01 2026-12-01 2027-03-31 refresher
  2026-12-30 window-open      2027-03-01 2026-12-01 2027-03-31 refresher
  2026-12-31 expiring         2027-03-01 2026-12-01 2027-03-31 refresher
  2027-02-28 expiring         2027-03-01 2026-12-01 2027-03-31 refresher
  2027-03-01 expiring         2027-03-01 2026-12-01 2027-03-31 refresher
  2027-03-02 in-grace         2027-03-01 2026-12-01 2027-03-31 refresher
  2027-03-31 in-grace         2027-03-01 2026-12-01 2027-03-31 refresher
  2027-04-01 expired          2027-03-01 2026-12-01 2027-03-31 full
  2029-04-01 expired          2027-03-01 2026-12-01 2027-03-31 full
plain: issued 2026-03-01
  2026-12-30 valid            2027-03-01 2026-12-31 2027-03-01 -
  2026-12-31 expiring         2027-03-01 2026-12-31 2027-03-01 refresher
  2027-03-01 expiring         2027-03-01 2026-12-31 2027-03-01 refresher
  2027-03-02 expired          2027-03-01 2026-12-31 2027-03-01 full
short: issued 2026-03-01
  2026-04-01 valid            2026-06-01 2026-05-02 2026-06-11 -
  2026-04-02 expiring         2026-06-01 2026-05-02 2026-06-11 -
  2026-05-01 expiring         2026-06-01 2026-05-02 2026-06-11 -
  2026-05-02 expiring         2026-06-01 2026-05-02 2026-06-11 refresher
  2026-06-11 in-grace         2026-06-01 2026-05-02 2026-06-11 refresher
  2026-06-12 expired          2026-06-01 2026-05-02 2026-06-11 full
ever: issued 2026-03-01
  2026-03-01 valid            -          -          -          -
  2046-03-01 valid            -          -          -          -
year: issued 2026-03-01, revoked 2026-07-01
  2026-06-30 valid            2027-03-01 2026-12-01 2027-03-31 -
  2026-07-01 revoked          2027-03-01 -          -          full
  2027-03-15 revoked          2027-03-01 -          -          full
year: issued 2026-03-01, revoked 2027-03-10
  2027-03-09 in-grace         2027-03-01 2026-12-01 2027-03-31 refresher
year: issued 2026-03-01, revoked 2026-03-01
  2026-03-01 revoked          2027-03-01 -          -          full
ever: issued 2026-03-01, revoked 2026-07-01
  2026-07-01 revoked          -          -          -          full
year: issued 2026-03-01, replaced 2027-01-10
  2027-01-09 expiring         2027-03-01 2026-12-01 2027-03-31 refresher
  2027-01-10 superseded       2027-03-01 -          -          -
  2028-01-10 superseded       2027-03-01 -          -          -
year: issued 2026-03-01, replaced 2027-01-10, revoked 2027-02-01
  2027-01-31 superseded       2027-03-01 -          -          -
  2027-02-01 revoked          2027-03-01 -          -          full
year: issued 2026-03-01, called 2026-06-01 2026-10-31
  2026-05-31 valid            2027-03-01 2026-12-01 2027-03-31 -
  2026-06-01 window-open      2026-10-31 2026-06-01 2026-11-30 refresher
  2026-09-01 expiring         2026-10-31 2026-06-01 2026-11-30 refresher
  2026-10-31 expiring         2026-10-31 2026-06-01 2026-11-30 refresher
  2026-11-01 renewal-required 2026-10-31 2026-06-01 2026-11-30 refresher
  2026-11-30 renewal-required 2026-10-31 2026-06-01 2026-11-30 refresher
  2026-12-01 renewal-required 2026-10-31 2026-06-01 2026-11-30 full
  2027-06-01 renewal-required 2026-10-31 2026-06-01 2026-11-30 full
year: issued 2026-03-01, called 2026-06-01 2027-03-01
  2026-06-01 valid            2027-03-01 2026-12-01 2027-03-31 -
year: issued 2026-03-01, called 2026-06-01 2027-06-01
  2027-03-02 in-grace         2027-03-01 2026-12-01 2027-03-31 refresher
year: issued 2026-03-01, called 2027-01-15 2027-02-15
  2027-01-15 expiring         2027-02-15 2026-12-01 2027-03-17 refresher
year: issued 2026-03-01, called 2026-06-01 2026-10-31, called 2026-08-01 2026-12-31
  2026-11-01 renewal-required 2026-10-31 2026-06-01 2026-11-30 refresher
year: issued 2026-03-01, called 2026-06-01 2026-10-31, revoked 2026-07-01
  2026-07-01 revoked          2026-10-31 -          -          full
ever: issued 2026-03-01, called 2026-06-01 2026-10-31
  2026-06-01 window-open      2026-10-31 2026-06-01 2026-11-30 refresher
  2026-11-01 renewal-required 2026-10-31 2026-06-01 2026-11-30 refresher
plain: issued 2026-03-01, called 2026-03-01 2026-03-01
  2026-03-01 expiring         2026-03-01 2026-03-01 2026-03-01 refresher
  2026-03-02 renewal-required 2026-03-01 2026-03-01 2026-03-01 full
plain: issued 2024-02-29
  2025-02-28 expiring         2025-02-28 2024-12-30 2025-02-28 refresher
  2025-03-01 expired          2025-02-28 2024-12-30 2025-02-28 full
"""


def read_table() -> list[tuple[str, str]]:
    """(what happened, what is expected) of each line that begins with a day."""
    cases, happened = [], ""
    for line in TABLE.strip().splitlines():
        if line.startswith(" "):
            cases.append((happened, line.strip()))
        else:
            happened = line
    return cases


CASES = read_table()


def day(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


def event(text: str, rule: Rule) -> Event:
    kind, on, *until = text.split()
    happened = date.fromisoformat(on)
    if kind == "issued":
        return Event(KINDS[kind], happened, last_day(rule, happened))
    return Event(KINDS[kind], happened, day(until[0]) if until else None)


def written(found: Standing) -> str:
    days = [each.isoformat() if each else "-" for each in (found.until, found.renewal_opens_on, found.grace_ends_on)]
    return " ".join([found.state.value, *days, found.way.value if found.way else "-"])


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len(CASES) >= 40
    assert len(set(CASES)) == len(CASES)


@pytest.mark.parametrize(("happened", "expected"), CASES)
def test_the_case(happened: str, expected: str) -> None:
    name, said = happened.split(":")
    rule = RULES[name]
    events = [event(each, rule) for each in said.split(",")]
    on, *words = expected.split()
    assert written(standing(rule, events, date.fromisoformat(on))) == " ".join(words)


@pytest.mark.parametrize(
    ("rule", "on", "until", "why"),
    [
        ("year", "2026-11-30", "2027-11-30", "before the window the months count from the day itself"),
        ("year", "2026-12-01", "2028-03-01", "on the first day of the window, from the old last day"),
        ("year", "2027-03-01", "2028-03-01", "on the last valid day, the same"),
        ("year", "2027-03-02", "2028-03-02", "in grace nothing is left to count on"),
        ("year", "2027-06-15", "2028-06-15", "and after it neither"),
        ("short", "2026-12-01", "2027-06-01", "the version that decides on the new one says how many months"),
        ("short", "2026-11-30", "2027-03-01", "a shorter rule made meanwhile never ends before the older credential"),
        ("ever", "2026-12-15", "-", "what never expires by its rule never expires"),
    ],
)
def test_until_when_a_renewal_is_valid(rule: str, on: str, until: str, why: str) -> None:
    held = [Event(Happened.ISSUED, date(2026, 3, 1), date(2027, 3, 1))]
    now = date.fromisoformat(on)
    assert last_day(RULES[rule], now, standing(RULES["year"], held, now)) == day(until), why


def test_a_renewal_after_a_call_counts_from_the_day_of_the_call() -> None:
    events = [
        Event(Happened.ISSUED, date(2026, 3, 1), date(2027, 3, 1)),
        Event(Happened.CALLED, date(2026, 6, 1), date(2026, 10, 31)),
    ]
    older = standing(RULES["year"], events, date(2026, 7, 1))
    assert last_day(RULES["year"], date(2026, 7, 1), older) == date(2027, 10, 31)


def test_what_never_expires_is_not_cut_short_by_a_renewal_nobody_asked_for() -> None:
    older = standing(RULES["ever"], [Event(Happened.ISSUED, date(2026, 3, 1))], date(2026, 7, 1))
    assert last_day(RULES["year"], date(2026, 7, 1), older) is None


def test_a_tour_opens_the_way_as_soon_as_the_credential_falls_short_of_it() -> None:
    held = standing(RULES["year"], [Event(Happened.ISSUED, date(2026, 3, 1), date(2027, 3, 1))], date(2026, 7, 1))
    assert held.way is None
    assert held.way_until(date(2027, 3, 1)) is None
    assert held.way_until(date(2027, 3, 2)) == "refresher"
    assert held.way_until(None) is None
