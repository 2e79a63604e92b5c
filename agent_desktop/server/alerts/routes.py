"""``/v1/customers/{id}/alerts`` and ``/v1/alerts``: what a customer is to be looked after for."""

from collections.abc import Collection, Mapping
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from agent_desktop.contract.alerts import ChangeAlert, CustomerAlert, CustomerAlerts
from agent_desktop.contract.sessions import Person
from agent_desktop.records.alerts.service import NamesOf, change_alert, list_alerts, read_alert
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.auth.rules import CUSTOMER_READERS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Reader = Annotated[Person, Depends(CUSTOMER_READERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def alert_routes(options: ProfileOptions) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["alerts"])

    @router.get("/customers/{customer_id}/alerts")
    def list_of_customer(
        customer_id: UUID, person: Reader, work: Unit, also_closed: Annotated[bool, Query(alias="all")] = False
    ) -> CustomerAlerts:
        return list_alerts(
            work.session,
            customer_id,
            also_closed=also_closed,
            at=work.now(),
            by=person.user_id,
            options=options,
            names_of=names_in(work),
        )

    @router.post("/alerts/{alert_id}/changes")
    def change(alert_id: UUID, command: ChangeAlert, person: Reader, work: Unit) -> CustomerAlert:
        def do() -> CustomerAlert:
            return change_alert(
                work.session,
                alert_id,
                command.step,
                reason=command.reason,
                at=work.now(),
                by=person.user_id,
                options=options,
                names_of=names_in(work),
            )

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"change alert {alert_id}", command),
            at=work.now(),
            do=do,
            kept=lambda answer: {"alert_id": str(answer.alert_id)},  # its figures are not kept twice
            again=lambda _: read_alert(work.session, alert_id, at=work.now(), options=options, names_of=names_in(work)),
        )

    return router


def names_in(work: UnitOfWork) -> NamesOf:
    """Return what gives the display names of users, by id."""

    def names_of(user_ids: Collection[UUID]) -> Mapping[UUID, str]:
        return UserRepository(work.session).list_display_names(user_ids)

    return names_of
