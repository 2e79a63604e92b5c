"""E-mails to one customer as pictures show them: written, sent, and one that may not be."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from agent_desktop.contract.campaigns import MemberState, WhyNot
from agent_desktop.contract.customer_mails import CustomerMail, MailForm, MailPreview, MailStep, MailTemplate
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.ui.mailing.presenter import MailState, MailWords

CLOSED: Final = MailState()
_FORM: Final = MailForm(
    templates=(
        MailTemplate(code="news", name={"en": "A letter of our own", "zh": "自拟通知"}, needs_text=True),
        MailTemplate(code="survey", name={"en": "Quarterly survey", "zh": "季度满意度调查"}),
        MailTemplate(code="offer", name={"en": "An offer", "zh": "产品推介"}, is_marketing=True, needs_text=True),
    ),
    to_masked="t•••@mail.example",
)
_TEXT: Final = "The form that you asked for is ready at the branch in Nathan Road.\n\nPlease bring your identity card."
_WORDS: Final = MailWords("news", "en", _TEXT)
_PREVIEW: Final = MailPreview(
    subject="News from your bank",
    text=f"Dear Mr Chan,\n\n{_TEXT}\n\nYours sincerely,\n\nCustomer Relations\nHarbour Bank\n",
    to_masked=_FORM.to_masked,
)
WRITTEN: Final = MailState(
    open=True, customer_id=UUID(int=1), name="Mr Chan Tai Man", form=_FORM, words=_WORDS, preview=_PREVIEW,
    previewed=_WORDS,
)  # fmt: skip
SENT: Final = replace(
    WRITTEN,
    sent=CustomerMail(
        mail_id=UUID(int=2), template_name=_FORM.templates[0].name, language="en", state=MemberState.WAITING,
        asked_at=NOW, undo_until=NOW + timedelta(seconds=24), steps=frozenset({MailStep.UNDO}),
    ),
)  # fmt: skip
_OFFER: Final = MailWords("offer", "zh", "新基金已开放认购。")
REFUSED: Final = replace(
    WRITTEN,
    words=_OFFER,
    previewed=_OFFER,
    preview=MailPreview(
        subject="为您推荐", text="尊敬的陈先生：\n\n新基金已开放认购。\n\n客户关系部\n", why_not=WhyNot.NO_CONSENT
    ),
)
