"""``/v1/complaints``: what a form starts with, recording, joining, taking back."""

from uuid import UUID

from fastapi import APIRouter

from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaint_form import (
    ComplaintForm,
    ComplaintPrefill,
    FindSame,
    SameComplaints,
    SubjectTransactions,
)
from agent_desktop.contract.complaints import JoinInto, RecordComplaint, UndoRecording
from agent_desktop.records.complaints.access import Asking, get_readable
from agent_desktop.records.complaints.concerned import colleagues_of
from agent_desktop.records.complaints.evidence import hold_recordings
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.prefill import last_transactions, prefill
from agent_desktop.records.complaints.recording import join_into, record_complaint, undo_recording
from agent_desktop.records.complaints.same import find_same
from agent_desktop.records.handed_forms.service import record_form
from agent_desktop.records.interactions.linking import find_link
from agent_desktop.server.complaints.asking import ComplaintDesk, Reader, Recorder, Unit, expect_own_part
from agent_desktop.server.complaints.people import PeopleOfCentre
from agent_desktop.server.complaints.telling import TellNumber
from agent_desktop.server.unit_of_work import UnitOfWork


def recording_routes(desk: ComplaintDesk, currencies: tuple[str, ...], tell_number: TellNumber) -> APIRouter:
    """Build the routes. `currencies` are those that there are rates for."""
    router = APIRouter(tags=["complaints"])

    @router.get("/complaints/form")
    def read_form(_: Reader, work: Unit) -> ComplaintForm:
        now = {"currencies": currencies, "colleagues": colleagues_of(PeopleOfCentre(work.session))}
        return desk.book.form.model_copy(update=now)

    @router.get("/complaints/prefill")
    def read_prefill(
        person: Reader, work: Unit, customer_id: UUID | None = None, call_id: UUID | None = None
    ) -> ComplaintPrefill:
        expect_own_part(work.session, call_id, person)
        return prefill(work.session, customer_id, call_id, desk.asking(work, person))

    @router.get("/complaints/transactions")
    def read_transactions(customer_id: UUID, holding_id: UUID, person: Recorder, work: Unit) -> SubjectTransactions:
        return last_transactions(work.session, customer_id, holding_id, desk.asking(work, person))

    @router.post("/complaints/same")
    def read_same(asked: FindSame, person: Recorder, work: Unit) -> SameComplaints:
        return find_same(work.session, asked, desk.asking(work, person))

    @router.post("/complaints")
    def record(command: RecordComplaint, person: Recorder, work: Unit) -> Case:
        def do(asking: Asking) -> ComplaintRow:
            expect_own_part(work.session, command.call_id, person)
            record_form(work.session, command.complaint_id, by=person.user_id)
            row = record_complaint(work.session, _with_customer(work, command), asking)
            if command.attach_recording:
                hold_recordings(work.session, row, asking)
            if command.tell_number:
                tell_number(work, person, row)
            return row

        return desk.case_once(work, person, command.command_id, "record complaint", command, do)

    @router.post("/complaints/{complaint_id}/joins")
    def join(complaint_id: UUID, command: JoinInto, person: Recorder, work: Unit) -> Case:
        def do(asking: Asking) -> ComplaintRow:
            expect_own_part(work.session, command.record.call_id, person)
            record_form(work.session, command.record.complaint_id, by=person.user_id)
            return join_into(work.session, complaint_id, _with_customer(work, command.record), asking)

        return desk.case_once(work, person, command.command_id, f"join complaint {complaint_id}", command, do)

    @router.post("/complaints/{complaint_id}/undo")
    def undo(complaint_id: UUID, command: UndoRecording, person: Recorder, work: Unit) -> Case:
        def do(asking: Asking) -> ComplaintRow:
            get_readable(work.session, complaint_id, asking.who)
            return undo_recording(work.session, complaint_id, asking)

        return desk.case_once(work, person, command.command_id, f"undo complaint {complaint_id}", command, do)

    return router


def _with_customer(work: UnitOfWork, command: RecordComplaint) -> RecordComplaint:
    """Have a record of a call without a customer be that of whom the call is from."""
    if command.customer_id is not None or command.call_id is None:
        return command
    link = find_link(work.session, command.call_id)
    return command.model_copy(update={"customer_id": link.customer_id}) if link is not None else command
