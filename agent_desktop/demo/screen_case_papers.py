"""Letters, files and surveys of the complaint of the pictures."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from agent_desktop.contract.attachments import (
    Attachment,
    AttachmentOrigin,
    Attachments,
    AttachmentState,
    FileType,
    RecordKind,
)
from agent_desktop.contract.letters import Letters, LetterTemplate, LetterWay, LetterWord, SentLetter, WordKind
from agent_desktop.contract.mails import MailStage
from agent_desktop.contract.surveys import (
    KeptScore,
    Survey,
    SurveyForm,
    SurveyQuestion,
    Surveys,
    SurveyState,
    SurveyWay,
)
from agent_desktop.demo.screen_case_parts import ID, LETTER_SENT
from agent_desktop.demo.screen_case_samples import named
from agent_desktop.demo.screen_customers import NOW

_DAY: Final = timedelta(days=1)
_LETTER_PDF: Final = Attachment(
    attachment_id=named("letter pdf"),
    record_kind=RecordKind.COMPLAINT,
    record_id=ID,
    name="Acknowledgement CMP-26-01843.pdf",
    media_type=FileType.PDF,
    size=48_120,
    checksum="0" * 64,
    origin=AttachmentOrigin.LETTER,
    state=AttachmentState.KEPT,
    added_at=LETTER_SENT,
    added_by=named("Amy Wong"),
    added_by_name="Amy Wong",
)
FILES: Final = Attachments(
    attachments=(
        _LETTER_PDF,
        _LETTER_PDF.model_copy(
            update={
                "attachment_id": named("photo"),
                "name": "Order form, both sides.jpg",
                "media_type": FileType.JPEG,
                "size": 2_412_000,
                "origin": AttachmentOrigin.ADDED,
                "may_remove": True,
            }
        ),
    ),
    media_types=tuple(FileType),
    largest_bytes=20_000_000,
    most=20,
    may_add=True,
)
TEMPLATE: Final = LetterTemplate(
    code="final_answer",
    name={"en": "Final answer", "zh": "最终答复"},
    languages=("en", "zh"),
    words=(
        LetterWord(
            code="findings",
            name={"en": "What we found", "zh": "调查结果"},
            kind=WordKind.PARAGRAPHS,
            needed=True,
            suggested="The form that you signed names our own fee only. You should have been told of the other one.",
        ),
        LetterWord(
            code="redress",
            name={"en": "What we do about it", "zh": "处理措施"},
            kind=WordKind.PARAGRAPHS,
            needed=True,
            suggested="We pay back HKD 260.00 to your account within 3 working days.",
        ),
        LetterWord(code="until", name={"en": "Paid by", "zh": "到账日期"}, kind=WordKind.DATE, needed=False),
    ),
)
LETTERS: Final = Letters(
    templates=(
        TEMPLATE,
        TEMPLATE.model_copy(update={"code": "holding", "name": {"en": "Holding reply", "zh": "进展告知"}, "words": ()}),
        TEMPLATE.model_copy(
            update={"code": "acknowledgement", "name": {"en": "Acknowledgement", "zh": "受理告知"}, "fits_now": False}
        ),
    ),
    sent=(
        SentLetter(
            letter_id=named("letter"),
            template="acknowledgement",
            name={"en": "Acknowledgement", "zh": "受理告知"},
            language="en",
            way=LetterWay.POST,
            to_name="Ms Grace Ho Wing Sze",
            to_masked="•• Kennedy Road, Wan Chai",
            sent_at=LETTER_SENT,
            sent_by=named("Amy Wong"),
            sent_by_name="Amy Wong",
            attachment_id=named("letter pdf"),
            pages=1,
            checksum="0" * 64,
        ),
    ),
    language="en",
    ways={LetterWay.POST: "•• Kennedy Road, Wan Chai", LetterWay.SECURE_INBOX: ""},
    to_name="Ms Grace Ho Wing Sze",
)
_BY_EMAIL: Final = LETTERS.sent[0].model_copy(
    update={"way": LetterWay.EMAIL, "to_masked": "g•••••@•••••.example", "mail": MailStage.SENT}
)
MAILED: Final = LETTERS.model_copy(
    update={
        "sent": (
            _BY_EMAIL,
            _BY_EMAIL.model_copy(
                update={
                    "letter_id": named("holding, refused"),
                    "name": {"en": "Holding reply", "zh": "进展告知"},
                    "sent_at": NOW - 2 * _DAY,
                    "mail": MailStage.NOT_SENT,
                    "mail_why": "address",
                }
            ),
            _BY_EMAIL.model_copy(
                update={
                    "letter_id": named("holding, waiting"),
                    "name": {"en": "Holding reply", "zh": "进展告知"},
                    "sent_at": NOW - timedelta(minutes=1),
                    "mail": MailStage.WAITING,
                }
            ),
        )
    }
)
SURVEY_FORM: Final = SurveyForm(
    code="complaint",
    name={"en": "After a complaint", "zh": "投诉办结回访"},
    about=RecordKind.COMPLAINT,
    intro={
        "en": "May I ask two short questions about how we dealt with it?",
        "zh": "想请您就这次处理回答两个小问题，可以吗？",
    },
    low={"en": "not at all", "zh": "完全没有"},
    high={"en": "fully", "zh": "完全"},
    questions=(
        SurveyQuestion(
            code="result",
            perceived={"en": "Was the result fair?", "zh": "处理结果公平吗？"},
            expected={"en": "How fair had you expected it to be?", "zh": "您事先预期有多公平？"},
        ),
        SurveyQuestion(code="speed", perceived={"en": "Was it quick enough?", "zh": "处理得够快吗？"}),
    ),
    ways=(SurveyWay.PHONE, SurveyWay.MESSAGE),
    answered_within_days=14,
)
SURVEY: Final = Survey(
    survey_id=named("survey"),
    version=2,
    form="complaint",
    form_name=SURVEY_FORM.name,
    record_kind=RecordKind.COMPLAINT,
    record_id=ID,
    customer_id=named("Ms Grace Ho"),
    way=SurveyWay.PHONE,
    state=SurveyState.ANSWERED,
    asked_at=NOW - _DAY,
    asked_by=named("Amy Wong"),
    ends_at=NOW + 13 * _DAY,
    answered_at=NOW - _DAY,
    scores=(
        KeptScore(question="result", perceived=4, expected=5),
        KeptScore(question="speed", perceived=3),
    ),
    perceived=Decimal("3.5"),
    expected=Decimal("4.5"),
    gap=Decimal("-1.0"),
    comment="Friendly, but I had to call twice.",
)
SURVEYS: Final = Surveys(why_not="not_closed")
ANSWERED: Final = Surveys(surveys=(SURVEY,), why_not="asked_already")
