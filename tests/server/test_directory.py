"""The directory over HTTP: who can be asked about the caller on the line, who best, and why not the others."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.directory import (
    Directory,
    DirectoryEntry,
    DirectoryKind,
    Favourite,
    PersonState,
    TeamRole,
    WayOver,
    WhyNot,
)
from agent_desktop.contract.sessions import Role
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.bank import open_bank
from agent_desktop.server.transfers.access import get_call_at_hand
from agent_desktop.server.transfers.directory import Asked, DirectoryBook
from telephony.agents.models import AgentRow
from telephony.clock import SystemClock
from telephony.contract import AgentState, CallSnapshot
from telephony.queues.models import AgentSkillRow, QueueGroupRow, QueueMemberRow, QueueRow
from tests.server.floor import Desk, Floor
from tests.server.support import error_code


class Centre:
    """An agent with a known caller on the line."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.customer = floor.add_customer()
        self.desk = floor.agent("may")
        self.desk.go_ready()
        floor.ring()
        self.call: CallSnapshot = self.desk.take_call()

    def read(self, kind: str = "people", **asked: Any) -> Directory:
        answer = self.desk.http.get(f"/v1/calls/{self.call.call_id}/directory", params={"kind": kind, **asked})
        assert answer.status_code == 200, answer.text
        return Directory.model_validate(answer.json())

    def entry(self, entry_id: object, kind: str = "people") -> DirectoryEntry:
        return next(each for each in self.read(kind).entries if each.entry_id == str(entry_id))

    def person(self, name: str, *, skills: dict[str, int] | None = None, **values: Any) -> Desk:
        """Have one more agent at a desk, ready."""
        desk = self.floor.agent(name)
        self.set_user(desk.agent_id, **values)
        with Session(self.floor.engine) as session, session.begin():
            session.execute(sa.delete(AgentSkillRow).where(AgentSkillRow.agent_id == desk.agent_id))
            session.add_all(
                AgentSkillRow(agent_id=desk.agent_id, skill=skill, level=level)
                for skill, level in (skills or {}).items()
            )
        desk.go_ready()
        return desk

    def set_user(self, user_id: UUID, **values: Any) -> None:
        if values:
            with Session(self.floor.engine) as session, session.begin():
                session.execute(sa.update(UserRow).where(UserRow.user_id == user_id).values(**values))


@pytest.fixture
def centre(floor: Floor) -> Centre:
    return Centre(floor)


def consult(centre: Centre, desk: Desk) -> None:
    path = f"/v1/calls/{centre.call.call_id}/transfers"
    answer = centre.desk.post(path, kind="warm", agent_id=str(desk.agent_id))
    assert answer.status_code == 200, answer.text


def test_people_are_listed_with_what_they_can_where_they_are_and_how_they_stand(centre: Centre) -> None:
    zhang = centre.person(
        "zhang", skills={"fraud": 4}, other_name="张敏", team="Fraud", site="shanghai", languages=["cmn", "en"]
    )

    entry = centre.entry(zhang.agent_id)

    assert (entry.name["en"], entry.other_name, entry.team) == ("Zhang", "张敏", "Fraud")
    assert (entry.site["zh"], entry.languages) == ("上海", ("cmn", "en"))
    assert [(skill.name["zh"], skill.level) for skill in entry.skills] == [("欺诈处理", 4)]
    assert (entry.state, entry.why_not, entry.wait_seconds) == (PersonState.READY, None, 0)
    assert (entry.load, entry.load_limit, entry.free_in_seconds) == (0, 3, 0)
    assert entry.can == {WayOver.CONSULT, WayOver.COLD}


