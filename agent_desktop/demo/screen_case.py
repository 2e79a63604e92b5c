"""The page of one complaint, in one state after another."""

import base64
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSizeF
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.attachments import Attachment, Attachments, RecordKind, RemoveFile
from agent_desktop.contract.complaint_cases import Case, CaseHistory, Changed
from agent_desktop.contract.complaint_clocks import (
    AskExtension,
    ComplaintClocks,
    DecideExtension,
    PauseClock,
    ResumeClock,
)
from agent_desktop.contract.complaint_form import ComplaintForm, ComplaintPrefill
from agent_desktop.contract.complaint_lists import CustomerComplaints
from agent_desktop.contract.complaint_parts import AddTask, ComplaintTask, DecideRedress, ProposeRedress, StepTask
from agent_desktop.contract.complaint_work import (
    AssignComplaint,
    CaseField,
    ChangeComplaint,
    FieldConflict,
    LinkComplaint,
    MakeMove,
)
from agent_desktop.contract.complaints import Region, UndoRecording
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.letters import LetterPreview, Letters, PreviewLetter, SendLetter, SentLetter
from agent_desktop.contract.surveys import AnswerSurvey, AskSurvey, RefuseSurvey, Survey, SurveyForm, Surveys
from agent_desktop.demo import screen_case_parts as parts
from agent_desktop.demo import screen_case_samples as samples
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import still_ticker
from agent_desktop.ui.complaints.cases.case.deeds import CasePresenters
from agent_desktop.ui.complaints.cases.case.page import CasePage
from agent_desktop.ui.complaints.cases.case.presenter import CasePresenter
from agent_desktop.ui.complaints.cases.clocks.presenter import ClocksPresenter
from agent_desktop.ui.complaints.cases.files.presenter import FilesPresenter
from agent_desktop.ui.complaints.cases.letters.presenter import LettersPresenter
from agent_desktop.ui.complaints.cases.parts.presenter import PartsPresenter
from agent_desktop.ui.complaints.cases.surveys.presenter import SurveysPresenter
from agent_desktop.ui.theme.theme import Theme


def letter_pdf(words: str) -> bytes:
    """Return a page with these words on it, as a server's letter would be."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QSizeF(210, 297), QPageSize.Unit.Millimeter))
    writer.setResolution(96)
    painter = QPainter(writer)
    painter.setFont(QFont("Noto Sans CJK SC", 11))
    painter.drawText(40, 60, 600, 800, 0x1000, words)
    painter.end()
    return bytes(QByteArray(buffer.data()).data())


class WorkBank:
    """Complaint, parts and form of a picture's server."""

    def __init__(self, case: Case = parts.CASE, *, problem: ErrorCode | None = None) -> None:
        self.shown, self.problem = case, problem
        self.conflicts: tuple[FieldConflict, ...] = ()
        self.moves: list[MakeMove] = []
        self.changes: list[ChangeComplaint] = []
        self.assigned: list[AssignComplaint] = []
        self.done: list[object] = []

    def case(self, complaint_id: UUID) -> Case:  # noqa: ARG002
        if self.problem is not None:
            raise ClientError(self.problem)
        return self.shown

    def history(self, complaint_id: UUID) -> CaseHistory:  # noqa: ARG002
        return parts.HISTORY

    def move(self, complaint_id: UUID, command: MakeMove) -> Changed:  # noqa: ARG002
        self.moves.append(command)
        return self._changed()

    def change(self, complaint_id: UUID, command: ChangeComplaint) -> Changed:  # noqa: ARG002
        self.changes.append(command)
        conflicts, self.conflicts = self.conflicts, ()
        return Changed(case=self._newer(), conflicts=conflicts)

    def assign(self, complaint_id: UUID, command: AssignComplaint) -> Changed:  # noqa: ARG002
        self.assigned.append(command)
        return self._changed()

    def link(self, complaint_id: UUID, command: LinkComplaint) -> Changed:  # noqa: ARG002
        self.done.append(command)
        return self._changed()

    def of_customer(self, customer_id: UUID) -> CustomerComplaints:  # noqa: ARG002
        return CustomerComplaints(open=(parts.OPEN_OTHER,), ended=(parts.EARLIER,))

    def form(self) -> ComplaintForm:
        return samples.FORM

    def prefill(self, customer_id: UUID | None, call_id: UUID | None) -> ComplaintPrefill:  # noqa: ARG002
        return ComplaintPrefill(region=Region.HK, owners=samples.OWNERS)

    def undo(self, complaint_id: UUID, command: UndoRecording) -> Case:  # noqa: ARG002
        return self._newer()

    def add_task(self, complaint_id: UUID, command: AddTask) -> Case:  # noqa: ARG002
        self.done.append(command)
        return self._newer()

    def step_task(self, task_id: UUID, command: StepTask) -> ComplaintTask:  # noqa: ARG002
        self.done.append(command)
        return parts.TASK

    def propose_redress(self, complaint_id: UUID, command: ProposeRedress) -> Case:  # noqa: ARG002
        self.done.append(command)
        return self._newer()

    def decide_redress(self, redress_id: UUID, command: DecideRedress) -> Case:  # noqa: ARG002
        self.done.append(command)
        return self._newer()

    def _newer(self) -> Case:
        self.shown = self.shown.model_copy(update={"version": self.shown.version + 1})
        return self.shown

    def _changed(self) -> Changed:
        if self.problem is not None:
            raise ClientError(self.problem)
        return Changed(case=self._newer())


