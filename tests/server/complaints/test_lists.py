"""Lists: whose, by what, in what order; saved filters; many at once; figures."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaint_lists import ComplaintCounts, ComplaintFigures, ManyDone
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.customers.folding import search_keys_of
from agent_desktop.records.customers.models import SearchKeyRow
from tests.server.complaints.office import Office
from tests.server.support import error_code

NOW = datetime.now(UTC)


@pytest.fixture
def six(office: Office) -> list[Case]:
    """Of six complaints the first is late, then one is due every two days; Han has the odd ones."""
    owners = [str(office.han.agent_id), str(office.hoi.agent_id)]
    texts = (
        "Waited an hour",
        "手续费没有确认",
        "A fee twice",
        "Interest wrong",
        "Points missing",
        "Card blocked abroad",
    )
    categories = ("service.reach.waiting", "cards.charges.fee", "cards.charges.fee", "cards.charges.interest",
                  "cards.rewards.points", "cards.security.blocked")  # fmt: skip
    severities = ("minor", "major", "critical", "minor", "major", "minor")
    cases = [
        office.record(
            office.may, owner_id=owners[place % 2], what_happened=texts[place], category_code=categories[place],
            severity=severities[place],
        )
        for place in range(6)
    ]  # fmt: skip
    with Session(office.floor.engine) as session, session.begin():
        for place, case in enumerate(cases):
            due_at = NOW - timedelta(days=1) + timedelta(days=2 * place)
            values = {"next_due_at": due_at, "due_order": due_at, "clocks_late": int(place == 0)}
            changed = sa.update(ComplaintRow).where(ComplaintRow.complaint_id == case.complaint_id)
            session.execute(changed.values(values))
        for kind, key in search_keys_of(name_latin="Chan Tai Man", name_chinese="陈大文"):
            session.add(SearchKeyRow(kind=kind, key=key, customer_id=office.customer_id))
    return cases


def numbers(office: Office, name: str = "sue", **more: Any) -> list[int]:
    page = office.listed(office.desks[name], **({"scope": "all"} | more))
    return [int(line.glance.number[-2:]) for line in page.lines]


def test_a_list_is_of_those_whose_it_is_and_fits_every_word_of_its_filter(office: Office, six: list[Case]) -> None:
    assert numbers(office, "han", scope="mine") == [1, 3, 5]
    assert numbers(office, "may", scope="recorded") == [1, 2, 3, 4, 5, 6]
    assert numbers(office, scope="team") == [1, 2, 3, 4, 5, 6]
    for scope in ("team", "all"):
        refused = office.may.http.post("/v1/complaints/list", json={"filter": {"scope": scope}})
        assert error_code(refused) == "not_allowed"
    assert numbers(office, category="cards.charges") == [2, 3, 4]
    assert numbers(office, category="cards", severities=["critical", "minor"]) == [3, 4, 6]
    assert numbers(office, standing="late") == [1]
    assert numbers(office, band="later") == [3, 4, 5, 6]
    assert numbers(office, band="next_days") == [2]
    assert numbers(office, due_before=(NOW + timedelta(days=2)).isoformat()) == [1, 2]
    assert numbers(office, owner_id=str(office.hoi.agent_id), standing="all") == [2, 4, 6]
    assert numbers(office, customer_id=str(office.customer_id)) == [1, 2, 3, 4, 5, 6]
    assert numbers(office, regulatory=True) == numbers(office, nobody=True) == []
    assert numbers(office, text="手續費") == [2]
    assert numbers(office, text="abroad card") == [6]
    assert numbers(office, text="zzz") == []
    assert numbers(office, text=six[3].glance.number) == numbers(office, text="4") == [4]
    assert numbers(office, text="chen dawen") == numbers(office, text="陳大文") == [1, 2, 3, 4, 5, 6]
    office.move(office.han, six[0], "withdraw", reason="Settled", told_by="phone")
    assert numbers(office, standing="closed") == [1]
    line = office.listed(office.sue, scope="all").lines[0]
    assert (line.customer_name, line.next_move, line.clock is not None) == ("Mr Chan Tai Man", "acknowledge", True)
    with Session(office.floor.engine) as session:
        entry = session.scalars(
            sa.select(AuditRow).where(AuditRow.what == "complaints.listed").order_by(AuditRow.at.desc()).limit(1)
        ).one()
        assert str(line.glance.complaint_id) in entry.detail["complaint_ids"]


def test_pages_follow_each_other_without_a_gap_in_every_order(office: Office, six: list[Case]) -> None:
    for sort, descending in product(("deadline", "recorded", "severity", "state", "owner"), (False, True)):
        how = {"scope": "all", "sort": sort, "descending": descending}
        whole = office.listed(office.sue, **how, count=True)
        assert (len(whole.lines), whole.count, whole.more, whole.next) == (6, 6, False, ""), how
        seen, after = [], ""
        while True:
            page = office.listed(office.sue, **how, limit=2, after=after)
            seen += [line.glance.number for line in page.lines]
            after = page.next
            if not after:
                break
        assert seen == [line.glance.number for line in whole.lines], how
        if sort == "severity":
            order = [line.glance.severity.value for line in whole.lines if line.glance.severity is not None]
            assert order == sorted(order, key=["critical", "major", "minor"].index, reverse=descending)
        wrong = office.sue.http.post("/v1/complaints/list", json={"after": "bm90aGluZw==", "sort": sort})
        assert error_code(wrong) == "request_not_understood", how


def test_many_are_assigned_at_once_each_by_itself_and_given_back(office: Office, six: list[Case]) -> None:
    office.move(office.han, six[0], "withdraw", reason="Settled", told_by="phone")
    path = f"/v1/complaints/{six[2].complaint_id}/owner"
    office.han.post(path, seen_version=1, owner_id=str(office.hoi.agent_id), reason="Hers")
    items = [{"complaint_id": str(case.complaint_id), "seen_version": 1} for case in six[:5]]
    items.append({"complaint_id": str(uuid4()), "seen_version": 1})
    body = {"command_id": str(uuid4()), "items": items, "owner_id": str(office.hoi.agent_id), "reason": "Han is ill"}
    done = [ManyDone.model_validate(office.sue.http.post("/v1/complaints/assignments", json=body).json()) for _ in "ab"]
    assert done[0] == done[1]
    assert [each.problem for each in done[0].outcomes] == [
        "complaint_move_refused", "", "stale_version", "", "", "complaint_not_found",
    ]  # fmt: skip
    assert numbers(office, "han", scope="mine") == []
    assert error_code(office.may.http.post("/v1/complaints/assignments", json=body | {"command_id": str(uuid4())})) == (
        "not_allowed"
    )
    office.change(office.hoi, office.case(office.hoi, six[4].complaint_id), note="Mine now")
    undo = f"/v1/complaints/assignments/{done[0].deed_id}/undo"
    assert error_code(office.adm.post(undo)) == "change_not_undoable"
    back = ManyDone.model_validate(office.sue.post(undo).json())
    assert [each.problem for each in back.outcomes] == [""]
    assert numbers(office, "han", scope="mine") == [5]
    assert error_code(office.sue.post(undo)) == "change_not_undoable"


def test_live_numbers_and_a_supervisors_view(office: Office, six: list[Case]) -> None:
    counts = ComplaintCounts.model_validate(office.han.http.get("/v1/complaints/counts").json())
    assert (counts.mine_open, counts.mine_late, counts.team_open, counts.team_late) == (3, 1, 6, 1)
    may = ComplaintCounts.model_validate(office.may.http.get("/v1/complaints/counts").json())
    assert (may.mine_open, may.team_open) == (0, 0)
    figures = ComplaintFigures.model_validate(office.sue.http.get("/v1/complaints/figures?scope=team").json())
    assert figures.bands == {"late": 1, "today": 0, "next_days": 1, "later": 4, "no_clock": 0}
    assert {(load.name, load.open, load.late, load.limit) for load in figures.owners} == {
        ("Han", 3, 1, 40), ("Hoi", 3, 0, 40),
    }  # fmt: skip
    assert error_code(office.may.http.get("/v1/complaints/figures?scope=team")) == "not_allowed"


def test_filters_are_kept_for_oneself_by_name(office: Office) -> None:
    one, other = uuid4(), uuid4()
    wanted = {"name": "Late cards", "filter": {"scope": "team", "standing": "late", "category": "cards"}}
    office.sue.put(f"/v1/complaints/filters/{one}", **wanted)
    kept = office.sue.put(f"/v1/complaints/filters/{other}", **wanted, descending=True).json()["filters"]
    assert [(each["filter_id"], each["descending"]) for each in kept] == [(str(other), True)]
    assert office.han.http.get("/v1/complaints/filters").json() == {"filters": []}
    office.han.http.delete(f"/v1/complaints/filters/{other}")
    assert len(office.sue.http.get("/v1/complaints/filters").json()["filters"]) == 1
    assert office.sue.http.delete(f"/v1/complaints/filters/{other}").json() == {"filters": []}
