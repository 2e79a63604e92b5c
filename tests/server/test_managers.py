"""Managers over HTTP: a supervisor sees loads and hands customers over; the command assigns by the rules."""

import json
from argparse import Namespace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Profile
from agent_desktop.contract.managers import ChangeDone, ManagedCustomers, Managers
from agent_desktop.contract.sessions import Role
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.managers.command import run_assign
from agent_desktop.server.managers.nightly import NightlyAssignment
from agent_desktop.server.managers.rules import AssignmentFileError, list_people, load_rules
from agent_desktop.server.schedule import Schedule
from agent_desktop.server.secrets import EnvironmentSecrets
from telephony.queues.models import AgentSkillRow
from tests.server.floor import PASSWORD, Desk, Floor, add_customer
from tests.server.support import error_code, quick_passwords, settings_for_tests

RULES = """
languages: {cantonese: yue}
rules:
  - name: {en: Everybody, zh: 所有客户}
    kinds: [personal]
    teams: [Wealth]
    most: 5
    language: preferred
"""


def _manager(engine: sa.Engine, name: str, *languages: str) -> UUID:
    with Session(engine) as session, session.begin():
        added = add_user(
            session,
            quick_passwords(),
            name=name.lower(),
            display_name=name,
            password=PASSWORD,
            roles=(Role.SPECIALIST,),
            team="Wealth",
            languages=languages,
        )
        return added.user_id


def _managers(desk: Desk) -> Managers:
    return Managers.model_validate(desk.http.get("/v1/managers").json())


@pytest.fixture
def supervisor(floor: Floor) -> Desk:
    floor.add_person("sue", Role.SUPERVISOR)
    return floor.sign_in("sue")


def test_a_supervisor_hands_customers_over_and_takes_it_back(floor: Floor, supervisor: Desk) -> None:
    customer_id = floor.add_customer()
    ivy = _manager(floor.engine, "Ivy")
    with floor.engine.begin() as connection:
        connection.execute(sa.text("UPDATE customers SET manager_name = 'Raymond'"))
    before = {each.name: (each.customers, each.user_id, each.most) for each in _managers(supervisor).managers}
    assert before == {"Ivy": (0, ivy, 250), "Raymond": (1, None, None)}

    listed = supervisor.http.post("/v1/managers/customers", json={"name": "Raymond"})
    handed = supervisor.post("/v1/managers/hand-over", from_name="Raymond", to_id=str(ivy), reason="On leave")

    assert [each.customer_id for each in ManagedCustomers.model_validate(listed.json()).customers] == [customer_id]
    done = ChangeDone.model_validate(handed.json())
    assert done.customers == 1
    agent = floor.agent()
    profile = Profile.model_validate(agent.http.get(f"/v1/customers/{customer_id}").json())
    assert profile.manager_name == "Ivy"
    manager = agent.http.get(f"/v1/customers/{customer_id}/relationship").json()["manager"]
    assert (manager["team"], bool(manager["since_on"])) == ("Wealth", True)
    undone = supervisor.post(f"/v1/managers/changes/{done.change_id}/undo")
    assert undone.json()["customers"] == 1
    assert _managers(supervisor).changes[0].undone_at is not None
    assert error_code(agent.http.get("/v1/managers")) == "not_allowed"


def test_the_command_plans_without_changing_and_then_assigns(
    database_url: str, engine: sa.Engine, tmp_path: Path
) -> None:
    add_customer(engine)
    _manager(engine, "Ivy")
    file = tmp_path / "rules.yaml"
    file.write_text(RULES, encoding="utf-8")
    settings = settings_for_tests(database={"url": database_url}, records={"assignment_file": str(file)})
    told: list[str] = []

    def assign(*, dry_run: bool) -> None:
        wish = Namespace(dry_run=dry_run, json=tmp_path / "figures.json", reason="")
        assert run_assign(settings, EnvironmentSecrets({}), wish, "en", told.append) == 0

    def manager() -> str:
        with engine.connect() as connection:
            return str(connection.scalar(sa.text("SELECT manager_name FROM customers")))

    assign(dry_run=True)
    assert manager() == ""
    assert "1 customers would get a manager. Nothing was changed." in told
    assign(dry_run=False)

    assert manager() == "Ivy"
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert "Ivy, Wealth: 0 customers, then 1 of 5" in "\n".join(told)
    assert (figures["by_rule"], figures["left"]) == ({"Everybody": 1}, {})


def test_a_manager_speaks_the_languages_noted_of_them_and_those_of_their_skills(engine: sa.Engine) -> None:
    ivy, raymond = _manager(engine, "Ivy", "yue", "en"), _manager(engine, "Raymond", "en")
    with Session(engine) as session, session.begin():
        session.add(AgentSkillRow(agent_id=raymond, skill="mandarin", level=3))
        people = list_people(session, load_rules(settings_for_tests()))

    assert {each.user_id: each.languages for each in people} == {
        ivy: {"yue", "en"},
        raymond: {"en", "cmn"},
    }


def test_a_server_assigns_by_itself_once_a_night(database_url: str, engine: sa.Engine, tmp_path: Path) -> None:
    add_customer(engine)
    _manager(engine, "Ivy")
    file = tmp_path / "rules.yaml"
    file.write_text(RULES, encoding="utf-8")
    clock = [datetime(2026, 6, 16, 3, 59, tzinfo=UTC)]
    rules = load_rules(settings_for_tests(records={"assignment_file": str(file)}))
    worker = NightlyAssignment(database_url, rules, Schedule(time(4, 0), UTC), lambda: clock[0])

    def managers() -> list[str]:
        with engine.connect() as connection:
            return list(connection.scalars(sa.text("SELECT manager_name FROM customers ORDER BY source_key")))

    worker.look()
    assert managers() == [""]
    clock[0] += timedelta(minutes=2)
    worker.look()
    assert managers() == ["Ivy"]
    add_customer(engine, "+85261234568", key="C2")
    worker.look()  # the same night
    assert managers() == ["Ivy", ""]
    clock[0] += timedelta(days=1)
    worker.look()
    assert managers() == ["Ivy", "Ivy"]
    worker.stop()


def test_wrong_rules_are_said_by_line(tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(RULES.replace("most: 5", "most: many"), encoding="utf-8")

    with pytest.raises(AssignmentFileError) as refused:
        load_rules(settings_for_tests(records={"assignment_file": str(file)}))

    assert refused.value.line == 7


def test_the_rules_that_come_with_the_program_can_be_read() -> None:
    assert [rule.name["en"] for rule in load_rules(settings_for_tests()).rules] == [
        "Private banking",
        "Business customers",
        "Gold customers",
    ]
