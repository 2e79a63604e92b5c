"""Callers are asked by keypad after a call: the real simulator, the real server, an agent at a desk."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Tier
from agent_desktop.contract.surveys import Surveys, SurveyState, SurveyWay
from agent_desktop.contract.timeline import ContactLegs
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.surveys.models import SurveyRow
from agent_desktop.records.surveys.wishes import wishes_no_surveys
from agent_desktop.records.valuation.models import SurveyAnswerRow
from agent_desktop.server.surveys.hosting import is_in_sample, language_for
from agent_desktop.server.surveys.keypad import KeypadBook, keypad_file, read_keypad
from agent_desktop.settings import load_settings, shipped_file
from telephony.contract import CallDirection, CallState
from telephony.surveys.models import CallSurveyRow
from telephony.surveys.states import NotAsked, SurveyOutcome
from tests.server.floor import Desk, Floor, opened_floor
from tests.server.support import until
from tests.telephony.surveys.asked import survey

SHIPPED = (shipped_file("resources") / "surveys" / "keypad.yaml").read_text(encoding="utf-8")


@pytest.fixture
def floor(database_url: str, tmp_path: Path) -> Iterator[Floor]:
    file = tmp_path / "keypad.yaml"
    file.write_text(SHIPPED.replace("least_talk_seconds: 20", "least_talk_seconds: 0"), encoding="utf-8")
    with opened_floor(database_url, surveys={"by_keypad": True, "keypad_file": str(file)}) as opened:
        yield opened


def talk(floor: Floor, desk: Desk, **ring: Any) -> tuple[str, UUID]:
    """Somebody calls and talks with the agent."""
    sid = floor.ring(menu_language="en", **ring)
    return sid, desk.take_call().call_id


def hang_up(desk: Desk, call_id: UUID) -> None:
    assert desk.act(call_id, "hang_up").status_code == 200
    desk.until_call(CallState.ENDED)


def over(floor: Floor, call_id: UUID) -> CallSurveyRow:
    def found() -> CallSurveyRow | None:
        with Session(floor.engine) as session:
            row = session.get(CallSurveyRow, call_id)
            return row if row is not None and row.ended_at is not None else None

    return until(found)


def told(floor: Floor, sid: str) -> str:
    return " ".join(each.text for each in floor.room(sid).prompt)


def finish(desk: Desk, call_id: UUID) -> None:
    part = desk.http.get(f"/v1/calls/{call_id}/interaction").json()["interaction_id"]
    assert desk.post(f"/v1/interactions/{part}/finish", disposition_code="resolved").status_code == 200


def test_what_a_caller_keys_is_kept_shown_and_audited_and_the_agent_sees_nothing_of_it(floor: Floor) -> None:
    customer_id, desk = floor.add_customer(), floor.agent()
    desk.go_ready()
    sid, call_id = talk(floor, desk)
    hang_up(desk, call_id)
    assert floor.room(sid).state == "survey"
    finish(desk, call_id)  # the wrap-up waits for nobody
    for words, keys in (("How well did we help", "4"), ("had you expected", "5"), ("recommend us", "9#")):
        until(lambda words=words: words in told(floor, sid) and floor.room(sid).keys)  # type: ignore[misc]
        assert floor.carrier.post(f"/calls/{sid}/keys", json={"keys": keys}).status_code == 200
    assert over(floor, call_id).outcome is SurveyOutcome.ANSWERED

    customer = f"/v1/customers/{customer_id}"
    (kept,) = Surveys.model_validate(desk.http.get(f"{customer}/surveys").json()).surveys
    assert (kept.way, kept.state, kept.record_id, kept.questions) == (
        SurveyWay.KEYPAD, SurveyState.ANSWERED, call_id, 2,
    )  # fmt: skip
    assert [(each.question, each.perceived, each.expected, each.scale) for each in kept.scores] == [
        ("helped", 4, 5, 5), ("recommend", 9, None, 10),
    ]  # fmt: skip
    assert (str(kept.perceived), str(kept.expected), str(kept.gap)) == ("4.30", "5.00", "-1.00")
    with Session(floor.engine) as session:
        row = session.scalars(sa.select(SurveyRow)).one()
        assert (row.agent_id, row.queue_code, row.asked_by) == (desk.agent_id, "english", None)
        answer = session.scalars(sa.select(SurveyAnswerRow)).one()
        assert (answer.customer_id, str(answer.perceived)) == (customer_id, "4.30")
        audited = session.scalars(sa.select(AuditRow).where(AuditRow.what.like("survey.%")).order_by(AuditRow.at)).all()
        assert [(each.what, each.by_user_id, each.call_id) for each in audited] == [
            ("survey.asked", None, call_id), ("survey.answered", None, call_id),
        ]  # fmt: skip
    (contact,) = desk.http.post(f"{customer}/contacts", json={}).json()["contacts"]
    found = ContactLegs.model_validate(desk.http.get(f"{customer}/contacts/{contact['contact_id']}/legs").json())
    assert [(each.way, str(each.perceived), each.answered, each.questions) for each in found.surveys] == [
        (SurveyWay.KEYPAD, "4.30", 2, 2)
    ]

    _, again = talk(floor, desk)
    hang_up(desk, again)  # the next time they are left alone
    assert over(floor, again).why_not is NotAsked.ASKED_LATELY


def test_who_is_not_to_be_asked_is_not_and_coverage_knows_why(floor: Floor) -> None:
    floor.add_customer()
    desk = floor.agent()
    desk.go_ready()

    def ended(wish: str = "", *, caller: bool = False, **ring: Any) -> NotAsked | None:
        with floor.engine.begin() as connection:
            wishes = f'[{{"en": "{wish}"}}]' if wish else "[]"
            connection.execute(sa.text("UPDATE customers SET wishes = CAST(:w AS jsonb)"), {"w": wishes})
        sid, call_id = talk(floor, desk, **ring)
        if caller:
            floor.hang_up(sid)
            desk.until_call(CallState.ENDED)
        else:
            hang_up(desk, call_id)
        row = over(floor, call_id)
        finish(desk, call_id)
        return row.why_not

    assert ended("No surveys, please") is NotAsked.NOT_WISHED
    assert ended(number="+85221239999") is NotAsked.UNKNOWN_CALLER
    assert ended(menu_reason="lost_card") is NotAsked.BY_RULE
    assert ended(caller=True) is NotAsked.CALLER_HUNG_UP
    with Session(floor.engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(SurveyRow)) == 0


def test_the_sample_is_drawn_by_the_call_and_about_as_large_as_it_is_said_to_be() -> None:
    calls = [UUID(int=number) for number in range(2000)]
    drawn = {share: [is_in_sample(each, "after_call", share) for each in calls] for share in (0, 30, 100)}
    assert (sum(drawn[0]), sum(drawn[100])) == (0, 2000)
    assert 500 < sum(drawn[30]) < 700
    assert [is_in_sample(each, "after_call", 30) for each in calls] == drawn[30]


@pytest.mark.parametrize(
    ("texts", "wished"),
    [
        ([{"en": "No surveys"}], True),
        ([{"en": "Do not survey"}], True),
        ([{"en": "No calls after 20:00. Surveys are fine"}], False),
        ([{"zh": "20:00 后请勿致电，请勿做满意度调查"}], True),
        ([{"zh": "請勿致電；樂意作答調查"}], False),
        ([], False),
    ],
)
def test_a_wish_not_to_be_asked_is_read_in_both_languages(texts: list[dict[str, str]], wished: bool) -> None:
    assert wishes_no_surveys(texts) is wished


def test_a_caller_is_asked_in_the_language_of_the_menu_else_in_their_own() -> None:
    asked = survey(languages=["zh-HK", "zh-CN", "en"])
    assert language_for(asked, "zh-CN", ["yue"]) == "zh-CN"
    assert language_for(asked, "", ["fr", "yue"]) == "zh-HK"
    assert language_for(asked, "", ["cmn"]) == "zh-CN"
    assert language_for(asked, "fr", ["de"]) == ""


def test_the_first_rule_that_fits_a_call_decides() -> None:
    rules = [
        {"queues": ["loans"], "tiers": ["gold"], "survey": "after_call", "share": 10},
        {"directions": ["outbound"], "survey": "after_call", "share": 20},
        {"reasons": ["loan"]},
        {"survey": "after_call"},
    ]
    book = KeypadBook.model_validate({"rules": rules, "surveys": [survey().model_dump()]})

    def share(queue: str, reason: str, tier: Tier, direction: CallDirection = CallDirection.INBOUND) -> int | None:
        rule = book.rule_for(queue, reason, tier.value, direction)
        return None if rule is None or not rule.survey else rule.share

    assert share("loans", "loan", Tier.GOLD) == 10
    assert share("loans", "loan", Tier.STANDARD) is None
    assert share("cards", "", Tier.GOLD) == 100
    assert share("cards", "loan", Tier.GOLD, CallDirection.OUTBOUND) == 20


def test_the_shipped_file_is_right_and_each_mistake_is_found_by_its_line(tmp_path: Path) -> None:
    settings = load_settings(None)
    shipped = read_keypad(settings, keypad_file(settings))
    assert (shipped.errors, shipped.warnings) == ((), ())

    def problems(text: str) -> list[tuple[str, int]]:
        reading = read_keypad(settings, tmp_path / "keypad.yaml", text)
        return [(each.problem.code.value, each.line) for each in (*reading.errors, *reading.warnings)]

    lines = SHIPPED.splitlines()
    thanks = next(number for number, line in enumerate(lines, 1) if "thanks:" in line)
    assert problems(SHIPPED.replace("survey: after_call", "survey: other")) == [("name_unknown", line_of("- survey:"))]
    assert problems(SHIPPED.replace("code: recommend", "code: helped"))[0][0] == "code_twice"
    without = "\n".join(line for line in lines if "Thank you for your time" not in line)
    assert [each[0] for each in problems(without)] == ["language_missing"]
    assert thanks <= problems(without)[0][1] <= thanks + 3
    assert problems(SHIPPED.replace("languages: [zh-HK, zh-CN, en]", "languages: [zh-HK, zh-CN]"))[0][0] == (
        "language_not_spoken"
    )
    assert [each[0] for each in problems(SHIPPED.replace("longest_seconds: 180", "longest_seconds: 31"))] == [
        "menu_too_long"
    ]
    assert [each[0] for each in problems(SHIPPED.replace("scale: 10", "scale: 7"))]
    named = SHIPPED.replace(
        "      text:\n        zh-HK: 多謝您的意見",
        "      file: {en: bye.wav}\n      text:\n        zh-HK: 多謝您的意見",
    )
    assert [each[0] for each in problems(named)] == ["recording_missing"]


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(SHIPPED.splitlines(), 1) if text in line)
