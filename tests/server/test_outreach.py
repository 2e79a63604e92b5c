"""Outreach tasks over HTTP: started from an alert, for the first there is, acted on by whoever has them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.outreach import OutreachTask, OutreachTasks
from agent_desktop.records.alerts.models import AlertRow
from agent_desktop.records.alerts.run import work_out_alerts
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.consolidation.groups import regroup
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.outreach.models import OutreachTaskRow
from agent_desktop.server.alerts.rules import alert_options
from agent_desktop.server.auth.models import UserRow
from agent_desktop.settings import load_settings
from tests.server.floor import Desk, Floor
from tests.server.support import error_code


@pytest.fixture
def alert_id(floor: Floor) -> UUID:
    """The alert of a customer whose identity document has expired, and whose relationship manager is Ray Lau."""
    customer_id = floor.add_customer()
    with Session(floor.engine) as session, session.begin():
        expired = datetime.now(UTC).date() - timedelta(days=3)
        changed = sa.update(CustomerRow).where(CustomerRow.customer_id == customer_id)
        session.execute(changed.values(document_expires_on=expired, manager_name="Ray Lau"))
    work_out_alerts(floor.engine, alert_options(load_settings(None)), now=lambda: datetime.now(UTC))
    with Session(floor.engine) as session:
        return session.scalars(sa.select(AlertRow.alert_id)).one()


def person(floor: Floor, name: str, **columns: str) -> Desk:
    desk = floor.agent(name)
    with Session(floor.engine) as session, session.begin():
        session.execute(sa.update(UserRow).where(UserRow.user_id == desk.agent_id).values(**columns))
    return desk


def listed(desk: Desk) -> tuple[OutreachTask, ...]:
    return OutreachTasks.model_validate(desk.http.get("/v1/outreach").raise_for_status().json()).tasks


def start(desk: Desk, alert_id: UUID, note: str = "") -> httpx.Response:
    return desk.post(f"/v1/alerts/{alert_id}/outreach", note=note)


def change(desk: Desk, task: OutreachTask, step: str, **more: str) -> httpx.Response:
    return desk.post(f"/v1/outreach/{task.task_id}/changes", seen_version=task.version, step=step, **more)


def test_a_task_goes_to_the_relationship_manager_who_finishes_it_and_its_alert(floor: Floor, alert_id: UUID) -> None:
    may, ray = floor.agent("may"), person(floor, "ray", display_name="Ray Lau")
    answer = start(may, alert_id, "She asked for a Saturday")
    assert OutreachTask.model_validate(answer.json()).owner_name == "Ray Lau"
    assert error_code(start(may, alert_id)) == "task_refused"
    assert listed(may) == ()

    (task,) = listed(ray)
    assert (task.is_mine, task.title["en"], task.note) == (
        True,
        "Identity document has expired",
        "She asked for a Saturday",
    )
    later = (datetime.now(UTC) + timedelta(days=5)).isoformat()
    assert error_code(change(ray, task, "postpone", due_at="2020-01-01T00:00:00Z")) == "task_refused"
    moved = OutreachTask.model_validate(change(ray, task, "postpone", due_at=later).json())
    assert error_code(change(ray, task, "finish")) == "stale_version"
    assert change(ray, moved, "finish").json()["state"] == "done"

    assert listed(ray) == ()
    with Session(floor.engine) as session:
        assert session.scalars(sa.select(AlertRow.state)).one() == "done"
        told = session.scalars(sa.select(AuditRow.what).where(AuditRow.what.like("task.%")).order_by(AuditRow.at))
        assert list(told) == ["task.started", "task.changed", "task.changed"]


def test_without_a_manager_it_waits_for_the_team_and_then_for_the_queue(floor: Floor, alert_id: UUID) -> None:
    may, jun = floor.agent("may"), person(floor, "jun", team="Service")
    start(may, alert_id)
    (task,) = listed(jun)
    assert (task.owner_name, task.team, task.queue_code) == ("", "Service", "general")
    assert listed(may) == ()

    with Session(floor.engine) as session, session.begin():
        session.execute(sa.update(OutreachTaskRow).values(due_at=datetime.now(UTC) - timedelta(days=2)))
    (late,) = listed(may)
    assert late.is_late
    assert error_code(change(may, late, "finish")) == "task_refused"
    taken = OutreachTask.model_validate(change(may, late, "take").json())
    assert (taken.owner_name, taken.is_mine) == ("May", True)
    assert error_code(change(may, taken, "cancel")) == "task_refused"

    assert change(may, taken, "cancel", reason="Has moved abroad").json()["state"] == "cancelled"
    with Session(floor.engine) as session:
        (alert,) = session.scalars(sa.select(AlertRow))
        assert (alert.state, alert.reason) == ("dismissed", "Has moved abroad")


def test_a_decided_alert_takes_its_task_out_of_the_lists(floor: Floor, alert_id: UUID) -> None:
    may, ray = floor.agent("may"), person(floor, "ray", display_name="Ray Lau")
    start(may, alert_id)
    assert len(listed(ray)) == 1

    may.post(f"/v1/alerts/{alert_id}/changes", step="dismiss", reason="Was here with it").raise_for_status()

    assert listed(ray) == ()
    with Session(floor.engine) as session:
        (task,) = session.scalars(sa.select(OutreachTaskRow))
        assert (task.state, task.ended_reason, task.ended_by) == ("cancelled", "Was here with it", may.agent_id)
        (entry,) = session.scalars(sa.select(AuditRow).where(AuditRow.what == "task.ended"))
        assert (entry.by_user_id, entry.detail["before"]) == (may.agent_id, str(ray.agent_id))


def test_what_has_passed_takes_its_task_with_it(floor: Floor, alert_id: UUID) -> None:
    may, ray = floor.agent("may"), person(floor, "ray", display_name="Ray Lau")
    start(may, alert_id)
    with Session(floor.engine) as session, session.begin():
        session.execute(sa.update(CustomerRow).values(document_expires_on=None))

    work_out_alerts(floor.engine, alert_options(load_settings(None)), now=lambda: datetime.now(UTC))

    assert listed(ray) == ()
    with Session(floor.engine) as session:
        assert session.scalars(sa.select(OutreachTaskRow.state)).one() == "cancelled"


def test_alert_and_task_go_with_their_account_into_a_merge_and_out_of_it_again(floor: Floor, alert_id: UUID) -> None:
    may, ray = floor.agent("may"), person(floor, "ray", display_name="Ray Lau")
    lead = floor.add_customer("+85261230099", name="Chan Tai Man", key="C2")
    with Session(floor.engine) as session:
        account = session.scalars(sa.select(AlertRow.account_id)).one()
        session.execute(sa.update(CustomerRow).values(manager_name="Ray Lau"))
        session.commit()
    merged = {lead: lead, account: lead}

    def stand(before: dict[UUID, UUID], after: dict[UUID, UUID]) -> dict[UUID, int]:
        with Session(floor.engine) as session, session.begin():
            regroup(session, before, after, at=datetime.now(UTC), by=None, detail={})
        with Session(floor.engine) as session:
            shown = session.execute(sa.select(CustomerRow.customer_id, CustomerRow.alerts))
            return {row.customer_id: len(row.alerts or []) for row in shown}

    assert stand({}, merged) == {lead: 1, account: 0}
    assert start(may, alert_id).json()["customer_id"] == str(lead)

    assert stand(merged, {}) == {lead: 0, account: 1}
    assert [task.customer_id for task in listed(ray)] == [account]
