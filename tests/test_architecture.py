"""The house as laws: imports and foreign keys run down the staircase, sizes stay small, templates stay plain."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, Model

ROOT = Path(__file__).resolve().parent.parent
# What each app may point at, beside itself and base (docs/architecture.md).
MAY_USE = {
    "base": set(),
    "people": set(),
    "law": set(),
    "credentials": {"people"},
    "courses": {"credentials", "law", "people"},
    "scenarios": {"courses", "law", "people"},
    "quizzes": {"courses", "law", "people"},
    "readiness": {"courses", "credentials", "people"},
    "curriculum": {"courses", "credentials", "law", "people", "quizzes", "scenarios"},
}
FOLDERS = [*MAY_USE, "config"]
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 40, 120
NEVER_BORN = {"utils.py", "helpers.py", "common.py", "misc.py", "tools.py"}
# The one receiver of the house: a scenario that goes live is compiled (house.md, section 6).
ONE_RECEIVER = ("scenarios", "page_published")


def python_files() -> list[Path]:
    """Our own modules, without migrations."""
    return [p for folder in FOLDERS for p in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in p.parts]


def templates() -> list[Path]:
    own = [p for folder in FOLDERS for p in (ROOT / folder).rglob("templates/**/*.html")]
    return [*sorted((ROOT / "templates").rglob("*.html")), *sorted(own)]


def stylesheets() -> list[Path]:
    return [p for p in sorted((ROOT / "static").rglob("*.css")) if "vendor" not in p.parts]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def faults(paths: list[Path], pattern: str, clear: str = "") -> list[str]:
    """Lines of the files in which the pattern stands, as “file:line text”; ``clear``: what is cut out first."""
    found = []
    for path in paths:
        text = path.read_text()
        if clear:
            text = re.sub(clear, lambda m: "\n" * m.group().count("\n"), text, flags=re.DOTALL)
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(pattern, line, re.IGNORECASE):
                found.append(f"{name_of(path)}:{number} {line.strip()[:100]}")
    return found


TEMPLATE_COMMENTS = r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}|<!--.*?-->"
CSS_COMMENTS = r"/\*.*?\*/"


# --- The staircase -------------------------------------------------------------------------------


def test_imports_run_down_the_staircase() -> None:
    answer = subprocess.run(  # noqa: S603
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


def relations() -> Iterator[tuple[type[Model], Field, type[Model]]]:
    """Every relation that a model of ours declares, as (model, field, target)."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in MAY_USE:
            for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
                if isinstance(field.related_model, type):
                    yield model, field, field.related_model


def test_foreign_keys_run_down_the_staircase() -> None:
    upward = [
        f"{model._meta.label}.{field.name} points at {target._meta.label}"
        for model, field, target in relations()
        if (floor := target._meta.app_label) in MAY_USE
        and floor not in {model._meta.app_label, "base"} | MAY_USE[model._meta.app_label]
    ]
    assert not upward, "\n".join(upward)


def test_every_app_of_ours_stands_on_the_staircase() -> None:
    ours = {config.label for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    assert ours == set(MAY_USE)


# --- Habits --------------------------------------------------------------------------------------


def test_there_is_one_signal_receiver() -> None:
    found = faults(python_files(), r"(^|\s)@receiver\(|\b\w*(signal|_published|_save|_delete|_init|_changed|_in|_out)\.connect\(")
    alien = [line for line in found if not (line.startswith(ONE_RECEIVER[0]) and ONE_RECEIVER[1] in line)]
    assert not alien, "Call the service instead of sending a signal:\n" + "\n".join(alien)
    assert len(found) <= 1, "\n".join(found)


def test_no_model_overrides_save() -> None:
    ours = [m for m in apps.get_models() if m._meta.app_label in MAY_USE]
    found = {
        f"{base.__module__}.{base.__name__}.{verb}"
        for model in ours
        for base in model.__mro__
        if base.__module__.split(".")[0] in MAY_USE
        for verb in ("save", "delete")
        if verb in vars(base)
    }
    assert not found, "Write a service instead: " + ", ".join(sorted(found))


def test_modules_have_names_that_say_something() -> None:
    assert not [name_of(p) for p in python_files() if p.name in NEVER_BORN]


def test_files_are_short() -> None:
    long = {name_of(p): n for p in python_files() if (n := len(p.read_text().splitlines())) > LONGEST_FILE}
    assert not long, f"At most {LONGEST_FILE} lines: {long}"


def test_functions_are_short() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name} has {lines} lines"
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert not long, "\n".join(long)


