"""The people around a complaint, and what they send."""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import httpx

from agent_desktop.contract.complaint_cases import Case, CaseHistory, Changed
from agent_desktop.contract.complaint_lists import ComplaintPage
from agent_desktop.contract.sessions import Role
from agent_desktop.records.complaint_clocks.casefile import ComplaintFile
from agent_desktop.records.complaint_clocks.service import ComplaintClocks
from agent_desktop.server.complaint_clocks.files import load_calendars, load_rules
from agent_desktop.server.complaint_clocks.people import CentrePeople
from agent_desktop.server.complaint_clocks.timers import ClockWarnings
from agent_desktop.server.database import session_factory
from agent_desktop.server.unit_of_work import UnitsOfWork
from tests.server.floor import Desk, Floor
from tests.server.support import HandClock

CATEGORY = "cards.charges.instalment"
_PEOPLE: Final = {
    "may": ("Cards", Role.AGENT),
    "han": ("Complaints", Role.COMPLAINT_HANDLER),
    "hoi": ("Complaints", Role.COMPLAINT_HANDLER),
    "sue": ("Complaints", Role.SUPERVISOR),
    "cam": ("Compliance", Role.COMPLIANCE),
    "adm": ("", Role.ADMINISTRATOR),
    "tom": ("Operations", Role.AGENT),
}


class Desks(dict[str, Desk]):
    """Who is asked for signs in."""

    def __init__(self, floor: Floor) -> None:
        super().__init__()
        self._floor = floor
        self._one_at_a_time = threading.RLock()

    def __missing__(self, name: str) -> Desk:
        with self._one_at_a_time:
            if name not in self:
                self[name] = self._floor.sign_in(name)
            return self[name]


@dataclass
class Office:
    """May takes calls; Han and Hoi handle complaints, Sue supervises them, Cam is compliance, Tom in the card team."""

    floor: Floor
    customer_id: UUID
    desks: Desks

    def __getattr__(self, name: str) -> Desk:
        if name not in _PEOPLE:
            raise AttributeError(name)
        return self.desks[name]

    def record(self, desk: Desk, *, expected: int = 200, **more: Any) -> Case:
        answer = self.try_record(desk, **more)
        assert answer.status_code == expected, answer.text
        return Case.model_validate(answer.json())

    def try_record(self, desk: Desk, **more: Any) -> httpx.Response:
        return desk.http.post("/v1/complaints", json=self.command(**more))

    def command(self, **more: Any) -> dict[str, Any]:
        body: dict[str, Any] = {
            "command_id": str(uuid4()),
            "complaint_id": str(uuid4()),
            "customer_id": str(self.customer_id),
            "category_code": CATEGORY,
            "severity": "major",
            "what_happened": "She was charged an instalment fee of 1,286.40 that she never agreed to.",
        }
        return body | more

    def case(self, desk: Desk, complaint_id: UUID) -> Case:
        return Case.model_validate(desk.http.get(f"/v1/complaints/{complaint_id}").raise_for_status().json())

    def history(self, desk: Desk, complaint_id: UUID) -> CaseHistory:
        answer = desk.http.get(f"/v1/complaints/{complaint_id}/history").raise_for_status()
        return CaseHistory.model_validate(answer.json())

    def try_move(self, desk: Desk, case: Case, move: str, **more: Any) -> httpx.Response:
        more = {"seen_version": case.version, **more}
        return desk.post(f"/v1/complaints/{case.complaint_id}/moves", move=move, **more)

    def move(self, desk: Desk, case: Case, move: str, **more: Any) -> Case:
        answer = self.try_move(desk, case, move, **more)
        assert answer.status_code == 200, answer.text
        return Changed.model_validate(answer.json()).case

    def change(self, desk: Desk, case: Case, why: str = "", **values: Any) -> Changed:
        answer = self.try_change(desk, case, why, **values)
        assert answer.status_code == 200, answer.text
        return Changed.model_validate(answer.json())

    def try_change(self, desk: Desk, case: Case, why: str = "", **values: Any) -> httpx.Response:
        body = {"seen_version": case.version, "fields": sorted(values), "edit": values, "reason": why}
        return desk.post(f"/v1/complaints/{case.complaint_id}/changes", **body)

    def listed(self, desk: Desk, **more: Any) -> ComplaintPage:
        names = ("sort", "descending", "after", "limit", "count")
        body = {name: more.pop(name) for name in names if name in more} | {"filter": more}
        answer = desk.http.post("/v1/complaints/list", json=body)
        assert answer.status_code == 200, answer.text
        return ComplaintPage.model_validate(answer.json())

    def warn(self, at: str) -> int:
        """Have a server give what warnings are due at a time."""
        settings = self.floor.settings
        calendars = load_calendars(settings)
        clocks = ComplaintClocks(load_rules(settings, calendars), calendars, CentrePeople(), ComplaintFile())
        units = UnitsOfWork(session_factory(self.floor.engine), HandClock(datetime.fromisoformat(at)), lambda _: None)
        return ClockWarnings(units.begin, clocks).run_due()

    def answered(self, case: Case) -> Case:
        """Bring a complaint to where the customer has the answer."""
        case = self.move(self.han, case, "investigate")
        case = self.move(self.han, case, "propose_answer", **answer())
        case = self.decide_nothing(case)
        case = self.move(self.hoi, case, "approve_answer")
        return self.move(self.han, case, "answer", told_by="letter")

    def decide_nothing(self, case: Case) -> Case:
        body = {"seen_version": case.version, "kind": "none", "reason": "The fee was agreed to on 6 June"}
        answer_ = self.han.post(f"/v1/complaints/{case.complaint_id}/redress", **body)
        assert answer_.status_code == 200, answer_.text
        return Case.model_validate(answer_.json())


def answer(**more: str) -> dict[str, str]:
    given = {
        "answer": "The instalment plan is cancelled.",
        "root_cause": "information_unclear",
        "result": "partly_upheld",
    }
    return given | more


def open_office(floor: Floor) -> Office:
    """Have everybody known who works there."""
    for name, (team, role) in _PEOPLE.items():
        floor.add_person(name, role, team=team)
    return Office(floor, floor.add_customer(), Desks(floor))


def yesterday() -> str:
    return (datetime.now(UTC) - timedelta(days=2)).date().isoformat()
