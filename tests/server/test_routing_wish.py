"""What the bank's records wish for a call, and what becomes of it where they cannot be read."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Role
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.calls.languages import spoken_language
from agent_desktop.server.host import BankHost
from agent_desktop.server.routing_settings import queues_from, wish_rules_from
from agent_desktop.settings import load_settings
from telephony.contract import AgentAction, NumberCheck
from telephony.ports import CallFacts, RoutingWish
from telephony.queues.service import ensure_queues, ensure_serves_group
from tests.records.trial import GRACE_MOBILE, OPTIONS, TrialBank
from tests.support.shipped import shipped_scripts
from tests.telephony.support import NINE, Centre

SETTINGS = load_settings(None)


def host() -> BankHost:
    return BankHost(OPTIONS, shipped_scripts(), wish_rules_from(SETTINGS))


def wish(session: Session, number: str = GRACE_MOBILE, **known: Any) -> RoutingWish:
    facts: dict[str, Any] = {
        "call_id": uuid4(),
        "queue_code": "cards",
        "caller_number": number,
        "number_check": NumberCheck.PASSED,
        "menu_reason": "",
        "keyed_digits": "",
        "arrived_at": NINE,
    }
    return host().routing_wish(session, CallFacts(**facts | known))


@pytest.fixture
def grace(session: Session) -> UUID:
    """A platinum customer of Raymond Lau's, who prefers Cantonese."""
    return TrialBank(session).grace()


def let_in(session: Session, name: str, display_name: str, team: str = "") -> UUID:
    person = add_user(
        session,
        Passwords(),
        name=name,
        display_name=display_name,
        password="a long password",
        roles=(Role.AGENT,),
        team=team,
    )
    return person.user_id


@pytest.mark.usefixtures("grace")
def test_the_record_gives_tier_points_manager_team_and_language(session: Session) -> None:
    manager = let_in(session, "raymond", "Raymond Lau", "Peak")

    assert wish(session) == RoutingWish(5, manager, "Peak", "platinum", "yue")


@pytest.mark.usefixtures("grace")
def test_a_manager_who_is_nobody_or_two_people_is_nobodys(session: Session) -> None:
    assert wish(session).preferred_agent_id is None
    let_in(session, "raymond", "Raymond Lau")
    let_in(session, "raymond2", "Raymond Lau")
    session.flush()

    assert wish(session).preferred_agent_id is None


def test_who_is_not_known_has_no_wish_but_the_language_they_chose(session: Session) -> None:
    assert wish(session, "+85290000000") == RoutingWish()
    assert wish(session, "", menu_language="zh-CN") == RoutingWish(language="cmn")


@pytest.mark.usefixtures("grace")
def test_the_language_chosen_in_the_menu_goes_before_the_record(session: Session) -> None:
    assert wish(session, menu_language="en").language == "en"


@pytest.mark.parametrize(
    ("menu_language", "spoken"), [("zh-HK", "yue"), ("zh-CN", "cmn"), ("zh-MO", "yue"), ("en", "en"), ("", "")]
)
def test_a_menus_language_tag_is_a_spoken_language(menu_language: str, spoken: str) -> None:
    assert spoken_language(menu_language) == spoken


def contact(session: Session, customer_id: UUID, days_ago: int, disposition: str) -> None:
    """A call of this customer's that ended so."""
    ended_at = NINE - timedelta(days=days_ago)
    session.add(
        InteractionRow(
            call_id=uuid4(),
            agent_id=uuid4(),
            customer_id=customer_id,
            started_at=ended_at,
            finished_at=ended_at,
            disposition_code=disposition,
        )
    )
    session.flush()


def test_a_customer_whom_we_owe_a_word_gains_points_for_some_days(session: Session, grace: UUID) -> None:
    contact(session, grace, 20, "follow_up")
    assert wish(session).priority == 5
    contact(session, grace, 3, "follow_up")
    assert wish(session).priority == 8
    contact(session, grace, 1, "resolved")
    assert wish(session).priority == 5


def test_a_word_owed_to_another_account_of_the_person_counts(session: Session, grace: UUID) -> None:
    other = TrialBank(session).customer("K1", source_code="cards", phones={"+85261110000": "mobile"})
    contact(session, other, 3, "follow_up")
    assert wish(session).priority == 5
    session.add_all(MergedAccountRow(customer_id=each, lead_id=grace, merged_at=NINE) for each in (grace, other))
    session.flush()

    assert wish(session).priority == 8
    assert wish(session, "+85261110000").priority == 8
    assert host().goes_straight(session, "+85261110000")  # the person is platinum, whichever account has the number
    contact(session, grace, 1, "resolved")
    assert wish(session).priority == 5


def test_suspected_fraud_goes_ahead_while_the_records_cannot_be_read(engine: sa.Engine) -> None:
    with Session(engine) as session:
        TrialBank(session).grace()
        session.commit()
    centre = Centre(engine)
    centre.host = host()  # type: ignore[assignment]
    with centre.open_work() as work:
        ensure_queues(work.session, queues_from(SETTINGS))
    with engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE customers RENAME COLUMN tier TO was_tier"))
    centre.ring(GRACE_MOBILE)
    centre.clock.advance(900)
    suspected = centre.ring(GRACE_MOBILE, menu_reason="suspected_fraud")
    agent_id = centre.agent(ready=False)
    with centre.open_work() as work:
        ensure_serves_group(work.session, agent_id, "cards")

    centre.go(agent_id, AgentAction.GO_READY)

    offer = centre.desk(agent_id).offer
    assert offer is not None
    assert offer.call_id == suspected