# --- Templates and styles ------------------------------------------------------------------------


def test_templates_are_short() -> None:
    long = {name_of(p): n for p in templates() if (n := len(p.read_text().splitlines())) > LONGEST_TEMPLATE}
    assert not long, f"At most {LONGEST_TEMPLATE} lines: {long}"


def test_no_template_asks_for_a_role() -> None:
    found = faults(templates(), r"is_superuser|is_staff|user\.groups|group_names|has_perm|\bperms\.", TEMPLATE_COMMENTS)
    assert not found, "Ask permissions.py, and hand the answer to the template:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("style attribute", r"<[^>]*\sstyle\s*="),
        ("event attribute", r"""(^|[\s"'])on(click|change|submit|load|input|key\w+|mouse\w+|focus|blur|error|toggle)\s*="""),
        ("inline style", r"<style[\s>]"),
        ("inline script", r"<script(?![^>]*(\ssrc=|type=\"application/(ld\+)?json\"))"),
        ("address of another host", r"""<(script|link|img|iframe|audio|video|source)\b[^>]*\s(src|href)=["'](https?:)?//"""),
    ],
)
def test_templates_keep_the_content_security_policy(what: str, pattern: str) -> None:
    pages = [p for p in templates() if "mail" not in p.parts and "email" not in p.parts]
    assert not (found := faults(pages, pattern, TEMPLATE_COMMENTS)), f"{what}:\n" + "\n".join(found)


PHYSICAL = (
    r"(^|[\s;{])((margin|padding|border|scroll-margin|scroll-padding)-(left|right)\b[\w-]*|left|right)\s*:"
    r"|(text-align|float|clear)\s*:\s*(left|right)\b"
    r"|border-(top|bottom)-(left|right)-radius\s*:"
)


def test_styles_know_no_left_and_right() -> None:
    found = faults(stylesheets(), PHYSICAL, CSS_COMMENTS)
    assert not found, "Use logical properties (margin-inline-start, inset-inline, text-align: start):\n" + "\n".join(found)


# “margin: 0 1rem 0 2rem” gives left and right a size each, and does not turn round with the writing.
SIDES = re.compile(r"(?:margin|padding|inset|border-(?:width|style|color)|scroll-(?:margin|padding))\s*:\s*([^;{}]+)")


def is_lopsided(values: str) -> bool:
    sides = re.sub(r"\([^()]*\)", "()", values).split()
    return len(sides) == 4 and sides[1] != sides[3]


def test_styles_give_both_ends_of_a_line_the_same_or_name_them_logically() -> None:
    assert is_lopsided("0 1rem 0 2rem")
    assert not is_lopsided("0 calc(1rem + 2px) 3px calc(1rem + 2px)")
    found = [
        f"{name_of(path)}: {each[0]}"
        for path in stylesheets()
        for each in SIDES.finditer(re.sub(CSS_COMMENTS, "", path.read_text(), flags=re.DOTALL))
        if is_lopsided(each[1])
    ]
    assert not found, "Use margin-inline and margin-block:\n" + "\n".join(found)


def test_scripts_place_nothing_left_or_right() -> None:
    scripts = sorted((ROOT / "static" / "js").rglob("*.js"))
    found = faults(
        scripts, r"\.style\.(left|right|(margin|padding|border)(Left|Right)|textAlign\s*=\s*[\"'](left|right))", CSS_COMMENTS
    )
    assert not found, "\n".join(found)


def test_styles_load_nothing_from_another_host() -> None:
    assert not faults(stylesheets(), r"@import|url\(\s*[\"']?(https?:)?//", CSS_COMMENTS)


def test_scripts_talk_to_this_site_only() -> None:
    scripts = [p for p in sorted((ROOT / "static").rglob("*.js")) if "vendor" not in p.parts]
    assert not faults(
        scripts, r"""["'`](https?:)?//[a-z]|\beval\(|new Function\(|\.innerHTML\s*=|document\.write""", CSS_COMMENTS
    )