class PapersBank:
    """Clocks, files, letters and surveys of a picture's server."""

    def __init__(self, *, surveys: Surveys = parts.SURVEYS) -> None:
        self.surveys = surveys
        self.asked: list[object] = []
        self.sent_letters: list[SendLetter] = []

    def clocks(self, complaint_id: UUID) -> ComplaintClocks:  # noqa: ARG002
        return parts.CLOCKS

    def pause(self, clock_id: UUID, command: PauseClock) -> ComplaintClocks:  # noqa: ARG002
        self.asked.append(command)
        return parts.CLOCKS

    def resume(self, clock_id: UUID, command: ResumeClock) -> ComplaintClocks:  # noqa: ARG002
        self.asked.append(command)
        return parts.CLOCKS

    def ask_extension(self, clock_id: UUID, command: AskExtension) -> ComplaintClocks:  # noqa: ARG002
        self.asked.append(command)
        return parts.CLOCKS

    def decide_extension(self, clock_id: UUID, extension_id: UUID, command: DecideExtension) -> ComplaintClocks:  # noqa: ARG002
        self.asked.append(command)
        return parts.CLOCKS

    def attachments(self, kind: RecordKind, record_id: UUID) -> Attachments:  # noqa: ARG002
        return parts.FILES

    def add(
        self,
        kind: RecordKind,  # noqa: ARG002
        record_id: UUID,  # noqa: ARG002
        attachment_id: UUID,
        file: Path,  # noqa: ARG002
        told: Callable[[int, int], None] = lambda *_: None,
    ) -> Attachment:
        self.asked.append(attachment_id)
        told(10, 10)
        return parts.FILES.attachments[0]

    def content(self, attachment: Attachment) -> bytes:  # noqa: ARG002
        return letter_pdf("Dear Ms Ho,\n\nwe have your complaint CMP-26-01843.")

    def save(self, attachment: Attachment, place: Path) -> None:
        self.asked.append((attachment, place))

    def remove(self, attachment_id: UUID, command: RemoveFile) -> Attachment:  # noqa: ARG002
        self.asked.append(command)
        return parts.FILES.attachments[0]

    def letters(self, complaint_id: UUID) -> Letters:  # noqa: ARG002
        return parts.LETTERS

    def preview(self, complaint_id: UUID, asked: PreviewLetter) -> LetterPreview:  # noqa: ARG002
        missing = tuple(
            each.code for each in parts.TEMPLATE.words if each.needed and not asked.words.get(each.code, "").strip()
        )
        body = "\n\n".join(filter(None, ("Dear Ms Ho,", *asked.words.values(), "Yours sincerely,\nAmy Wong")))
        pdf = base64.b64encode(letter_pdf(body))
        return LetterPreview(
            template=asked.template, language=asked.language, digest="d", pdf=pdf, pages=1, missing=missing
        )

    def send(self, complaint_id: UUID, command: SendLetter) -> SentLetter:  # noqa: ARG002
        self.sent_letters.append(command)
        return parts.LETTERS.sent[0]

    def forms(self) -> tuple[SurveyForm, ...]:
        return (parts.SURVEY_FORM,)

    def of_record(self, kind: RecordKind, record_id: UUID) -> Surveys:  # noqa: ARG002
        return self.surveys

    def ask(self, command: AskSurvey) -> Survey:
        self.asked.append(command)
        return parts.SURVEY

    def answer(self, survey_id: UUID, command: AnswerSurvey) -> Survey:  # noqa: ARG002
        self.asked.append(command)
        return parts.SURVEY

    def refuse(self, survey_id: UUID, command: RefuseSurvey) -> Survey:  # noqa: ARG002
        self.asked.append(command)
        return parts.SURVEY


