"""Review of accounts over HTTP, and the command that finds what there is to review."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.consolidation import (
    AccountGroup,
    AccountsOfCustomer,
    Comparison,
    PairEvidence,
    ReviewList,
)
from agent_desktop.contract.sessions import Role
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.server.consolidation.command import run_consolidate
from agent_desktop.server.consolidation.wish import ConsolidateWish
from agent_desktop.settings import Settings
from agent_desktop.words import LANGUAGES, Language
from tests.records.trial import TrialBank
from tests.server.floor import SECRETS, Desk, Floor
from tests.server.support import error_code

Run = Callable[..., list[str]]


def _twins(engine: sa.Engine) -> tuple[UUID, UUID]:
    """Two accounts that only a person can tell apart or put together."""
    with Session(engine) as session:
        bank = TrialBank(session)
        same = {"gender": "F", "birth_date": date(1980, 6, 21), "address": "Flat C, 18/F, Lotus Court, Kowloon Tong"}
        one = bank.customer(
            "1",
            source_code="crm",
            name_latin="Ho Sze Wing",
            name_chinese="何詩詠",
            document_number="Q349637(2)",
            phones={"+85261234182": "mobile"},
            **same,
        )
        other = bank.customer(
            "K1",
            source_code="card_clients",
            name_latin="Ho Sze Man",
            name_chinese="何詩敏",
            phones={"+85261234182": "mobile"},
            **same,
        )
        session.commit()
    return one, other


@pytest.fixture
def run(floor: Floor) -> Run:
    address = floor.engine.url.render_as_string(hide_password=False)

    def run(wish: ConsolidateWish | None = None, language: Language = "en", **link: object) -> list[str]:
        sections = floor.settings.model_dump()
        settings = Settings.model_validate(
            sections
            | {"database": sections["database"] | {"url": address}, "consolidation": sections["consolidation"] | link}
        )
        told: list[str] = []
        run_consolidate(settings, SECRETS, wish or ConsolidateWish(), language, told.append)
        return told

    return run


@pytest.fixture
def head(floor: Floor) -> Desk:
    floor.add_person("head", Role.SUPERVISOR)
    return floor.sign_in("head")


def test_a_pair_is_found_shown_masked_revealed_and_decided_and_all_of_it_is_audited(
    floor: Floor, head: Desk, run: Run
) -> None:
    one, other = _twins(floor.engine)
    run()

    listed = ReviewList.model_validate(head.http.get("/v1/consolidation/pairs").json())
    (pair,) = listed.pairs
    path = f"/v1/consolidation/pairs/{pair.pair_id}"
    shown = head.http.get(path)
    revealed = head.post(f"{path}/reveals", field="mobile").json()
    decided = AccountGroup.model_validate(head.post(f"{path}/decisions", is_same=True, reason="same card").json())
    again = head.post(f"{path}/decisions", is_same=True)

    assert (listed.total, listed.consolidated_at is not None, pair.doubt.value) == (1, True, "name")
    evidence = PairEvidence.model_validate(shown.json())
    assert {evidence.left.customer_id, evidence.right.customer_id} == {one, other}
    assert not any(clear in shown.text for clear in ("61234182", "Q349637"))
    assert revealed["left"] == revealed["right"] == "+852 6123 4182"
    assert [each.account.customer_id for each in decided.accounts] == [one, other]
    assert error_code(again) == "link_pair_not_found"
    with Session(floor.engine) as session:
        whats = set(session.scalars(sa.select(AuditRow.what)))
    assert {"pair.shown", "value.revealed", "accounts.merged"} <= whats


def test_what_was_merged_is_taken_apart_once_however_often_it_is_asked(floor: Floor, head: Desk, run: Run) -> None:
    one, other = _twins(floor.engine)
    merged = head.post("/v1/consolidation/merges", one_id=str(one), other_id=str(other))
    command = {"command_id": str(uuid4()), "reason": "twins"}
    path = f"/v1/consolidation/groups/{other}"

    first = head.http.post(f"{path}/unmerge", json=command)
    second = head.http.post(f"{path}/unmerge", json=command)
    third = head.post(f"{path}/unmerge")
    run()

    assert len(AccountGroup.model_validate(merged.json()).accounts) == 2
    alone = {"customer_id": str(other), "accounts": []}
    assert first.json() == second.json() == alone | {"decision_id": first.json()["decision_id"]}
    assert head.http.get(path).json() == alone | {"decision_id": None}
    assert error_code(third) == "not_merged"
    assert head.http.get("/v1/consolidation/pairs").json()["total"] == 0  # a person has spoken


def test_a_decision_is_taken_back_once_however_often_it_is_asked(floor: Floor, head: Desk, run: Run) -> None:
    _twins(floor.engine)
    run()
    (pair,) = head.http.get("/v1/consolidation/pairs").json()["pairs"]
    command = {"command_id": str(uuid4()), "is_same": True}
    decide = f"/v1/consolidation/pairs/{pair['pair_id']}/decisions"
    first, repeated = (head.http.post(decide, json=command).json() for _ in range(2))
    path = f"/v1/consolidation/decisions/{first['decision_id']}/take-back"
    undo = {"command_id": str(uuid4())}

    taken_back, again = (head.http.post(path, json=undo) for _ in range(2))

    assert repeated["decision_id"] == first["decision_id"]
    assert taken_back.json() == again.json()
    assert taken_back.json()["accounts"] == []
    assert head.http.get("/v1/consolidation/pairs").json()["pairs"] == [pair]
    assert error_code(head.post(path)) == "link_decision_not_found"
    assert error_code(floor.agent().post(path)) == "not_allowed"


def test_a_decision_that_was_overtaken_is_not_taken_back(floor: Floor, head: Desk) -> None:
    one, other = _twins(floor.engine)
    merged = head.post("/v1/consolidation/merges", one_id=str(one), other_id=str(other)).json()
    head.post(f"/v1/consolidation/groups/{other}/unmerge")

    answer = head.post(f"/v1/consolidation/decisions/{merged['decision_id']}/take-back")

    assert (answer.status_code, error_code(answer)) == (409, "link_decision_overtaken")


def test_whoever_takes_calls_alone_does_not_merge(floor: Floor) -> None:
    agent = floor.agent()

    answers = [
        agent.http.get("/v1/consolidation/pairs"),
        agent.http.get(f"/v1/consolidation/groups/{uuid4()}"),
        agent.http.get(f"/v1/consolidation/accounts/{uuid4()}"),
        agent.post("/v1/consolidation/search", text="Ho"),
        *(
            agent.post(f"/v1/consolidation/{what}", one_id=str(uuid4()), other_id=str(uuid4()))
            for what in ("merges", "comparisons")
        ),
    ]

    assert [(answer.status_code, error_code(answer)) for answer in answers] == [(403, "not_allowed")] * 6


def test_two_accounts_that_do_not_wait_are_found_compared_merged_and_taken_apart(
    floor: Floor, head: Desk, run: Run
) -> None:
    one, other = _twins(floor.engine)

    found = head.http.post("/v1/consolidation/search", json={"text": "Sze"}).json()
    asked = {"one_id": str(one), "other_id": str(other)}
    compared = head.http.post("/v1/consolidation/comparisons", json=asked)
    revealed = head.post("/v1/consolidation/comparisons/reveals", **asked, field="birth").json()
    assert {UUID(hit["customer_id"]) for hit in found} == {one, other}
    shown = Comparison.model_validate(compared.json())
    agree = {each.field.value: each.agreement.value for each in shown.fields}
    assert (agree["name"], agree["birth"], agree["document"], agree["mobile"]) == ("near", "same", "unknown", "same")
    assert not any(clear in compared.text for clear in ("61234182", "Q349637"))
    assert (revealed["left"], revealed["right"]) == ("1980-06-21", "1980-06-21")

    run()
    (possible,) = AccountsOfCustomer.model_validate(
        head.http.get(f"/v1/consolidation/accounts/{other}").json()
    ).possible
    assert (possible.own_id, possible.account.customer_id, possible.doubt.value) == (other, one, "name")
    head.post("/v1/consolidation/merges", **asked)
    together = AccountsOfCustomer.model_validate(head.http.get(f"/v1/consolidation/accounts/{other}").json())
    assert (together.customer_id, len(together.accounts), together.possible) == (one, 2, ())
    head.post(f"/v1/consolidation/groups/{one}/unmerge")
    alone = AccountsOfCustomer.model_validate(head.http.get(f"/v1/consolidation/accounts/{other}").json())
    assert [(each.account.customer_id, each.merged_at) for each in alone.accounts] == [(other, None)]

    nobody = head.http.post("/v1/consolidation/comparisons", json=asked | {"other_id": str(uuid4())})
    assert error_code(nobody) == "customer_not_found"
    with Session(floor.engine) as session:
        seen = session.execute(sa.select(AuditRow.what, AuditRow.record_id)).all()
    assert {("accounts.compared", one), ("accounts.compared", other), ("value.revealed", one)} <= {
        tuple(row) for row in seen
    }
    assert ("accounts.shown", one) in {tuple(row) for row in seen}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_tells_each_step_and_writes_the_figures(
    floor: Floor, run: Run, language: Language, tmp_path: Path
) -> None:
    _twins(floor.engine)
    file = tmp_path / "figures.json"

    told = run(ConsolidateWish(json_path=file), language)

    figures = json.loads(file.read_text("utf-8"))
    assert len(told) == 5
    assert ("Step 1 of 4" if language == "en" else "第 1 步，共 4 步") in told[0]
    assert (figures["accounts"], figures["groups"], figures["doubtful"]) == (2, 0, 1)
    assert set(figures["seconds"]) == {"reading", "preparing", "scoring", "writing"}


def test_what_cannot_be_done_is_said_before_anything_is(run: Run, tmp_path: Path) -> None:
    model = tmp_path / "model.json"
    model.write_text("{}", "utf-8")

    for wish, link, code in (
        (ConsolidateWish(json_path=tmp_path / "nowhere" / "f.json"), {}, "file_not_writable"),
        (ConsolidateWish(), {"model_file": str(model)}, "link_model_wrong"),
        (ConsolidateWish(), {"model_file": str(tmp_path / "none.json")}, "link_model_wrong"),
        (ConsolidateWish(learn_path=model), {}, "too_few_accounts"),
    ):
        with pytest.raises(Exception, match=code):
            run(wish, **link)