def test_those_who_cannot_be_called_are_shown_with_why(centre: Centre) -> None:
    away, never = centre.person("away"), centre.floor.add_person("never", Role.SPECIALIST)
    away.agent("go_not_ready", "break")
    ringing = centre.person("ringing")
    consult(centre, ringing)
    lost = centre.person("lost")
    with Session(centre.floor.engine) as session, session.begin():
        mine = sa.update(AgentRow).where(AgentRow.agent_id == lost.agent_id)
        session.execute(mine.values(desktop_lost_at=sa.func.now()))

    known = {each.entry_id: each for each in centre.read().entries}

    assert known[str(away.agent_id)].why_not is WhyNot.NOT_READY
    assert known[str(away.agent_id)].reason == "break"
    assert (known[str(never.user_id)].state, known[str(never.user_id)].why_not) == (
        PersonState.OFFLINE, WhyNot.OFFLINE
    )  # fmt: skip
    assert known[str(ringing.agent_id)].why_not is WhyNot.WITH_YOU
    assert known[str(lost.agent_id)].why_not is WhyNot.DESKTOP_LOST
    assert all(each.can <= {WayOver.CALL_BACK} for each in known.values())
    assert str(centre.desk.agent_id) not in known
    assert centre.read(available=True).entries == ()


def test_who_is_busy_can_be_asked_next_and_says_when_they_are_free(centre: Centre) -> None:
    other = centre.person("lee")
    centre.floor.ring("+85261239999")
    other.take_call()

    entry = centre.entry(other.agent_id)

    assert (entry.state, entry.why_not) == (PersonState.ON_CALL, WhyNot.ON_CALL)
    assert entry.can == {WayOver.ASK_NEXT, WayOver.CALL_BACK}
    assert entry.asked_before == 0
    assert entry.load == 1
    assert entry.free_in_seconds is not None
    assert 0 < entry.free_in_seconds <= centre.floor.settings.telephony.handle_seconds
    assert entry.wait_seconds == entry.free_in_seconds


def test_an_agent_of_queues_that_the_call_cannot_leave_to_is_shown_and_cannot_be_asked(centre: Centre) -> None:
    other = centre.person("far")
    with Session(centre.floor.engine) as session, session.begin():
        group = QueueGroupRow(code="elsewhere")
        session.add(group)
        session.flush()
        mine = sa.update(AgentRow).where(AgentRow.agent_id == other.agent_id)
        session.execute(mine.values(queue_group_id=group.queue_group_id))

    assert centre.entry(other.agent_id).why_not is WhyNot.OTHER_QUEUES


def test_the_reason_of_the_note_says_whom_the_call_needs(centre: Centre) -> None:
    knows, free = centre.person("knows", skills={"fraud": 2}), centre.person("anna")
    assert [each.entry_id for each in centre.read().entries] == [str(free.agent_id), str(knows.agent_id)]

    note = {"seen_version": 0, "reason_code": "scam_under_way", "summary": "He is at the machine."}
    assert centre.desk.put(f"/v1/calls/{centre.call.call_id}/handover", **note).status_code == 200

    listed = centre.read()
    assert [each.entry_id for each in listed.entries] == [str(knows.agent_id), str(free.agent_id)]
    assert [skill.code for skill in listed.wanted_skills] == ["fraud"]
    assert listed.entries[0].skills[0].wanted


def test_the_customers_own_team_comes_first_by_what_each_is_to_them(centre: Centre) -> None:
    manager = centre.person("raymond", display_name="Raymond Lau", team="Private")
    helper = centre.person("helper", team="Private", service_role="assistant")
    funds = centre.person("funds", team="Private", service_role="fund_manager")
    centre.person("mate", team="Private")
    centre.person("other", team="Cards", service_role="fund_manager")
    with Session(centre.floor.engine) as session, session.begin():
        session.execute(sa.update(CustomerRow).values(manager_name="Raymond Lau"))

    entries = centre.read().entries

    assert {each.entry_id: each.role for each in entries[:3]} == {
        str(manager.agent_id): TeamRole.RELATIONSHIP_MANAGER,
        str(helper.agent_id): TeamRole.ASSISTANT,
        str(funds.agent_id): TeamRole.FUND_MANAGER,
    }
    assert [each.role for each in entries[3:]] == [TeamRole.NONE, TeamRole.NONE]