def case_presenters(
    bank: WorkBank, papers: PapersBank, on_changed: Callable[[], None] = lambda: None
) -> CasePresenters:
    """Return who decides, on these banks."""
    tasks = ImmediateTasks()
    case = CasePresenter(bank, bank, bank, tasks, on_changed)
    return CasePresenters(
        case=case,
        parts=PartsPresenter(case, bank, bank),
        clocks=ClocksPresenter(papers, tasks, case.look),
        files=FilesPresenter(papers, tasks),
        letters=LettersPresenter(papers, tasks, case.look),
        surveys=SurveysPresenter(papers, tasks),
    )


def case_page(theme: Theme, bank: WorkBank, papers: PapersBank, *, width: int = 976) -> CasePage:
    """Return the page of one complaint on these banks."""
    page = CasePage(theme, still_ticker(), case_presenters(bank, papers), show_at_once=True)
    page.resize(width, 700)
    page.open(parts.ID)
    page.view.head.focus_moves()
    return page


def _case(theme: Theme, *, tab: int = 0, width: int = 976, surveys: Surveys = parts.SURVEYS) -> QWidget:
    page = case_page(theme, WorkBank(), PapersBank(surveys=surveys), width=width)
    page.view.open_tab(tab)
    return page


def _moving(theme: Theme) -> QWidget:
    page = case_page(theme, WorkBank(), PapersBank())
    page.deeds.move(parts.CASE.moves[0])
    return page


def _editing(theme: Theme) -> QWidget:
    page = case_page(theme, WorkBank(), PapersBank())
    page.deeds.edit()
    return page


def _conflict(theme: Theme) -> QWidget:
    bank = WorkBank()
    bank.conflicts = (
        FieldConflict(
            field=CaseField.AMOUNT,
            before="250.00",
            yours="270.00",
            theirs="260.00",
            by_name="Ken Yip",
            at=NOW - timedelta(minutes=3),
        ),
        FieldConflict(
            field=CaseField.NOTE,
            before=parts.CASE.note,
            yours="She was calm. Call her after six.",
            theirs="She was calm, and asks for the form that she signed.",
            by_name="Ken Yip",
            at=NOW - timedelta(minutes=3),
        ),
    )
    page = case_page(theme, bank, PapersBank())
    page.presenters.case.change({CaseField.AMOUNT: "270.00", CaseField.NOTE: "She was calm. Call her after six."}, 8)
    return page


def _letter(theme: Theme) -> QWidget:
    page = case_page(theme, WorkBank(), PapersBank())
    page.presenters.letters.write("final_answer")
    return page


def _gone(theme: Theme, problem: ErrorCode) -> QWidget:
    return case_page(theme, WorkBank(problem=problem), PapersBank())


def _old(theme: Theme) -> QWidget:
    bank = WorkBank()
    page = case_page(theme, bank, PapersBank())
    bank.problem = ErrorCode.SERVER_AWAY
    page.look()
    return page


CASES: Final[Mapping[str, Callable[[Theme], QWidget]]] = MappingProxyType(
    {
        "case": partial(_case),
        "case-work": partial(_case, tab=1),
        "case-papers": partial(_case, tab=2),
        "case-story": partial(_case, tab=3, surveys=parts.ANSWERED),
        "case-narrow": partial(_case, width=680),
        "case-dates": partial(_case, tab=4, width=680),
        "case-moving": _moving,
        "case-editing": _editing,
        "case-conflict": _conflict,
        "case-letter": _letter,
        "case-locked": partial(_gone, problem=ErrorCode.COMPLAINT_NOT_FOUND),
        "case-away": partial(_gone, problem=ErrorCode.SERVER_AWAY),
        "case-old": _old,
    }
)
