"""Random days of callbacks, some of whose steps are killed before they are committed: what holds after every one."""

import random
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.callbacks import CallbackOutcome, CallbackState
from agent_desktop.records.callbacks.attempting import (
    Said,
    dial_callback,
    dial_obstacles,
    finish_attempt,
    return_callback,
    take_callback,
)
from agent_desktop.records.callbacks.changing import (
    NewOwner,
    NewPlace,
    add_word,
    called_in,
    cancel_callback,
    done_by_hand,
    hand_over_callback,
    move_callback,
    reopen_callback,
)
from agent_desktop.records.callbacks.deeds import around_row
from agent_desktop.records.callbacks.errors import CallbackRefusedError
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.surroundings import next_time
from agent_desktop.records.consolidation.models import MergedAccountRow
from tests.records.callbacks.made import NOON, Office

STEPS = 80
REASONS = ("question", "card", "loan")
NUMBERS = [f"+8526123000{place}" for place in range(4)]
INVARIANTS = {
    "two open for one person and reason": """
        SELECT 1 FROM callbacks WHERE state IN ('open', 'due', 'offered', 'dialling', 'expired')
        GROUP BY coalesce(person_id::text, number), reason_code, about_id HAVING count(*) > 1""",
    "a person that is not the leading account": """
        SELECT 1 FROM callbacks c LEFT JOIN merged_accounts m USING (customer_id)
        WHERE c.person_id IS DISTINCT FROM coalesce(m.lead_id, c.customer_id)""",
    "two attempts at once": """
        SELECT 1 FROM callback_attempts WHERE ended_at IS NULL GROUP BY callback_id HAVING count(*) > 1""",
    "open and nothing ever comes to it": """
        SELECT 1 FROM callbacks WHERE state IN ('open', 'due', 'offered', 'dialling') AND next_at IS NULL""",
    "ended without a word in its history": """
        SELECT 1 FROM callbacks c WHERE ended_at IS NOT NULL AND NOT EXISTS (
            SELECT FROM callback_events e WHERE e.callback_id = c.callback_id AND e.kind IN
            ('attempted', 'done', 'cancelled', 'called_in', 'joined_away'))""",
    "joined into one that is lost": """
        SELECT 1 FROM callbacks c WHERE state = 'joined' AND NOT EXISTS (
            SELECT FROM callbacks k WHERE k.callback_id = c.joined_into)""",
    "more attempts than allowed": "SELECT 1 FROM callbacks WHERE attempts > attempts_most",
    "under way, and nobody dials": """
        SELECT 1 FROM callback_attempts a JOIN callbacks c USING (callback_id)
        WHERE a.ended_at IS NULL AND c.state NOT IN ('dialling', 'joined')""",
}


class KilledError(Exception):
    """The server died before the commit."""


