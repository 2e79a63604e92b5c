"""``/v1/complaints/list`` and its neighbours: pages, figures, saved filters, many at once."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query

from agent_desktop.contract.complaint_lists import (
    AssignMany,
    ComplaintCounts,
    ComplaintFigures,
    ComplaintPage,
    ComplaintsFound,
    CustomerComplaints,
    ListComplaints,
    ManyDone,
    ManyOutcome,
    SavedFilters,
    SaveFilter,
    Scope,
    UndoMany,
)
from agent_desktop.records.complaints.filters import drop_filter, list_filters, save_filter
from agent_desktop.records.complaints.lists import (
    complaints_of_customer,
    counts,
    figures,
    find_by_number,
    list_complaints,
)
from agent_desktop.records.complaints.owning import assign_many, undo_many
from agent_desktop.server.complaints.asking import ComplaintDesk, Reader, Recorder, Unit


def list_routes(desk: ComplaintDesk) -> APIRouter:
    """Build the routes of lists."""
    router = APIRouter(tags=["complaints"])

    @router.post("/complaints/list")
    def read_page(asked: ListComplaints, person: Reader, work: Unit) -> ComplaintPage:
        return list_complaints(work.session, asked, desk.asking(work, person))

    @router.get("/customers/{customer_id}/complaints")
    def read_of_customer(customer_id: UUID, person: Recorder, work: Unit) -> CustomerComplaints:
        return complaints_of_customer(work.session, customer_id, desk.asking(work, person))

    @router.get("/complaints/find")
    def find(person: Reader, work: Unit, text: Annotated[str, Query(max_length=40)]) -> ComplaintsFound:
        return find_by_number(work.session, text, desk.asking(work, person))

    @router.get("/complaints/counts")
    def read_counts(person: Reader, work: Unit) -> ComplaintCounts:
        return counts(work.session, desk.asking(work, person))

    @router.get("/complaints/figures")
    def read_figures(person: Reader, work: Unit, scope: Scope = Scope.TEAM) -> ComplaintFigures:
        return figures(work.session, scope, desk.asking(work, person))

    @router.get("/complaints/filters")
    def read_filters(person: Reader, work: Unit) -> SavedFilters:
        return list_filters(work.session, person.user_id)

    @router.put("/complaints/filters/{filter_id}")
    def put_filter(filter_id: UUID, command: SaveFilter, person: Reader, work: Unit) -> SavedFilters:
        return desk.once(
            work,
            person,
            command.command_id,
            f"save filter {filter_id}",
            command,
            do=lambda: save_filter(work.session, filter_id, command, person.user_id),
            kept=lambda _: {},
            again=lambda _: list_filters(work.session, person.user_id),
        )

    @router.delete("/complaints/filters/{filter_id}")
    def delete_filter(filter_id: UUID, person: Reader, work: Unit) -> SavedFilters:
        return drop_filter(work.session, filter_id, person.user_id)

    @router.post("/complaints/assignments")
    def assign(command: AssignMany, person: Reader, work: Unit) -> ManyDone:
        return desk.once(
            work,
            person,
            command.command_id,
            "assign complaints",
            command,
            do=lambda: assign_many(work.session, command, desk.asking(work, person)),
            kept=_kept,
            again=_again,
        )

    @router.post("/complaints/assignments/{deed_id}/undo")
    def give_back(deed_id: UUID, command: UndoMany, person: Reader, work: Unit) -> ManyDone:
        return desk.once(
            work,
            person,
            command.command_id,
            f"undo assignment {deed_id}",
            command,
            do=lambda: undo_many(work.session, deed_id, desk.asking(work, person)),
            kept=_kept,
            again=_again,
        )

    return router


def _kept(done: ManyDone) -> dict[str, Any]:
    return {
        "deed_id": str(done.deed_id) if done.deed_id is not None else None,
        "outcomes": [each.model_dump(mode="json") for each in done.outcomes],
    }


def _again(kept: dict[str, Any]) -> ManyDone:
    return ManyDone(
        deed_id=UUID(kept["deed_id"]) if kept["deed_id"] else None,
        outcomes=tuple(ManyOutcome.model_validate(each) for each in kept["outcomes"]),
    )