def test_two_people_of_the_managers_name_are_nobodys_manager(centre: Centre) -> None:
    centre.person("one", display_name="Raymond Lau")
    centre.person("two", display_name="Raymond Lau")
    with Session(centre.floor.engine) as session, session.begin():
        session.execute(sa.update(CustomerRow).values(manager_name="Raymond Lau"))

    assert {each.role for each in centre.read().entries} == {TeamRole.NONE}


def test_people_are_narrowed_by_what_was_typed_by_team_and_by_language(centre: Centre) -> None:
    zhang = centre.person("zhang", other_name="张敏", team="Fraud", languages=["cmn"])
    centre.person("tom", team="Cards", languages=["en"])

    for asked in ({"text": "zm"}, {"team": "Fraud"}, {"language": "cmn"}, {"text": "敏", "team": "Fraud"}):
        listed = centre.read(**asked)
        assert [each.entry_id for each in listed.entries] == [str(zhang.agent_id)], asked
        assert (listed.found, listed.counts[DirectoryKind.PEOPLE]) == (1, 2)
    assert centre.read().teams == ("Cards", "Fraud")
    assert centre.read().languages == ("cmn", "en")


def test_queues_say_who_is_there_and_how_long_a_caller_would_wait(centre: Centre) -> None:
    centre.person("lee")

    listed = centre.read("queues")
    by_code = {each.entry_id: each for each in listed.entries}

    own = centre.call.queue_id
    with Session(centre.floor.engine) as session:
        code = session.get_one(QueueRow, own).code
    assert by_code[code].why_not is WhyNot.CALLER_STANDS_THERE
    other = next(each for each in listed.entries if each.entry_id != code)
    assert (other.agents_here, other.agents_ready, other.waiting) == (2, 1, 0)
    assert other.wait_seconds == 0
    assert other.can == {WayOver.COLD}
    assert listed.counts[DirectoryKind.PEOPLE] == 1


def test_a_queue_that_nobody_serves_takes_nobody(centre: Centre) -> None:
    with Session(centre.floor.engine) as session, session.begin():
        session.execute(sa.delete(QueueMemberRow))

    why = {each.why_not for each in centre.read("queues").entries}

    assert why == {WhyNot.NOBODY_THERE, WhyNot.CALLER_STANDS_THERE}


def test_branches_and_partners_come_from_the_file_with_numbers_as_they_are_dialled(centre: Centre) -> None:
    listed = centre.read("numbers")

    branch = next(each for each in listed.entries if each.entry_id == "central_branch")
    assert (branch.number, branch.site["zh"]) == ("+852 2888 0101", "香港")
    assert branch.can == {WayOver.CONSULT, WayOver.COLD}
    assert centre.read("numbers", text="zhfh").entries == (branch,)


def test_the_host_resolves_a_number_of_the_directory_and_refuses_its_own_line(centre: Centre) -> None:
    host = open_bank(centre.floor.settings, SystemClock()).host

    def number(number_id: str = "", typed: str = "") -> str:
        with Session(centre.floor.engine) as session:
            return host.transfer_number(session, number_id=number_id, number=typed)

    assert number("central_branch") == "+85228880101"
    assert number(typed="2345 6789") == "+85223456789"
    assert number("no_such") == number(typed="12") == ""
    assert number(typed="+852 2888 0000") == ""  # our own hotline would ring back at us


def test_favourites_are_ones_own_and_those_that_everybody_has(centre: Centre) -> None:
    centre.floor.add_person("head", Role.SUPERVISOR)
    head = centre.floor.sign_in("head")
    lee = centre.person("lee")
    path = f"/v1/directory/favourites/person/{lee.agent_id}"

    assert centre.desk.http.put(path, json={}).status_code == 204
    assert centre.entry(lee.agent_id).favourite is Favourite.OWN
    refused = centre.desk.http.put(path, json={"shared": True})
    assert (refused.status_code, error_code(refused)) == (403, "not_allowed")
    for _ in range(2):
        assert head.http.put(path, json={"shared": True}).status_code == 204
    assert centre.entry(lee.agent_id).favourite is Favourite.BOTH
    assert centre.desk.http.delete(path).status_code == 204
    assert centre.entry(lee.agent_id).favourite is Favourite.SHARED
    assert head.http.delete(path, params={"shared": "true"}).status_code == 204
    assert centre.entry(lee.agent_id).favourite is Favourite.NONE
    with Session(centre.floor.engine) as session:
        what = session.scalars(sa.select(AuditRow.what).where(AuditRow.record_kind == "directory")).all()
    assert sorted(what) == ["favourite.dropped", "favourite.put", "favourite.put"]


