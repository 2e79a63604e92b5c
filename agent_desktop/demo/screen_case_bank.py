"""A server of the pictures for one complaint: it says what stands here, and keeps what it is asked."""

import base64
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSizeF
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter

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
from agent_desktop.demo import screen_case_papers as papers
from agent_desktop.demo import screen_case_parts as parts
from agent_desktop.demo import screen_case_samples as samples
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
    """Complaints of a picture's server."""

    def __init__(self, case: Case = parts.CASE, *, problem: ErrorCode | None = None) -> None:
        self.shown, self.problem = case, problem
        self.conflicts: tuple[FieldConflict, ...] = ()
        self.merged: frozenset[CaseField] = frozenset()
        self.moves: list[MakeMove] = []
        self.changes: list[ChangeComplaint] = []
        self.assigned: list[AssignComplaint] = []
        self.links: list[LinkComplaint] = []

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
        return Changed(case=self.newer(), conflicts=conflicts, merged=self.merged)

    def assign(self, complaint_id: UUID, command: AssignComplaint) -> Changed:  # noqa: ARG002
        self.assigned.append(command)
        return self._changed()

    def link(self, complaint_id: UUID, command: LinkComplaint) -> Changed:  # noqa: ARG002
        self.links.append(command)
        return self._changed()

    def of_customer(self, customer_id: UUID) -> CustomerComplaints:  # noqa: ARG002
        return CustomerComplaints(open=(parts.OPEN_OTHER,), ended=(parts.EARLIER,))

    def newer(self) -> Case:
        """Return the complaint in its next version."""
        self.shown = self.shown.model_copy(update={"version": self.shown.version + 1})
        return self.shown

    def _changed(self) -> Changed:
        if self.problem is not None:
            raise ClientError(self.problem)
        return Changed(case=self.newer())


class FormBank:
    """What forms choose from."""

    def __init__(self, work: WorkBank) -> None:
        self._work = work

    def form(self) -> ComplaintForm:
        return samples.FORM

    def prefill(self, customer_id: UUID | None, call_id: UUID | None) -> ComplaintPrefill:  # noqa: ARG002
        return ComplaintPrefill(region=Region.HK, owners=samples.OWNERS)

    def undo(self, complaint_id: UUID, command: UndoRecording) -> Case:  # noqa: ARG002
        return self._work.newer()


class PartsBank:
    """Tasks and redress."""

    def __init__(self, work: WorkBank) -> None:
        self._work = work
        self.done: list[object] = []

    def add_task(self, complaint_id: UUID, command: AddTask) -> Case:  # noqa: ARG002
        self.done.append(command)
        return self._work.newer()

    def step_task(self, task_id: UUID, command: StepTask) -> ComplaintTask:  # noqa: ARG002
        self.done.append(command)
        return parts.TASK

    def propose_redress(self, complaint_id: UUID, command: ProposeRedress) -> Case:  # noqa: ARG002
        self.done.append(command)
        return self._work.newer()

    def decide_redress(self, redress_id: UUID, command: DecideRedress) -> Case:  # noqa: ARG002
        self.done.append(command)
        return self._work.newer()


class ClocksBank:
    """Deadlines."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.told = parts.CLOCKS

    def clocks(self, complaint_id: UUID) -> ComplaintClocks:  # noqa: ARG002
        return self.told

    def pause(self, clock_id: UUID, command: PauseClock) -> ComplaintClocks:  # noqa: ARG002
        self.asked.append(command)
        return self.told

    def resume(self, clock_id: UUID, command: ResumeClock) -> ComplaintClocks:  # noqa: ARG002
        self.asked.append(command)
        return self.told

    def ask_extension(self, clock_id: UUID, command: AskExtension) -> ComplaintClocks:  # noqa: ARG002
        self.asked.append(command)
        return self.told

    def decide_extension(self, clock_id: UUID, extension_id: UUID, command: DecideExtension) -> ComplaintClocks:  # noqa: ARG002
        self.asked.append(command)
        return self.told


class FilesBank:
    """Files of any record."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def attachments(self, kind: RecordKind, record_id: UUID) -> Attachments:  # noqa: ARG002
        return papers.FILES

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
        return papers.FILES.attachments[0]

    def content(self, attachment: Attachment) -> bytes:  # noqa: ARG002
        return letter_pdf("Dear Ms Ho,\n\nwe have your complaint CMP-26-01843.")

    def save(self, attachment: Attachment, place: Path) -> None:
        self.asked.append((attachment, place))

    def remove(self, attachment_id: UUID, command: RemoveFile) -> Attachment:  # noqa: ARG002
        self.asked.append(command)
        return papers.FILES.attachments[0]


