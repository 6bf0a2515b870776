"""What stands on a page of questions dozens of times, made without a template for each."""

from __future__ import annotations

from html import escape  # what Django's own calls, without asking of each text whether it is lazy or safe
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from base.fragments import fragment
from base.templatetags.bluehelm import icon

register = template.Library()
CHOICE = "quizzes/kinds/_choice.html"


@register.simple_tag(takes_context=True)
def questions_on_page(context: Context, sheet: Any) -> SafeString:
    """The questions of an open attempt that its page shows, each as a group of controls. Only what may be shown is read."""
    shown = context.get("feedback") or {}
    parts = (
        _told(context, shown[each.number]) if each.number in shown else _question(context, each, sheet.total)
        for each in sheet.shown
    )
    return mark_safe("\n".join(parts))


def _question(context: Context, question: Any, total: int) -> str:
    number, error = question.number, _error(question)
    described = f' aria-describedby="error-{number}"' if error else ""
    label = fragment("quizzes/_number.html", number=number, total=total)
    return f"""<fieldset class="question" id="question-{number}" data-item="{number}"{described}>
  <legend class="question-stem">{label} <span {_speech(question)}>{escape(question.content["stem"])}</span></legend>
  {error}{_controls(context, question)}
  <input type="hidden" name="seen-{number}" value="{question.seen}">
</fieldset>"""


def _error(question: Any) -> str:
    if not question.error:
        return ""
    mark = icon("warning")
    return f'<p class="field-error" id="error-{question.number}">{mark}<span>{escape(str(question.error))}</span></p>\n  '


def _speech(question: Any) -> str:
    return f'lang="{question.language}" dir="{question.direction}"'


def _controls(context: Context, question: Any) -> str:
    """By the template of its kind; choices, which most questions are, without one."""
    if question.kind.template == CHOICE:
        return choices(question)
    return _rendered(context, question.kind.template, question=question)


def _told(context: Context, item: Any) -> str:
    """A question of practice whose answer was shown."""
    return _rendered(context, "quizzes/_revealed_item.html", item=item, heading="h2")


def _rendered(context: Context, name: str, **values: Any) -> str:
    template: Any = context.template
    with context.push(**values):
        return template.engine.get_template(name).render(context)


@register.simple_tag
def review_grid(sheet: Any) -> SafeString:
    """Every question of an open attempt as a link to it, and whether it has an answer."""
    address = sheet.attempt.get_absolute_url()
    told = {each: fragment("quizzes/_answered.html", is_answered=each) for each in (True, False)}
    rows = (
        f'<li><a class="tone-{"right" if each.is_answered else "care"}" href="{address}?page={each.page}'
        f'#question-{each.number}">{each.number}{told[each.is_answered]}</a></li>'
        for each in sheet.questions
    )
    return mark_safe("".join(rows))


@register.simple_tag
def choices(question: Any) -> SafeString:
    """The options of a question to choose from, one (radio) or several (checkbox)."""
    control = question.kind.control
    is_several = control == "checkbox"
    told = _("Choose all that are right.")
    advice = f'<p class="field-help">{escape(told)}</p>\n  ' if is_several else ""
    same, path = f'type="{control}" name="{question.name}"', f'data-path="{question.path}chosen[]"'
    rows = "".join(
        f'\n    <li class="option"><label><input {same} value="{each.id}" {path}{" checked" if each.is_chosen else ""}> '
        f"<span>{escape(each.text)}</span></label></li>"
        for each in question.view
    )
    return mark_safe(f'{advice}<ul class="options" {_speech(question)}>{rows}\n  </ul>')
