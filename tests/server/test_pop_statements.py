"""What a screen pop asks of the database: a caller is waiting for each round trip."""

from collections.abc import Callable, Sequence
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from pydantic_core import from_json
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CallerCard, CallerOutcome
from agent_desktop.records.consolidation.service import merge_accounts
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.interactions.linking import find_link
from agent_desktop.server.consolidation.options import link_options
from agent_desktop.server.host import BankHost
from agent_desktop.server.outbox_workers import ORDERING_KINDS
from agent_desktop.server.stream.encoding import EncodedEvent, encode_events
from agent_desktop.server.stream.listener import JournalListener
from agent_desktop.settings import load_settings
from telephony.contract import CallAction, StreamMessage
from telephony.events.repository import EventRepository, StoredEvent
from telephony.providers.models import OutboxRow
from tests.records.trial import GRACE_MOBILE, OPTIONS, TrialBank, counted_trips
from tests.server.stream.test_listener import begun
from tests.support.shipped import shipped_scripts
from tests.telephony.support import NINE, Centre

OFFER = 2
"""How often a report of a new caller waits for the database until its offer is committed. Fewer is better; more needs a
reason. First for all that is read; then for all that is written, most of it while the profile is composed, with the
commit."""


@pytest.fixture
def bank_centre(engine: sa.Engine) -> Centre:
    """A centre whose host is the bank's own, with one customer."""
    with Session(engine) as session:
        TrialBank(session).grace()
        session.commit()
    centre = Centre(engine)
    centre.host = BankHost(OPTIONS, shipped_scripts())  # type: ignore[assignment]
    return centre


def _offered_card(centre: Centre, agent_id: UUID) -> CallerCard:
    offer = centre.desk(agent_id).offer
    assert offer is not None
    return CallerCard.model_validate(offer.payload)


def test_an_offer_with_its_profile_takes_no_more_round_trips_than_it_did(bank_centre: Centre) -> None:
    agent_id = bank_centre.agent()
    bank_centre.carrier.ring(GRACE_MOBILE)
    report = bank_centre.carrier.reports.pop()

    with counted_trips() as trips:
        bank_centre.report(report)

    assert _offered_card(bank_centre, agent_id).outcome is CallerOutcome.MATCHED
    assert len(trips) == OFFER, "\n".join(trips)


def test_a_person_with_two_merged_accounts_pops_as_one_whichever_has_the_number(bank_centre: Centre) -> None:
    with Session(bank_centre.engine) as session:
        bank = TrialBank(session)
        grace = session.scalars(sa.select(CustomerRow.customer_id)).one()
        phones = {GRACE_MOBILE: "mobile", "+85261110000": "mobile"}
        other = bank.customer("K1", source_code="cards", name_latin="Ho Wing Sze Grace", phones=phones)
        options = link_options(load_settings(None))
        merged = merge_accounts(session, grace, other, reason="", at=NINE, by=uuid4(), options=options)
        session.commit()
    agent_id = bank_centre.agent()

    for number in (GRACE_MOBILE, "+85261110000"):
        call_id = bank_centre.ring(number)

        card = _offered_card(bank_centre, agent_id)
        assert card.outcome is CallerOutcome.MATCHED
        assert card.profile is not None
        with Session(bank_centre.engine) as session:
            link = find_link(session, call_id)
        assert link is not None
        assert card.profile.customer_id == merged.customer_id == link.customer_id
        bank_centre.caller_hangs_up(call_id)


def test_the_stream_reads_event_and_profile_in_one_statement(bank_centre: Centre) -> None:
    heard: list[EncodedEvent] = []
    listener = begun(JournalListener(bank_centre.engine, bank_centre.clock, heard.extend))
    bank_centre.agent()
    bank_centre.ring(GRACE_MOBILE)

    with counted_trips() as trips:
        listener.look()

    offers = [event for event in heard if event.offered_call_id is not None]
    assert len(offers) == 1
    assert '"payload":{' in offers[0].own
    assert '"payload"' not in offers[0].other
    assert len(trips) == 1, trips


def _told(events: Sequence[StoredEvent]) -> list[tuple[object, ...]]:
    return [
        (each.number, each.topics, from_json(each.own), from_json(each.other), each.own_topic, each.offered_call_id)
        for each in encode_events(events, server_at=NINE)
    ]


def test_what_was_committed_is_told_as_it_would_be_read(bank_centre: Centre) -> None:
    bank_centre.agent()
    heard: list[EncodedEvent] = []
    listener = begun(JournalListener(bank_centre.engine, bank_centre.clock, heard.extend))

    call_id = bank_centre.ring(GRACE_MOBILE)
    appended = bank_centre.appended[-1]
    with counted_trips() as trips:
        listener.look(appended)

    assert trips == []
    assert heard
    with Session(bank_centre.engine) as session:
        stored = EventRepository(session).list_after(heard[0].number - 1)
    assert _told(appended.stored()) == _told(stored)
    assert [event.offered_call_id for event in heard if event.own_topic] == [call_id]