class LettersBank:
    """Letters, drawn as soon as they are asked for."""

    def __init__(self) -> None:
        self.previewed: list[PreviewLetter] = []
        self.sent_letters: list[SendLetter] = []
        self.listed = papers.LETTERS

    def letters(self, complaint_id: UUID) -> Letters:  # noqa: ARG002
        return self.listed

    def preview(self, complaint_id: UUID, asked: PreviewLetter) -> LetterPreview:  # noqa: ARG002
        self.previewed.append(asked)
        missing = tuple(
            each.code for each in papers.TEMPLATE.words if each.needed and not asked.words.get(each.code, "").strip()
        )
        body = "\n\n".join(filter(None, ("Dear Ms Ho,", *asked.words.values(), "Yours sincerely,\nAmy Wong")))
        pdf = base64.b64encode(letter_pdf(body))
        return LetterPreview(
            template=asked.template, language=asked.language, digest="d", pdf=pdf, pages=1, missing=missing
        )

    def send(self, complaint_id: UUID, command: SendLetter) -> SentLetter:  # noqa: ARG002
        self.sent_letters.append(command)
        return papers.LETTERS.sent[0]


class SurveysBank:
    """What customers are asked."""

    def __init__(self, surveys: Surveys = papers.SURVEYS) -> None:
        self.surveys = surveys
        self.asked: list[object] = []

    def forms(self) -> tuple[SurveyForm, ...]:
        return (papers.SURVEY_FORM,)

    def of_record(self, kind: RecordKind, record_id: UUID) -> Surveys:  # noqa: ARG002
        return self.surveys

    def ask(self, command: AskSurvey) -> Survey:
        self.asked.append(command)
        return papers.SURVEY

    def answer(self, survey_id: UUID, command: AnswerSurvey) -> Survey:  # noqa: ARG002
        self.asked.append(command)
        return papers.SURVEY

    def refuse(self, survey_id: UUID, command: RefuseSurvey) -> Survey:  # noqa: ARG002
        self.asked.append(command)
        return papers.SURVEY


class CaseBank:
    """All of a picture's server for one complaint."""

    def __init__(
        self, case: Case = parts.CASE, *, problem: ErrorCode | None = None, surveys: Surveys = papers.SURVEYS
    ) -> None:
        self.work = WorkBank(case, problem=problem)
        self.form, self.parts = FormBank(self.work), PartsBank(self.work)
        self.clocks, self.files = ClocksBank(), FilesBank()
        self.letters, self.surveys = LettersBank(), SurveysBank(surveys)


def case_presenters(bank: CaseBank, on_changed: Callable[[], None] = lambda: None) -> CasePresenters:
    """Return who decides, on this bank."""
    tasks = ImmediateTasks()
    case = CasePresenter(bank.work, bank.form, bank.work, tasks, on_changed)
    return CasePresenters(
        case=case,
        parts=PartsPresenter(case, bank.parts, bank.work),
        clocks=ClocksPresenter(bank.clocks, tasks, case.look),
        files=FilesPresenter(bank.files, tasks),
        letters=LettersPresenter(bank.letters, tasks, case.look),
        surveys=SurveysPresenter(bank.surveys, tasks),
    )


def case_page(theme: Theme, bank: CaseBank, *, width: int = 976) -> CasePage:
    """Return the page of one complaint on this bank."""
    page = CasePage(theme, still_ticker(), case_presenters(bank), show_at_once=True)
    page.resize(width, 700)
    page.open(parts.ID)
    page.view.head.focus_moves()
    return page
