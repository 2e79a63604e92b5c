"""First-contact resolution, counted against rows written by hand: all legs of a call are one contact."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Channel
from agent_desktop.contract.interactions import Direction
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.server.statistics.resolution import Resolution, resolution_of
from tests.server.floor import add_customer
from tests.telephony.support import NINE

NOW = NINE + timedelta(days=30)
CARD, LOAN = {"en": "My card", "zh": "我的卡"}, {"en": "My loan", "zh": "我的贷款"}


class Week:
    """Writes contacts as a wrap-up does."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def call(
        self,
        customer_id: UUID | None,
        day: float,
        *outcomes: str,
        about: dict[str, str] = CARD,
        rang_only: bool = False,
    ) -> None:
        """One call, with an agent after the other, each of whom chose an outcome."""
        call_id = uuid4()
        for place, outcome in enumerate(outcomes):
            at = NINE + timedelta(days=day, minutes=5 * place)
            part = InteractionRow(
                interaction_id=uuid4(), call_id=call_id, agent_id=uuid4(), customer_id=customer_id, started_at=at,
                finished_at=at, disposition_code=outcome,
            )  # fmt: skip
            self._session.add(part)
            self.contact(customer_id, at, about, part.interaction_id, call_id)
        if rang_only:
            self.contact(customer_id, NINE + timedelta(days=day), about, None, call_id)

    def contact(
        self,
        customer_id: UUID | None,
        at: datetime,
        about: dict[str, str],
        interaction_id: UUID | None,
        call_id: UUID | None,
        **more: object,
    ) -> None:
        values: dict[str, object] = {"channel": Channel.PHONE, "direction": Direction.INBOUND, **more}
        self._session.add(
            ContactRow(
                source_code="own", source_key=str(uuid4()), customer_id=customer_id, interaction_id=interaction_id,
                call_id=call_id, at=at, subject=about, outcome={}, **values,
            )
        )  # fmt: skip
        self._session.flush()


def counted(session: Session) -> Resolution:
    return resolution_of(session, NINE, NINE + timedelta(days=28), NOW, ["follow_up"])


def test_a_contact_is_resolved_where_nobody_has_to_call_again_about_it_and_no_word_is_owed(engine: sa.Engine) -> None:
    ann, bo, cy, di, em = (add_customer(engine, f"+8526123456{n}", key=f"C{n + 1}") for n in range(5))
    with Session(engine) as session:
        week = Week(session)
        week.call(ann, 1, "follow_up", "resolved")  # two agents: one contact, and what the last one chose counts
        week.call(bo, 1, "resolved")
        week.call(bo, 3, "resolved")  # again about the same: the first was not resolved, this one was
        week.call(bo, 4, "resolved", about=LOAN)  # about something else: a contact of its own
        week.call(cy, 1, "resolved", "follow_up")  # a word is owed
        week.call(cy, 8.5, "resolved")  # more than a week after
        week.call(di, 2, "resolved")
        week.call(di, 5, rang_only=True)  # nobody answered: it counts as a repeat, and resolves nothing
        week.contact(em, NINE + timedelta(days=2), CARD, None, None, channel=Channel.BRANCH)
        week.call(em, 24, "resolved")  # less than a week ago: not known yet
        week.call(None, 3, "resolved")  # of nobody known

        assert counted(session) == Resolution(counted=7, resolved=4, repeated=2, owing=1)
        by_hand = session.execute(
            sa.text(
                "SELECT count(*) FROM contacts AS c WHERE c.interaction_id IS NOT NULL AND c.customer_id IS NOT NULL"
                " AND c.at < :known AND NOT EXISTS (SELECT 1 FROM contacts AS b WHERE b.call_id = c.call_id"
                " AND b.at < c.at)"
            ),
            {"known": NOW - timedelta(days=7)},
        ).scalar_one()
        assert by_hand == 7
        share = counted(session).share
        assert share is not None
        assert round(share, 2) == 57.14


def test_two_accounts_of_one_person_are_one_customer_who_called_again(engine: sa.Engine) -> None:
    one, other = add_customer(engine, key="C1"), add_customer(engine, "+85261239999", key="C2")
    with Session(engine) as session:
        week = Week(session)
        week.call(one, 1, "resolved")
        week.call(other, 2, "resolved")
        assert counted(session).repeated == 0

        session.add_all([MergedAccountRow(customer_id=each, lead_id=one, merged_at=NOW) for each in (one, other)])
        session.flush()

        assert counted(session) == Resolution(counted=2, resolved=1, repeated=1, owing=0)


def test_no_call_is_no_share(engine: sa.Engine) -> None:
    with Session(engine) as session:
        assert counted(session).share is None