def test_what_was_encoded_before_it_had_a_number_is_told_as_what_was_encoded_after(bank_centre: Centre) -> None:
    bank_centre.agent()
    heard: list[EncodedEvent] = []
    listener = begun(JournalListener(bank_centre.engine, bank_centre.clock, heard.extend))
    call_id = bank_centre.ring(GRACE_MOBILE)
    appended = bank_centre.appended[-1]

    listener.make_ready(appended)
    listener.look(appended)

    assert heard == encode_events(appended.stored(), server_at=bank_centre.clock.now())
    messages = [StreamMessage.model_validate_json(event.text_for(frozenset(event.topics), 0)) for event in heard]
    assert [message.number for message in messages] == [event.number for event in heard]
    assert [message.number for message in messages][-1] == appended.last_number
    assert call_id in {event.offered_call_id for event in heard}


def test_what_cannot_be_encoded_fails_where_it_is_told_and_not_in_the_commit(
    bank_centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank_centre.agent()
    listener = begun(JournalListener(bank_centre.engine, bank_centre.clock, lambda _: None))
    bank_centre.ring(GRACE_MOBILE)
    appended = bank_centre.appended[-1]

    def fails(*_: object, **__: object) -> None:
        raise ValueError

    monkeypatch.setattr("agent_desktop.server.stream.listener.encode_event", fails)

    listener.make_ready(appended)

    assert appended.ready is None


def test_what_comes_after_something_untold_is_read(bank_centre: Centre) -> None:
    heard: list[EncodedEvent] = []
    listener = begun(JournalListener(bank_centre.engine, bank_centre.clock, heard.extend))
    bank_centre.agent()
    first = bank_centre.appended[-1]
    bank_centre.ring(GRACE_MOBILE)
    last = bank_centre.appended[-1]

    listener.look(last)
    listener.look(first)

    numbers = [event.number for event in heard]
    assert numbers == list(range(numbers[0], last.last_number + 1))
    assert first.last_number in numbers


def test_a_profile_that_the_database_fails_to_read_leaves_the_offer_bare(bank_centre: Centre) -> None:
    agent_id = bank_centre.agent()
    with bank_centre.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE contacts RENAME COLUMN subject TO was_subject"))

    call_id = bank_centre.ring(GRACE_MOBILE)

    card = _offered_card(bank_centre, agent_id)
    assert (card.call_id, card.profile, card.candidates) == (call_id, None, ())
    with bank_centre.engine.connect() as connection:  # what was written for the profile is undone
        assert connection.execute(sa.text("SELECT count(*) FROM audit_entries")).scalar_one() == 0
        assert connection.execute(sa.text("SELECT count(*) FROM call_links")).scalar_one() == 0


def test_whoever_commits_has_the_stream_read_without_the_doorbell(bank_centre: Centre) -> None:
    heard: list[EncodedEvent] = []
    listener = begun(JournalListener(bank_centre.engine, bank_centre.clock, heard.extend))

    listener.look()
    bank_centre.agent()
    listener.look()
    numbers = [event.number for event in heard]
    listener.look()

    assert numbers
    assert numbers == sorted(set(numbers))
    assert [event.number for event in heard] == numbers


def test_a_database_that_is_away_does_not_fail_whoever_has_just_committed(bank_centre: Centre) -> None:
    away = sa.create_engine("postgresql+psycopg://nobody@127.0.0.1:1/none", connect_args={"connect_timeout": 1})
    heard: list[EncodedEvent] = []

    JournalListener(away, bank_centre.clock, heard.extend).look()

    assert heard == []


def test_every_commit_with_an_order_wakes_the_outbox_and_a_lost_caller_does_not(bank_centre: Centre) -> None:
    def commit(use_case: Callable[[], object]) -> tuple[int, bool]:
        """Run one unit of work; return how many orders it wrote, and whether its events wake the outbox."""
        before = EventRepository(session).last_number()
        asked = session.scalar(sa.select(sa.func.count()).select_from(OutboxRow)) or 0
        use_case()
        now_asked = session.scalar(sa.select(sa.func.count()).select_from(OutboxRow)) or 0
        kinds = {event.kind for event in EventRepository(session).list_after(before)}
        return now_asked - asked, bool(kinds & ORDERING_KINDS)

    agent_id = bank_centre.agent()
    with Session(bank_centre.engine, execution_options={"isolation_level": "AUTOCOMMIT"}) as session:
        lost = bank_centre.ring(GRACE_MOBILE)
        assert commit(lambda: bank_centre.caller_hangs_up(lost)) == (0, False)

        call_id = bank_centre.ring(GRACE_MOBILE)
        assert commit(lambda: bank_centre.act(agent_id, call_id, CallAction.ANSWER)) == (1, True)
        bank_centre.clock.advance(60)  # the carrier never joins the agent's line
        assert commit(bank_centre.timers.run_due) == (1, True)