class Days:
    def __init__(self, session: Session, seed: int) -> None:
        self.office = Office(session)
        self.draw = random.Random(seed)
        self.agents = [uuid4() for _ in range(3)]
        self.customers = [self.office.customer(str(place), number) for place, number in enumerate(NUMBERS)]
        self.made = set[UUID]()

    def step(self) -> None:
        self.office.me = self.draw.choice(self.agents)
        before = set(self.made)
        try:
            with self.office.session.begin_nested():
                self._something()
                if self.draw.random() < 0.1:
                    raise KilledError
        except CallbackRefusedError:
            self.made = before
        except KilledError:
            self.made = before
        self.office.session.expire_all()

    def _something(self) -> None:
        rows = self.office.session.scalars(sa.select(CallbackRow).order_by(CallbackRow.callback_id)).all()
        kind = self.draw.random()
        if kind < 0.2 or not rows:
            place = self.draw.randrange(len(self.customers))
            customer_id = self.customers[place] if self.draw.random() < 0.8 else None
            made = self.office.make(
                customer_id,
                number=NUMBERS[place],
                reason_code=self.draw.choice(REASONS),
                reason=str(self.draw.random()),
                owner_id=self.draw.choice([*self.agents, None]),
                team=self.draw.choice(["", "Service"]),
            )
            self.made.add(made.row.callback_id)
        elif kind < 0.3:
            self.office.later(minutes=self.draw.choice([1, 9, 16, 61, 300, 900]))
        elif kind < 0.36:
            self._merge_or_part()
        else:
            self._change(self.office.row(self.draw.choice(rows).callback_id))

    def _merge_or_part(self) -> None:
        session, one, other = self.office.session, *self.draw.sample(self.customers, 2)
        taken = session.scalars(sa.select(MergedAccountRow.customer_id)).all()
        if one in taken or other in taken:
            lead = session.scalars(
                sa.select(MergedAccountRow.lead_id).where(MergedAccountRow.customer_id.in_([one, other]))
            )
            session.execute(sa.delete(MergedAccountRow).where(MergedAccountRow.lead_id == lead.first()))
        else:
            values = [{"customer_id": each, "lead_id": one, "merged_at": NOON} for each in (one, other)]
            session.execute(sa.insert(MergedAccountRow), values)

    def _change(self, row: CallbackRow) -> None:
        office, doing, me = self.office, self.office.doing(), self.office.me
        match row.state:
            case CallbackState.DIALLING:
                outcome = self.draw.choice(list(CallbackOutcome))
                finish_attempt(doing, row, Said(outcome, do_not_call=self.draw.random() < 0.1), by_supervisor=True)
            case CallbackState.OFFERED if row.held_by is not None and self.draw.random() < 0.8:
                holder = row.held_by
                around = around_row(doing, row)
                if dial_obstacles(office.doing(holder), row, holder, around, number=row.number, on_line=False):
                    return_callback(office.doing(holder), row, holder)
                else:
                    dial_callback(office.doing(holder), row, holder, number=row.number, call_id=uuid4())
            case CallbackState.DONE | CallbackState.CANCELLED:
                reopen_callback(doing, row, words="After all")
            case CallbackState.JOINED:
                finish_attempt(doing, row, Said(CallbackOutcome.REACHED), by_supervisor=True)
            case _:
                self._wait(row, me)

    def _wait(self, row: CallbackRow, me: UUID) -> None:
        doing = self.office.doing()
        match self.draw.randrange(8):
            case 0:
                cancel_callback(doing, row, words="No more")
            case 1:
                around = around_row(doing, row)
                at = next_time(self.office.session, self.office.book, around, doing.at, doing.at, None)
                if at is not None:
                    move_callback(doing, row, at, NewPlace(), words="", by_supervisor=True)
            case 2:
                hand_over_callback(doing, row, NewOwner(self.draw.choice(self.agents)), from_name="", words="")
            case 3:
                called_in(doing, row, closes=self.draw.random() < 0.5, words=str(self.draw.random()))
            case 4:
                add_word(doing, row, words=str(self.draw.random()))
            case 5:
                done_by_hand(doing, row, words="")
            case _:
                take_callback(doing, row, me)

    def check(self) -> None:
        for what, query in INVARIANTS.items():
            assert self.office.session.execute(sa.text(query)).first() is None, what
        there = set(self.office.session.scalars(sa.text("SELECT callback_id FROM callbacks")))
        assert there == self.made, "one has vanished"


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_and_whatever_is_killed_nothing_is_twice_and_nothing_vanishes(
    session: Session, seed: int
) -> None:
    days = Days(session, seed)
    for _ in range(STEPS):
        days.step()
        days.check()
    days.office.at += timedelta(days=400)
    days.office.later(days=1)
    days.check()
    open_still = sa.select(CallbackRow.state).where(CallbackRow.ended_at.is_(None)).distinct()
    assert set(session.scalars(open_still)) <= {CallbackState.EXPIRED}, "what nobody kept is the supervisor's"
