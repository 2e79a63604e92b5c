"""Alerts at the server: read and decided over HTTP, worked out at night by one of several, and by the command."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.alerts import CustomerAlert, CustomerAlerts
from agent_desktop.contract.problems import ProblemCode
from agent_desktop.records.alerts.models import AlertRow, AlertRunRow
from agent_desktop.records.alerts.run import work_out_alerts
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.server.alerts.command import run_alerts
from agent_desktop.server.alerts.nightly import NightlyAlerts
from agent_desktop.server.alerts.rules import alert_options, read_rules, rules_file
from agent_desktop.server.alerts.wish import AlertsWish
from agent_desktop.server.schedule import schedule_of
from agent_desktop.server.secrets import EnvironmentSecrets
from agent_desktop.settings import load_settings
from tests.server.floor import Desk, Floor
from tests.server.support import HandClock, error_code, settings_for_tests, until

OPTIONS = alert_options(load_settings(None))
DUE = datetime(2026, 3, 1, 19, 30, tzinfo=UTC)
"""03:30 on 2 March in Hong Kong."""


@pytest.fixture
def customer_id(floor: Floor) -> UUID:
    """A customer whose identity document has expired."""
    customer_id = floor.add_customer()
    with Session(floor.engine) as session, session.begin():
        session.execute(
            sa.update(CustomerRow)
            .where(CustomerRow.customer_id == customer_id)
            .values(document_expires_on=datetime.now(UTC).date() - timedelta(days=3))
        )
    assert work_out_alerts(floor.engine, OPTIONS, now=lambda: datetime.now(UTC)) is not None
    return customer_id


@pytest.fixture
def desk(floor: Floor) -> Desk:
    return floor.agent()


def listed(desk: Desk, customer_id: UUID, **asked: str) -> tuple[CustomerAlert, ...]:
    answer = desk.http.get(f"/v1/customers/{customer_id}/alerts", params=asked)
    return CustomerAlerts.model_validate(answer.raise_for_status().json()).alerts


def change(desk: Desk, alert: CustomerAlert, step: str, reason: str = "") -> httpx.Response:
    return desk.post(f"/v1/alerts/{alert.alert_id}/changes", step=step, reason=reason)


def test_an_alert_is_read_in_both_languages_and_decided_with_a_reason_by_somebody(
    floor: Floor, desk: Desk, customer_id: UUID
) -> None:
    (alert,) = listed(desk, customer_id)
    assert alert.title == {"en": "Identity document has expired", "zh": "身份证件已过期"}
    assert change(desk, alert, "see").json()["state"] == "seen"
    assert error_code(change(desk, alert, "dismiss")) == "alert_reason_missing"

    decided = CustomerAlert.model_validate(change(desk, alert, "dismiss", "New card seen at the branch").json())

    assert (decided.state, decided.by_name, decided.reason) == ("dismissed", "May", "New card seen at the branch")
    assert error_code(change(desk, alert, "finish")) == "alert_decided"
    assert listed(desk, customer_id) == ()
    assert [each.state for each in listed(desk, customer_id, all="true")] == ["dismissed"]
    with Session(floor.engine) as session:
        told = session.scalars(sa.select(AuditRow.what).where(AuditRow.what.like("alert%")).order_by(AuditRow.at))
        assert list(told) == ["alert.raised", "alerts.shown", "alert.seen", "alert.dismissed", *["alerts.shown"] * 2]
        assert session.scalars(sa.select(CustomerRow.alerts)).one() == []


def test_who_is_asked_about_must_be_there(desk: Desk) -> None:
    assert error_code(desk.http.get(f"/v1/customers/{uuid4()}/alerts")) == "customer_not_found"
    assert error_code(desk.post(f"/v1/alerts/{uuid4()}/changes", step="see")) == "alert_not_found"


@pytest.fixture
def nights(database_url: str) -> Iterator[list[NightlyAlerts]]:
    """The workers of two servers."""
    schedule, clock = schedule_of("03:30", ZoneInfo("Asia/Hong_Kong")), HandClock(DUE + timedelta(minutes=1))
    assert schedule is not None
    workers = [NightlyAlerts(database_url, OPTIONS, schedule, clock.now) for _ in range(2)]
    yield workers
    for worker in workers:
        worker.stop()


def test_of_two_servers_one_does_the_night(nights: list[NightlyAlerts], session: Session) -> None:
    looking = [Thread(target=worker.look) for worker in nights]
    for each in looking:
        each.start()
    for each in looking:
        each.join()
    nights[0].look()

    (run,) = session.scalars(sa.select(AlertRunRow))
    assert run.night == date(2026, 3, 2)


def test_a_server_that_stops_breaks_its_night_off(
    nights: list[NightlyAlerts], engine: sa.Engine, session: Session
) -> None:
    with engine.begin() as holder:
        holder.execute(sa.text("LOCK TABLE customers IN ACCESS EXCLUSIVE MODE"))
        nights[0].start()
        waits = sa.text(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        until(lambda: _asked(engine, waits))
        nights[0].stop()
    assert not nights[0].alive
    assert session.scalars(sa.select(AlertRunRow)).all() == []


def _asked(engine: sa.Engine, question: sa.TextClause) -> int:
    with engine.connect() as connection:
        return int(connection.execute(question).scalar_one())


def test_the_command_tells_how_far_it_is_and_writes_its_figures(database_url: str, tmp_path: Path) -> None:
    settings, told = settings_for_tests(database={"url": database_url}), list[str]()
    path = tmp_path / "figures.json"

    assert run_alerts(settings, EnvironmentSecrets({}), AlertsWish(path), "zh", told.append) == 0

    assert told[0].startswith("第 1 步，共 3 步")
    assert set(json.loads(path.read_text("utf-8"))) >= {"raised", "lapsed", "open", "seconds"}


WRONG = [
    ("alert_from: 12.0", "alert_from: 90", ProblemCode.ALERT_NEVER_RAISED),
    ("urgent_from: 15.0", "urgent_from: 1", ProblemCode.ALERT_URGENT_TOO_EARLY),
    ("history_days: 365", "history_days: 40", ProblemCode.ALERT_HISTORY_SHORT),
    ("queue: fraud", "queue: ''", ProblemCode.TASK_WITHOUT_NAME),
    ("zh: 取现", "zh: ''", ProblemCode.LANGUAGE_MISSING),
    ("birthday: {days: 7}", "birthday: {days: 7, hours: 2}", ProblemCode.KEY_UNKNOWN),
]


@pytest.mark.parametrize(("right", "wrong", "code"), WRONG)
def test_rules_that_cannot_be_are_refused_by_line(right: str, wrong: str, code: ProblemCode, tmp_path: Path) -> None:
    text = rules_file(load_settings(None)).read_text("utf-8")
    assert right in text
    path, told = tmp_path / "rules.yaml", list[str]()
    path.write_text(text.replace(right, wrong, 1), "utf-8")

    error = read_rules(path).errors[0]
    status = run_alerts(
        settings_for_tests(), EnvironmentSecrets({}), AlertsWish(check=True, rules_path=path), "en", told.append
    )

    assert (error.problem.code, status) == (code, 2)
    assert text.split("\n")[error.line - 1].find(right.split(":")[0]) >= 0
    assert f"line {error.line}" in told[0].lower()


def test_the_rules_that_come_with_the_program_have_nothing_wrong() -> None:
    reading = read_rules(rules_file(load_settings(None)))
    assert (reading.errors, reading.warnings) == ((), ())
    assert replace(OPTIONS).rules == reading.content


def test_a_deleted_customer_takes_their_alerts_along(floor: Floor, customer_id: UUID) -> None:
    with Session(floor.engine) as session, session.begin():
        session.execute(sa.delete(CustomerRow).where(CustomerRow.customer_id == customer_id))
        assert session.scalars(sa.select(AlertRow)).all() == []
