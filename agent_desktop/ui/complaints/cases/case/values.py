"""The values of a complaint as people read them: names of codes, amounts, days, yes and no."""

from datetime import date
from decimal import Decimal, InvalidOperation

from pydantic import JsonValue
from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaint_form import ComplaintForm, Named
from agent_desktop.contract.complaint_work import CaseField
from agent_desktop.contract.complaints import ComplaintChannel, ReplyChannel, Severity
from agent_desktop.ui.complaints.colleague_field import label_of
from agent_desktop.ui.complaints.words import channel_word, reply_word, severity_word
from agent_desktop.ui.widgets.formats import DASH, amount_text, weekday_text, words

translate = QCoreApplication.translate


def name_of(named: tuple[Named, ...], code: str) -> str:
    """Return the name of a code; the code itself where it is not there any more."""
    return next((words(each.name) for each in named if each.code == code), code)


def category_path(form: ComplaintForm | None, code: str) -> str:
    """Return ``Cards > Fees and billing > Instalment fee``."""
    names = {each.code: words(each.name) for each in form.categories} if form is not None else {}
    steps = code.split(".")
    paths = [".".join(steps[: count + 1]) for count in range(len(steps))]
    return " \u203a ".join(names.get(path, step) for path, step in zip(paths, steps, strict=True))


def yes_no(value: bool) -> str:
    """Return a flag in a word."""
    return translate("Cases", "Yes") if value else translate("Cases", "No")


def value_text(field: CaseField, value: JsonValue, form: ComplaintForm | None) -> str:
    """Return one value of a field as people read it; a dash where there is none."""
    if value is None or value in ("", []):
        return DASH
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, list):
        codes = tuple(str(each) for each in value)
        if field is CaseField.OUTCOMES and form is not None:
            return ", ".join(name_of(form.outcomes, code) for code in codes)
        return ", ".join(codes)
    if isinstance(value, dict):
        return " ".join(str(each) for each in value.values() if each not in (None, ""))
    return _text(field, str(value), form)


def _text(field: CaseField, text: str, form: ComplaintForm | None) -> str:
    if field is CaseField.CATEGORY_CODE:
        return category_path(form, text)
    if field is CaseField.SEVERITY and text in set(Severity):
        return severity_word(Severity(text))
    if field is CaseField.CHANNEL and text in set(ComplaintChannel):
        return channel_word(ComplaintChannel(text))
    if field is CaseField.REPLY and text in set(ReplyChannel):
        return reply_word(ReplyChannel(text))
    if field in (CaseField.AMOUNT, CaseField.ASKED_AMOUNT):
        try:
            return amount_text(Decimal(text))
        except InvalidOperation:
            return text
    if field is CaseField.HAPPENED_ON:
        try:
            return weekday_text(date.fromisoformat(text))
        except ValueError:
            return text
    if form is not None and field is CaseField.ABOUT_USER_ID:
        return next((label_of(each) for each in form.colleagues if str(each.user_id) == text), text)
    if form is not None:
        tables: dict[CaseField, tuple[Named, ...]] = {
            CaseField.ROOT_CAUSE: form.root_causes,
            CaseField.RESULT: form.results,
            CaseField.REGION: form.regions,
        }
        if field in tables:
            return name_of(tables[field], text)
    return text


def values_of(case: Case) -> dict[CaseField, JsonValue]:
    """Return what a case has in the fields that the edit form offers, as an edit has it."""
    return {
        CaseField.CATEGORY_CODE: case.glance.category_code,
        CaseField.SEVERITY: str(case.glance.severity or ""),
        CaseField.WHAT_HAPPENED: case.what_happened,
        CaseField.HAPPENED_ON: case.happened_on.isoformat() if case.happened_on is not None else None,
        CaseField.AMOUNT: str(case.amount) if case.amount is not None else None,
        CaseField.CURRENCY: case.currency or None,
        CaseField.ASKED_AMOUNT: str(case.asked_amount) if case.asked_amount is not None else None,
        CaseField.ASKED_WHY: case.asked_why,
        CaseField.ABOUT_WHOM: case.about_whom,
        CaseField.ABOUT_USER_ID: str(case.about_user.user_id) if case.about_user is not None else None,
        CaseField.VULNERABLE: case.vulnerable,
        CaseField.REGULATORY: case.regulatory,
        CaseField.LEGAL: case.legal,
        CaseField.REGION: case.region.value,
        CaseField.CHANNEL: case.channel.value,
        CaseField.NOTE: case.note,
        CaseField.ANSWER: case.answer,
        CaseField.ROOT_CAUSE: case.root_cause or None,
        CaseField.RESULT: case.result or None,
    }
