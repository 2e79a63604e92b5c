"""``/v1/follow-ups``, ``/v1/referrals`` and their figures."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from agent_desktop.contract.follow_ups import (
    ChangeFollowUp,
    CustomerFollowUps,
    FollowUp,
    FollowUpDetail,
    FollowUpList,
    FollowUpSpan,
    MakeFollowUp,
    Refer,
    ReferralFigures,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.alerts.schema import AlertRules
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CustomerNotFoundError
from agent_desktop.records.follow_ups.service import Doing, change_follow_up, make_follow_up, refer
from agent_desktop.records.follow_ups.showing import (
    list_follow_ups,
    list_of_customer,
    read_detail,
    read_follow_up,
    referral_figures,
)
from agent_desktop.server.auth.rules import CUSTOMER_READERS, SUPERVISORS
from agent_desktop.server.callbacks.previews import NamesIn
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.follow_ups.doing import NextOpenDay, doing_for, referral_teams
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Anybody = Annotated[Person, Depends(CUSTOMER_READERS)]
Supervisor = Annotated[Person, Depends(SUPERVISORS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def follow_up_routes(options: ProfileOptions, rules: AlertRules, next_open_day: NextOpenDay) -> APIRouter:
    """Build the routes. The teams of `rules` get referrals of customers whom nobody looks after."""
    router = APIRouter(tags=["follow-ups"])
    teams = referral_teams(rules)

    def doing_of(work: UnitOfWork, person: Person) -> Doing:
        return doing_for(work, person, options, teams, next_open_day)

    def once_more(
        work: UnitOfWork, person: Person, command_id: UUID, route: str, body: BaseModel, do: Callable[[Doing], UUID]
    ) -> FollowUp:
        doing = doing_of(work, person)
        return once(
            work.session,
            command_id=command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(route, body),
            at=work.now(),
            do=lambda: read_follow_up(doing, do(doing)),
            kept=lambda follow_up: {"follow_up_id": str(follow_up.follow_up_id)},
            again=lambda kept: read_follow_up(doing, UUID(kept["follow_up_id"])),
        )

    def check_customer(work: UnitOfWork, customer_id: UUID) -> None:
        if not CustomerRepository(work.session).exists(customer_id):
            raise CustomerNotFoundError(customer_id)

    @router.get("/follow-ups")
    def list_own(person: Anybody, work: Unit, *, span: FollowUpSpan = FollowUpSpan.DAY) -> FollowUpList:
        return list_follow_ups(doing_of(work, person), span)

    @router.get("/follow-ups/{follow_up_id}")
    def detail(follow_up_id: UUID, person: Anybody, work: Unit) -> FollowUpDetail:
        return read_detail(doing_of(work, person), follow_up_id)

    @router.get("/customers/{customer_id}/follow-ups")
    def of_customer(customer_id: UUID, person: Anybody, work: Unit) -> CustomerFollowUps:
        check_customer(work, customer_id)
        return list_of_customer(doing_of(work, person), customer_id)

    @router.post("/follow-ups")
    def make(command: MakeFollowUp, person: Anybody, work: Unit) -> FollowUp:
        check_customer(work, command.customer_id)
        return once_more(
            work, person, command.command_id, "follow up", command, lambda doing: make_follow_up(doing, command)
        )

    @router.post("/referrals")
    def give(command: Refer, person: Anybody, work: Unit) -> FollowUp:
        check_customer(work, command.customer_id)
        return once_more(work, person, command.command_id, "refer", command, lambda doing: refer(doing, command))

    @router.post("/follow-ups/{follow_up_id}/changes")
    def change(follow_up_id: UUID, command: ChangeFollowUp, person: Anybody, work: Unit) -> FollowUp:
        def do(doing: Doing) -> UUID:
            change_follow_up(doing, follow_up_id, command)
            return follow_up_id

        return once_more(work, person, command.command_id, f"change follow-up {follow_up_id}", command, do)

    @router.get("/referral-figures")
    def figures(
        _: Supervisor,
        work: Unit,
        since_at: Annotated[datetime, Query(alias="since")],
        until_at: Annotated[datetime, Query(alias="until")],
    ) -> ReferralFigures:
        return referral_figures(work.session, since_at, until_at, NamesIn(work.session))

    return router