@pytest.mark.parametrize("entry", ["person/00000000-0000-0000-0000-000000000001", "queue/nowhere", "number/mars"])
def test_what_is_not_in_the_directory_is_nobodys_favourite(centre: Centre, entry: str) -> None:
    refused = centre.desk.http.put(f"/v1/directory/favourites/{entry}", json={})

    assert (refused.status_code, error_code(refused)) == (404, "directory_entry_unknown")


def test_whom_the_agent_has_turned_to_is_at_hand_again(centre: Centre) -> None:
    lee = centre.person("lee")
    centre.person("other")
    consult(centre, lee)

    listed = centre.read("recent")

    assert [each.entry_id for each in listed.entries] == [str(lee.agent_id)]
    assert listed.counts[DirectoryKind.RECENT] == 1


def test_nobody_reads_the_directory_of_another_agents_call(centre: Centre) -> None:
    other = centre.person("lee")

    refused = other.http.get(f"/v1/calls/{centre.call.call_id}/directory")

    assert error_code(refused) == "not_your_call"


def test_two_thousand_agents_are_read_in_the_statements_of_two(centre: Centre) -> None:
    book = open_bank(centre.floor.settings, SystemClock()).directory
    few = _statements(centre, book)
    _crowd(centre, 2_000)

    many = _statements(centre, book)

    assert many == few
    assert len(few) <= 10
    listed = centre.read()
    assert (listed.found, len(listed.entries)) == (2_000, 100)
    assert listed.entries[0].skills[0].code == "fraud"


def _statements(centre: Centre, book: DirectoryBook) -> list[str]:
    """Return what one reading asks of the database; the server beside it asks for itself."""
    asked: list[str] = []
    with Session(centre.floor.engine) as session:
        at_hand = get_call_at_hand(session, centre.call.call_id, centre.desk.agent_id)

        def note(*heard: Any) -> None:
            asked.append(heard[2])

        sa.event.listen(session.connection(), "before_cursor_execute", note)
        book.list_entries(session, at_hand, centre.desk.agent_id, Asked(), {"fraud"}, SystemClock().now())
    return asked


@contextmanager
def _begun(floor: Floor) -> Iterator[Session]:
    with Session(floor.engine) as session, session.begin():
        yield session


def _crowd(centre: Centre, count: int) -> None:
    now = SystemClock().now() - timedelta(minutes=1)
    with _begun(centre.floor) as session:
        group_id = session.scalars(sa.select(AgentRow.queue_group_id)).first()
        ids = [uuid4() for _ in range(count)]
        session.execute(
            sa.insert(UserRow),
            [
                {
                    "user_id": each, "name": f"a{number}", "display_name": f"Agent {number}", "password_hash": "x",
                    "roles": ["agent"], "draft_key": "x", "team": f"Team {number % 20}",
                }
                for number, each in enumerate(ids)
            ],
        )  # fmt: skip
        session.execute(
            sa.insert(AgentRow),
            [
                {
                    "agent_id": each, "queue_group_id": group_id, "endpoint": f"client:{each}",
                    "state": AgentState.READY, "since_at": now, "idle_since_at": now,
                }
                for each in ids
            ],
        )  # fmt: skip
        session.execute(
            sa.insert(AgentSkillRow), [{"agent_id": each, "skill": "fraud", "level": 3} for each in ids[::10]]
        )
