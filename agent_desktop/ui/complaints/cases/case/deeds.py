"""From the press of a button to the deed: which form opens, and what its values ask of the server."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final
from uuid import uuid4

from pydantic import JsonValue
from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.attachments import Attachment
from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaint_clocks import Clock, ClockStage
from agent_desktop.contract.complaint_parts import ComplaintTask, ComplaintTaskStep, Redress, RedressDecision
from agent_desktop.contract.complaint_work import CaseField, LinkComplaint, LinkKind, MakeMove, MoveOffer, Need
from agent_desktop.contract.complaints import ReplyChannel
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.complaints.cases.case import forms
from agent_desktop.ui.complaints.cases.case.form_host import Deed, FormHost, Progress
from agent_desktop.ui.complaints.cases.case.presenter import CasePresenter
from agent_desktop.ui.complaints.cases.case.values import values_of
from agent_desktop.ui.complaints.cases.clocks.presenter import ClocksPresenter
from agent_desktop.ui.complaints.cases.files.presenter import FilesPresenter
from agent_desktop.ui.complaints.cases.letters.presenter import LettersPresenter
from agent_desktop.ui.complaints.cases.parts.presenter import PartsPresenter
from agent_desktop.ui.complaints.cases.surveys.presenter import SurveysPresenter
from agent_desktop.ui.complaints.small_form import FormSpec, Value, Values
from agent_desktop.ui.complaints.words import problem_word
from agent_desktop.ui.widgets.ticker import Ticker

_END_OF_DAY: Final = time(18, 0)
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class CasePresenters:
    """Who decides on one complaint."""

    case: CasePresenter
    parts: PartsPresenter
    clocks: ClocksPresenter
    files: FilesPresenter
    letters: LettersPresenter
    surveys: SurveysPresenter


def case_progress(presenter: CasePresenter) -> Progress:
    """Return how far the case is, with what is wrong with fields in words."""
    state = presenter.state
    problem = None if state.is_old else state.problem
    wrong = problem is not None and problem.code == ErrorCode.COMPLAINT_FIELDS
    fields = {name: problem_word(code) for name, code in state.field_problems.items()} if wrong else {}
    return Progress(state.deeds, state.busy, problem, fields)


class CaseDeeds:
    """What is done to the complaint itself."""

    def __init__(self, presenters: CasePresenters, host: FormHost) -> None:
        self._case, self._host = presenters.case, host

    def move(self, offer: MoveOffer) -> None:
        self._open(forms.move_form(offer, self._case.state), lambda values: self._move(offer, values))

    def hand_over(self) -> None:
        self._open(forms.owner_form(self._case.state), self._hand_over)

    def edit(self) -> None:
        base = self._case.state.case
        if base is not None:
            self._open(forms.edit_form(self._case.state), lambda values: self._edit(base, values))

    def link(self) -> None:
        case = self._case

        def do(values: Values) -> None:
            case.link(
                LinkComplaint(
                    command_id=uuid4(), kind=LinkKind.REPEAT_OF, other_id=forms.uuid_or_none(values["other_id"])
                )
            )

        self._open(forms.link_form(case.state), do)

    def _open(self, spec: FormSpec, deed: Deed) -> None:
        self._host.open(spec, deed, lambda: case_progress(self._case))

    def _move(self, offer: MoveOffer, values: Values) -> None:
        told = _text(values.get(Need.TOLD_BY))
        until = values.get(Need.UNTIL)
        command = MakeMove(
            command_id=uuid4(),
            seen_version=0,
            move=offer.move,
            reason=_text(values.get(Need.REASON)),
            answer=_text(values.get(Need.ANSWER)),
            root_cause=_text(values.get(Need.ROOT_CAUSE)) or None,
            result=_text(values.get(Need.RESULT)) or None,
            until=until if isinstance(until, date) else None,
            told_by=ReplyChannel(told) if told else None,
            into_id=forms.uuid_or_none(values.get(Need.INTO)),
        )
        self._case.move(command)

    def _hand_over(self, values: Values) -> None:
        owner, backup = forms.uuid_or_none(values["owner_id"]), forms.uuid_or_none(values["backup_id"])
        self._case.assign(owner, backup, _text(values["reason"]))

    def _edit(self, base: Case, values: Values) -> None:
        """Change what differs from `base`, which the form was opened with: what others changed since is not ours."""
        before = values_of(base)
        wanted: dict[CaseField, JsonValue] = {}
        for code, value in values.items():
            if code == Need.REASON:
                continue
            field = CaseField(code)
            new = _as_edit(field, value)
            if new != before[field] and (new or before[field]):
                wanted[field] = new
        if wanted:
            self._case.change(wanted, base.version, _text(values.get(Need.REASON)))
        else:
            self._host.close()


class PartDeeds:
    """What is done to its parts: tasks, redress, clocks and files."""

    def __init__(self, presenters: CasePresenters, host: FormHost, ticker: Ticker) -> None:
        self._shown, self._host, self._ticker = presenters, host, ticker

    def add_task(self) -> None:
        today = self._ticker.local(self._ticker.now()).date()
        self._open(forms.task_form(self._shown.case.state, today), self._add_task)

    def step_task(self, task: ComplaintTask, step: ComplaintTaskStep) -> None:
        parts = self._shown.parts

        def do(values: Values) -> None:
            parts.step_task(task, step, _text(values.get("words")), self._end_of(values.get("due_on")))

        self._open(forms.step_form(task, step), do)

    def propose_redress(self) -> None:
        self._open(forms.redress_form(self._shown.case.state), self._propose)

    def decide_redress(self, redress: Redress, decision: RedressDecision) -> None:
        parts = self._shown.parts
        self._open(
            forms.decision_form(redress, decision),
            lambda values: parts.decide_redress(redress, decision, _text(values.get("reason"))),
        )

    def work_on_clock(self, clock: Clock, what: str, stage: ClockStage | None = None) -> None:
        """`what` is ``pause``, ``resume``, ``extend``, ``approve`` or ``refuse``."""
        clocks = self._shown.clocks
        if what == "resume":
            clocks.resume(clock)
        elif what == "pause":
            self._open(
                forms.pause_form(clock), lambda values: clocks.pause(clock, _text(values["reason"])), self._of_clocks
            )
        elif stage is not None and what == "extend":
            self._open(
                forms.extend_form(clock, stage),
                lambda values: clocks.extend(clock, stage.code, _text(values["reason"])),
                self._of_clocks,
            )
        elif stage is not None:
            approved = what == "approve"
            self._open(
                forms.decide_form(clock, stage, approved=approved),
                lambda values: clocks.decide(clock, stage, _text(values["reason"]), approved=approved),
                self._of_clocks,
            )

    def remove_file(self, file: Attachment) -> None:
        files = self._shown.files
        self._open(forms.remove_form(file), lambda values: files.remove(file, _text(values["why"])), self._of_files)

    def _open(self, spec: FormSpec | None, deed: Deed, progress: Callable[[], Progress] | None = None) -> None:
        self._host.open(spec, deed, progress or (lambda: case_progress(self._shown.case)))

    def _add_task(self, values: Values) -> None:
        due = self._end_of(values["due_on"])
        if due is not None:
            self._shown.parts.add_task(_text(values["department"]), _text(values["words"]), due)

    def _propose(self, values: Values) -> None:
        amount, form = values["amount"], self._shown.case.state.form
        kinds = form.redress_kinds if form is not None else ()
        kind = next((each for each in kinds if each.code == values["kind"]), None)
        given = amount if isinstance(amount, Decimal) and kind is not None and kind.has_amount else None
        if kind is not None and kind.has_amount and given is None:
            self._host.form.show_problems({"amount": translate("Cases", "Say how much.")})
            return
        currency = _text(values["currency"]) or None if given is not None else None
        self._shown.parts.propose_redress(_text(values["kind"]), given, currency, _text(values["reason"]))

    def _of_clocks(self) -> Progress:
        state = self._shown.clocks.state
        return Progress(state.deeds, state.busy, state.problem)

    def _of_files(self) -> Progress:
        state = self._shown.files.state
        return Progress(state.deeds, state.busy, state.problem)

    def _end_of(self, day: Value) -> datetime | None:
        if not isinstance(day, date):
            return None
        zone = self._ticker.local(self._ticker.now()).tzinfo
        return datetime.combine(day, _END_OF_DAY, tzinfo=zone)


def _as_edit(field: CaseField, value: Value) -> str | bool | None:
    """Return a value as an edit has it, and as `values_of` gives it."""
    if isinstance(value, bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value)
    empties = (CaseField.WHAT_HAPPENED, CaseField.ASKED_WHY, CaseField.ABOUT_WHOM, CaseField.NOTE, CaseField.ANSWER)
    return text if text or field in empties else None


def _text(value: Value) -> str:
    return "" if value is None else str(value)
