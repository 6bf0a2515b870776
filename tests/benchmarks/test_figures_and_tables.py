"""The harness's sums are right; nothing here measures time."""

from __future__ import annotations

from benchmarks.figures import Sample, percentile, table, verdicts
from benchmarks.weight import Part, Visit, links_of


def test_a_percentile_is_the_smallest_value_that_the_share_does_not_exceed() -> None:
    hundred = range(100, 0, -1)
    assert [percentile(hundred, share) for share in (0.5, 0.95, 0.99, 1.0)] == [50, 95, 99, 100]


def test_percentiles_of_one_value_and_of_none() -> None:
    assert percentile([7.0], 0.99) == 7.0
    assert percentile([], 0.5) == 0.0


def test_bursts_add_up_to_one_sample() -> None:
    sample = Sample("Lesson")
    sample.add(Sample("Lesson", [0.1, 0.3], seconds=0.2, cpu=0.010, failures=1))
    sample.add(Sample("Lesson", [0.2, 0.2], seconds=0.3, cpu=0.030))
    figures = sample.as_figures(Sample("Trivial view", [0.1] * 4, seconds=1, cpu=0.020))
    assert figures["requests"] == 4
    assert figures["failures"] == 1
    assert figures["requests_a_second"] == 8.0
    assert figures["cpu_ms"] == 10.0
    assert figures["times_trivial"] == 2.0


def test_a_sample_without_answers_has_figures_too() -> None:
    assert Sample("Lesson").as_figures(Sample("Trivial view"))["times_trivial"] == 0.0


def test_a_table_is_markdown_with_aligned_columns() -> None:
    assert table(["Page", "ms"], [["Home", 1.5], ["A lesson", None]]) == (
        "| Page     |  ms |\n"
        "| -------- | --: |\n"
        "| Home     | 1.5 |\n"
        "| A lesson |   – |"
    )  # fmt: skip


def test_the_goals_are_told_in_words() -> None:
    rows = [{"page": "Learner’s home", "times_trivial": 3.4}, {"page": "Module", "times_trivial": 9.0}]
    words = verdicts("SQLite", rows, memory=240_000_000, visits=[("a stranger", 9_000, 41_000)])
    assert words == [
        "SQLite: Learner’s home costs 3.4 trivial views (above the goal of 3).",
        "SQLite: First visit to the longest lesson, a stranger: 41.0 kB (above the goal of 40 kB).",
        "SQLite: Its HTML alone, a stranger: 9.0 kB (within the goal of 14 kB).",
        "SQLite: All server processes: 240 MB of memory (within the goal of 250 MB).",
    ]


def test_a_page_loads_its_styles_scripts_icons_and_sprite_once_and_pictures_are_left_out() -> None:
    html = """<link rel="icon" href="/i.svg"><link rel="stylesheet" href="/a.css"><link rel="canonical" href="/x">
        <img src="/photo.webp"><svg><use href="/sprite.svg#one"/></svg><svg><use href="/sprite.svg#two"/></svg>
        <a href="/elsewhere"></a><script src="/a.js" defer></script><script type="application/json">{}</script>"""
    assert links_of(html) == ["/i.svg", "/a.css", "/sprite.svg", "/a.js"]


def test_a_visit_weighs_what_crosses_the_wire() -> None:
    seen = Visit(Part("/", raw=20_000, sent=6_000), [Part("/a.css", raw=9_000, sent=2_000)])
    assert (seen.sent, seen.requests) == (8_000, 2)
