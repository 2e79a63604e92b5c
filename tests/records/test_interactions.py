"""One agent's part of one call: opened once, noted, linked, finished with an outcome."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Channel
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import NOTE_LIMIT, Disposition, Interaction
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.errors import (
    CustomerNotFoundError,
    DispositionNeededError,
    DispositionUnknownError,
    InteractionFinishedError,
    InteractionNotFoundError,
    NoteTooLongError,
    StaleVersionError,
)
from agent_desktop.records.events import RecordEvent, RecordEvents
from agent_desktop.records.interactions.linking import CallLink, find_link, link_by_match, link_customer
from agent_desktop.records.interactions.service import finish_interaction, get_interaction, save_note
from tests.records.trial import NOW, TrialBank, opened

CALL, AMY, KEN = uuid4(), uuid4(), uuid4()
DISPOSITIONS = (
    Disposition(code="resolved", name={"en": "Resolved", "zh": "已解决"}),
    Disposition(code="follow_up", name={"en": "Needs follow-up", "zh": "需要跟进"}),
)


@pytest.fixture
def events() -> RecordEvents:
    return RecordEvents()


@pytest.fixture
def talk(session: Session) -> Interaction:
    return opened(session, call_id=CALL, agent_id=AMY, at=NOW)


def _note(
    session: Session, talk: Interaction, text: str, *, seen: int, events: RecordEvents, by: UUID = AMY
) -> Interaction:
    at = NOW + timedelta(seconds=5)
    return save_note(
        session, interaction_id=talk.interaction_id, by=by, seen_version=seen, text=text, at=at, events=events
    )


def _finish(session: Session, talk: Interaction, code: str = "resolved", *, by: UUID = AMY) -> Interaction:
    finish_interaction(
        session,
        interaction_id=talk.interaction_id,
        by=by,
        disposition_code=code,
        dispositions=DISPOSITIONS,
        at=NOW + timedelta(seconds=300),
        subject={"en": "Transaction not recognised", "zh": "不认识的交易"},
        duration_seconds=240,
    )
    return get_interaction(session, call_id=talk.call_id, agent_id=by)


class TestOpening:
    def test_an_interaction_starts_empty(self, talk: Interaction) -> None:
        assert (talk.call_id, talk.agent_id, talk.customer_id, talk.started_at) == (CALL, AMY, None, NOW)
        assert (talk.note, talk.note_version, talk.script_run, talk.script_version_number) == ("", 0, None, 0)

    def test_opening_again_gives_the_same_one(self, session: Session, talk: Interaction) -> None:
        assert opened(session, call_id=CALL, agent_id=AMY, at=NOW + timedelta(hours=1)) == talk

    def test_another_agent_has_their_own_part(self, session: Session, talk: Interaction) -> None:
        other = opened(session, call_id=CALL, agent_id=KEN, at=NOW)

        assert other.interaction_id != talk.interaction_id
        assert get_interaction(session, call_id=CALL, agent_id=KEN) == other

    def test_the_customer_of_the_call_is_taken_over(self, session: Session, bank: TrialBank) -> None:
        customer = bank.customer("1001")
        link_by_match(session, call_id=CALL, customer_id=customer, at=NOW)

        assert opened(session, call_id=CALL, agent_id=AMY, at=NOW).customer_id == customer

    def test_who_did_not_take_the_call_has_no_part_of_it(self, session: Session) -> None:
        with pytest.raises(InteractionNotFoundError) as refused:
            get_interaction(session, call_id=CALL, agent_id=KEN)
        assert refused.value.code is ErrorCode.INTERACTION_NOT_FOUND


class TestTheNote:
    def test_a_note_is_kept_and_its_version_goes_up(
        self, session: Session, talk: Interaction, events: RecordEvents
    ) -> None:
        first = _note(session, talk, "Card in purse.", seen=0, events=events)
        second = _note(session, talk, "Card in purse. 卡在身边。", seen=1, events=events)

        assert (first.note_version, second.note_version) == (1, 2)
        assert get_interaction(session, call_id=CALL, agent_id=AMY) == second
        assert second.note == "Card in purse. 卡在身边。"
        assert second.note_saved_at == NOW + timedelta(seconds=5)
        assert list(events) == [RecordEvent("note.saved", talk.interaction_id, AMY, None)] * 2

    def test_a_stale_note_changes_nothing_and_says_the_version(
        self, session: Session, talk: Interaction, events: RecordEvents
    ) -> None:
        _note(session, talk, "first window", seen=0, events=events)

        with pytest.raises(StaleVersionError) as refused:
            _note(session, talk, "second window", seen=0, events=events)
        assert refused.value.details == {"current_version": 1}
        assert get_interaction(session, call_id=CALL, agent_id=AMY).note == "first window"
        assert len(events) == 1

    def test_a_note_holds_its_limit_and_no_more(
        self, session: Session, talk: Interaction, events: RecordEvents
    ) -> None:
        assert len(_note(session, talk, "何" * NOTE_LIMIT, seen=0, events=events).note) == NOTE_LIMIT

        with pytest.raises(NoteTooLongError) as refused:
            _note(session, talk, "x" * (NOTE_LIMIT + 1), seen=1, events=events)
        assert refused.value.details == {"length": NOTE_LIMIT + 1, "limit": NOTE_LIMIT}

    def test_a_sign_that_the_database_cannot_keep_is_left_out(
        self, session: Session, talk: Interaction, events: RecordEvents
    ) -> None:
        assert _note(session, talk, "a\x00b", seen=0, events=events).note == "ab"

    def test_another_agents_note_is_not_to_be_found(
        self, session: Session, talk: Interaction, events: RecordEvents
    ) -> None:
        with pytest.raises(InteractionNotFoundError):
            _note(session, talk, "not mine", seen=0, events=events, by=KEN)

    def test_a_finished_note_stays(self, session: Session, talk: Interaction, events: RecordEvents) -> None:
        _finish(session, talk)

        with pytest.raises(InteractionFinishedError):
            _note(session, talk, "too late", seen=0, events=events)

    def test_of_two_saves_at_once_one_wins_and_one_is_stale(self, engine: sa.Engine) -> None:
        with Session(engine) as session:
            talk = opened(session, call_id=CALL, agent_id=AMY, at=NOW)
            session.commit()

        def save(text: str) -> str:
            with Session(engine) as session:
                try:
                    _note(session, talk, text, seen=0, events=RecordEvents())
                    session.commit()
                except StaleVersionError:
                    return "stale"
                return text

        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(save, ["a", "b", "c", "d"]))

        (winner,) = [answer for answer in answers if answer != "stale"]
        with Session(engine) as session:
            kept = get_interaction(session, call_id=CALL, agent_id=AMY)
        assert (kept.note, kept.note_version) == (winner, 1)


class TestTheCustomer:
    @pytest.fixture
    def people(self, bank: TrialBank) -> tuple[UUID, UUID]:
        return bank.customer("1001"), bank.customer("1002")

    def _link(self, session: Session, customer: UUID | None, events: RecordEvents) -> CallLink:
        return link_customer(session, call_id=CALL, customer_id=customer, at=NOW, by=AMY, events=events).before

    def test_linking_moves_the_open_interaction_and_audits_old_and_new(
        self, session: Session, talk: Interaction, people: tuple[UUID, UUID], events: RecordEvents
    ) -> None:
        first, second = people
        link_by_match(session, call_id=CALL, customer_id=first, at=NOW)

        before = self._link(session, second, events)

        assert before == CallLink(first, None)
        assert find_link(session, CALL) == CallLink(second, AMY)
        assert get_interaction(session, call_id=CALL, agent_id=AMY).customer_id == second
        assert list(events) == [RecordEvent("customer.linked", CALL, AMY, second)]
        entries = session.scalars(sa.select(AuditRow).where(AuditRow.what == "call.linked")).all()
        assert [(entry.by_user_id, entry.detail) for entry in entries] == [
            (None, {"old_customer_id": None, "new_customer_id": str(first)}),
            (AMY, {"old_customer_id": str(first), "new_customer_id": str(second), "moved": 0, "stayed": 0}),
        ]

    def test_a_link_can_be_taken_back(
        self, session: Session, talk: Interaction, people: tuple[UUID, UUID], events: RecordEvents
    ) -> None:
        self._link(session, people[0], events)

        self._link(session, None, events)

        assert find_link(session, CALL) == CallLink(None, AMY)
        assert get_interaction(session, call_id=CALL, agent_id=AMY).customer_id is None

    def test_the_same_customer_again_is_no_change(
        self, session: Session, people: tuple[UUID, UUID], events: RecordEvents
    ) -> None:
        self._link(session, people[0], events)
        self._link(session, people[0], events)

        assert len(events) == 1

    def test_the_number_does_not_overrule_the_agent(
        self, session: Session, people: tuple[UUID, UUID], events: RecordEvents
    ) -> None:
        self._link(session, people[0], events)

        outer = session.begin_nested()
        link_by_match(session, call_id=CALL, customer_id=people[1], at=NOW)

        with pytest.raises(IntegrityError):
            session.execute(sa.text("SELECT 1"))

        outer.rollback()
        assert find_link(session, CALL) == CallLink(people[0], AMY)

    def test_nobody_cannot_be_linked(self, session: Session, events: RecordEvents) -> None:
        with pytest.raises(CustomerNotFoundError):
            self._link(session, uuid4(), events)
        assert find_link(session, CALL) is None


class TestFinishing:
    def test_the_outcome_is_kept_and_the_call_joins_the_contacts(
        self, session: Session, bank: TrialBank, talk: Interaction, events: RecordEvents
    ) -> None:
        customer = bank.customer("1001")
        link_customer(session, call_id=CALL, customer_id=customer, at=NOW, by=AMY, events=events)

        finished = _finish(session, talk)

        assert (finished.disposition_code, finished.finished_at) == ("resolved", NOW + timedelta(seconds=300))
        contact = session.scalars(sa.select(ContactRow)).one()
        assert (contact.customer_id, contact.interaction_id, contact.at) == (customer, talk.interaction_id, NOW)
        assert (contact.channel, contact.duration_seconds) == (Channel.PHONE, 240)
        assert contact.subject == {"en": "Transaction not recognised", "zh": "不认识的交易"}
        assert contact.outcome == {"en": "Resolved", "zh": "已解决"}

    def test_without_a_customer_the_contact_is_nobodys_yet(self, session: Session, talk: Interaction) -> None:
        assert _finish(session, talk).finished_at is not None
        assert session.scalars(sa.select(ContactRow.customer_id)).all() == [None]

    def test_without_more_words_it_was_a_call_of_its_own_length(
        self, session: Session, bank: TrialBank, talk: Interaction, events: RecordEvents
    ) -> None:
        link_customer(session, call_id=CALL, customer_id=bank.customer("1001"), at=NOW, by=AMY, events=events)

        finish_interaction(
            session,
            interaction_id=talk.interaction_id,
            by=AMY,
            disposition_code="resolved",
            dispositions=DISPOSITIONS,
            at=NOW + timedelta(seconds=61.9),
        )

        contact = session.scalars(sa.select(ContactRow)).one()
        assert (contact.subject["en"], contact.duration_seconds) == ("Call", 61)

    @pytest.mark.parametrize("code", ["", "  "])
    def test_an_outcome_is_needed(self, session: Session, talk: Interaction, code: str) -> None:
        with pytest.raises(DispositionNeededError):
            _finish(session, talk, code)

    def test_the_outcome_must_be_one_of_the_settings(self, session: Session, talk: Interaction) -> None:
        with pytest.raises(DispositionUnknownError) as refused:
            _finish(session, talk, "went_home")
        assert refused.value.details == {"disposition_code": "went_home"}

    def test_finishing_twice_keeps_the_first_outcome(self, session: Session, talk: Interaction) -> None:
        _finish(session, talk)

        with pytest.raises(InteractionFinishedError):
            _finish(session, talk, "follow_up")
        assert get_interaction(session, call_id=CALL, agent_id=AMY).disposition_code == "resolved"

    def test_another_agent_cannot_finish_it(self, session: Session, talk: Interaction) -> None:
        with pytest.raises(InteractionNotFoundError):
            _finish(session, talk, by=KEN)
