"""Decides on one complaint: what it shows, what is done to it, and what happens where two people change it at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID, uuid4

from pydantic import JsonValue

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.complaint_cases import Case, CaseHistory, Changed
from agent_desktop.contract.complaint_form import ComplaintForm, ComplaintPrefill, OwnerChoice
from agent_desktop.contract.complaint_lists import CustomerComplaints
from agent_desktop.contract.complaint_work import (
    AssignComplaint,
    CaseField,
    ChangeComplaint,
    Edit,
    FieldConflict,
    LinkComplaint,
    MakeMove,
)
from agent_desktop.contract.complaints import ComplaintGlance, UndoRecording
from agent_desktop.contract.errors import ErrorCode

NOTHING: Final[Mapping[str, str]] = {}


class CaseKind(StrEnum):
    NONE = "none"  # no complaint is open
    LOADING = "loading"
    READY = "ready"
    LOCKED = "locked"  # not there, or not for this person
    FAILED = "failed"  # nothing to show; `problem` says why


@dataclass(frozen=True, slots=True)
class CaseState:
    """Everything the page of one complaint draws.

    `others` are the same customer's other complaints. `deeds` counts what was done here: a form that waited for one is
    over. `field_problems` are codes by field, of the last wish. `conflicts` are fields that somebody else changed as
    well: nothing of `wanted` was done yet. `merged` are those of others that stayed beside the own change. With a case,
    `problem` says why the last wish was not done, or why what is shown is no longer new (`is_old`).
    """

    complaint_id: UUID | None = None
    kind: CaseKind = CaseKind.NONE
    case: Case | None = None
    history: CaseHistory | None = None
    form: ComplaintForm | None = None
    owners: tuple[OwnerChoice, ...] | None = None
    others: tuple[ComplaintGlance, ...] = ()
    busy: bool = False
    deeds: int = 0
    is_old: bool = False
    problem: Problem | None = None
    field_problems: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[FieldConflict, ...] = ()
    wanted: Mapping[CaseField, JsonValue] = field(default_factory=dict)
    merged: frozenset[CaseField] = frozenset()


class CaseServer(Protocol):
    """The part of `client.complaints.ComplaintWorkApi` that is used here."""

    def case(self, complaint_id: UUID) -> Case: ...

    def history(self, complaint_id: UUID) -> CaseHistory: ...

    def move(self, complaint_id: UUID, command: MakeMove) -> Changed: ...

    def change(self, complaint_id: UUID, command: ChangeComplaint) -> Changed: ...

    def assign(self, complaint_id: UUID, command: AssignComplaint) -> Changed: ...

    def link(self, complaint_id: UUID, command: LinkComplaint) -> Changed: ...


class CustomerServer(Protocol):
    """The part of `client.complaints.ComplaintListsApi` that is used here."""

    def of_customer(self, customer_id: UUID) -> CustomerComplaints: ...


class FormServer(Protocol):
    """The part of `client.complaints.ComplaintRecordingApi` that is used here."""

    def form(self) -> ComplaintForm: ...

    def prefill(self, customer_id: UUID | None, call_id: UUID | None) -> ComplaintPrefill: ...

    def undo(self, complaint_id: UUID, command: UndoRecording) -> Case: ...


class CasePresenter(Shows[CaseState]):
    """`on_changed` is called when a complaint was changed here: lists and numbers are others now."""

    def __init__(
        self,
        server: CaseServer,
        form: FormServer,
        customers: CustomerServer,
        tasks: Tasks,
        on_changed: Callable[[], None],
    ) -> None:
        super().__init__(CaseState())
        self._reason = ""
        self._server, self._form, self._customers, self._tasks = server, form, customers, tasks
        self._on_changed = on_changed

    def open(self, complaint_id: UUID) -> None:
        """Show a complaint; where it is on the screen already, read it anew."""
        if complaint_id != self.state.complaint_id:
            state = self.state
            self._show(
                CaseState(complaint_id=complaint_id, kind=CaseKind.LOADING, form=state.form, owners=state.owners)
            )
        self.look()

    def look(self) -> None:
        """Read the complaint and its history anew."""
        complaint_id = self.state.complaint_id
        if complaint_id is None:
            return
        if self.state.form is None:
            self._tasks.run(self._form.form, lambda form: self._show(replace(self.state, form=form)), _pass_over)
        if self.state.owners is None:
            self._tasks.run(
                lambda: self._form.prefill(None, None),
                lambda told: self._show(replace(self.state, owners=told.owners)),
                _pass_over,
            )
        self._tasks.run(
            lambda: self._server.case(complaint_id),
            lambda case: self._came(complaint_id, case),
            lambda error: self._not_read(complaint_id, error),
        )
        self._read_history(complaint_id)

    def move(self, command: MakeMove) -> None:
        """Do a move; its id and version are put in here."""
        case = self.state.case
        if case is not None:
            asked = command.model_copy(update={"command_id": uuid4(), "seen_version": case.version})
            self._do(lambda: self._server.move(case.complaint_id, asked))

    def change(self, wanted: Mapping[CaseField, JsonValue], seen_version: int, reason: str = "") -> None:
        """Change fields of the case as it was in `seen_version`, which the person began from. Where others changed the
        same ones meanwhile, the state has `conflicts`."""
        self._reason = reason
        case = self.state.case
        if case is None or not wanted:
            return
        edit = Edit.model_validate({each.value: value for each, value in wanted.items()})
        command = ChangeComplaint(
            command_id=uuid4(), seen_version=seen_version, fields=frozenset(wanted), edit=edit, reason=reason
        )
        self._do(lambda: self._server.change(case.complaint_id, command), wanted)

    def settle(self, chosen: Mapping[CaseField, JsonValue] | None) -> None:
        """Say which values are to be of the fields that both changed, the own changes of others beside them; None drops
        the own changes."""
        wanted, case = dict(self.state.wanted), self.state.case
        self._show(replace(self.state, conflicts=(), wanted={}))
        if chosen is not None and case is not None:
            self.change({**wanted, **chosen}, case.version, self._reason)

    def assign(self, owner_id: UUID | None, backup_id: UUID | None, reason: str, team: str | None = None) -> None:
        """Give it to somebody, or to nobody of a team."""
        case = self.state.case
        if case is not None:
            command = AssignComplaint(
                command_id=uuid4(),
                seen_version=case.version,
                owner_id=owner_id,
                backup_id=backup_id,
                team=team,
                reason=reason,
            )
            self._do(lambda: self._server.assign(case.complaint_id, command))

    def link(self, command: LinkComplaint) -> None:
        """Say what belongs to it."""
        case = self.state.case
        if case is not None:
            self._do(lambda: self._server.link(case.complaint_id, command))

    def undo_recording(self) -> None:
        """It was recorded by mistake."""
        case = self.state.case
        if case is not None:
            command = UndoRecording(command_id=uuid4())
            self.run(lambda: self._form.undo(case.complaint_id, command))

    def run(self, work: Callable[[], Case]) -> None:
        """Do something that answers with the whole case."""
        self._do(lambda: Changed(case=work()))

    def _do(self, work: Callable[[], Changed], wanted: Mapping[CaseField, JsonValue] | None = None) -> None:
        if self.state.busy:
            return
        complaint_id = self.state.complaint_id
        self._show(replace(self.state, busy=True, problem=None, field_problems={}, merged=frozenset()))

        def done(changed: Changed) -> None:
            if self.state.complaint_id == complaint_id:
                self._done(changed, wanted or {})
            self._on_changed()

        def failed(error: ClientError) -> None:
            if self.state.complaint_id == complaint_id:
                self._refused(error)

        self._tasks.run(work, done, failed)

    def _done(self, changed: Changed, wanted: Mapping[CaseField, JsonValue]) -> None:
        state = replace(self.state, busy=False, case=changed.case, is_old=False)
        if changed.conflicts:
            self._show(replace(state, conflicts=changed.conflicts, wanted=dict(wanted)))
            return
        self._show(replace(state, deeds=state.deeds + 1, conflicts=(), wanted={}, merged=changed.merged))
        self._read_history(changed.case.complaint_id)

    def _refused(self, error: ClientError) -> None:
        problems: dict[str, str] = {}
        if error.code == ErrorCode.COMPLAINT_FIELDS:
            problems = {name: str(code) for name, code in error.details.items()}
        self._show(replace(self.state, busy=False, problem=error.problem, field_problems=problems))
        if error.code in (ErrorCode.STALE_VERSION, ErrorCode.COMPLAINT_MOVE_REFUSED):
            self.look()  # somebody has changed it meanwhile: what is possible now is another

    def _came(self, complaint_id: UUID, case: Case) -> None:
        state = self.state
        if state.complaint_id != complaint_id or (state.case is not None and case.version < state.case.version):
            return
        problem = None if state.is_old else state.problem
        first = state.case is None
        self._show(replace(state, kind=CaseKind.READY, case=case, is_old=False, problem=problem))
        if first and case.customer_id is not None:
            self._read_others(complaint_id, case.customer_id)

    def _not_read(self, complaint_id: UUID, error: ClientError) -> None:
        state = self.state
        if state.complaint_id != complaint_id:
            return
        if error.code in (ErrorCode.COMPLAINT_NOT_FOUND, ErrorCode.NOT_ALLOWED):
            self._show(replace(state, kind=CaseKind.LOCKED, case=None, problem=error.problem))
        elif state.case is None:
            self._show(replace(state, kind=CaseKind.FAILED, problem=error.problem))
        else:
            self._show(replace(state, is_old=True, problem=error.problem))

    def _read_others(self, complaint_id: UUID, customer_id: UUID) -> None:
        def came(told: CustomerComplaints) -> None:
            if self.state.complaint_id == complaint_id:
                others = tuple(each for each in (*told.open, *told.ended) if each.complaint_id != complaint_id)
                self._show(replace(self.state, others=others))

        self._tasks.run(lambda: self._customers.of_customer(customer_id), came, _pass_over)

    def _read_history(self, complaint_id: UUID) -> None:
        def came(history: CaseHistory) -> None:
            if self.state.complaint_id == complaint_id:
                self._show(replace(self.state, history=history))

        self._tasks.run(lambda: self._server.history(complaint_id), came, _pass_over)


def _pass_over(_error: ClientError) -> None:
    """The case itself says why nothing can be read."""
