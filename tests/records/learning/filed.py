"""Complaints put straight into the tables, as they may have come over half a year."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

NOW = datetime(2026, 6, 30, 4, 0, tzinfo=UTC)
"""Noon of the bank's day, in Hong Kong."""

_COMPLAINT = sa.text("""
    INSERT INTO complaints (complaint_id, prefix, year, running, number, kind, state, state_place, state_since,
        customer_id, channel, category_code, severity, what_happened, region, recorded_by, registered_at, received_at,
        team, answered_at, root_cause, closed_at, ended_at, due_order, words, repeat_of)
    VALUES (:complaint_id, 'CMP', 2026, :running, :number, :kind, :state, 1, :registered_at,
        :customer_id, 'phone', :category, 'minor', 'x', :region, :by, :registered_at, :registered_at,
        :team, :answered_at, :root_cause, :closed_at, :ended_at, :registered_at, ''::tsvector, :repeat_of)
""")
_RULE = sa.text("""
    INSERT INTO complaint_rule_versions (rule_id, version, content, first_used_at) VALUES ('r', '1', '{}', now())
    ON CONFLICT DO NOTHING
""")
_CLOCK = sa.text("""
    INSERT INTO complaint_clocks (clock_id, complaint_id, rule_id, rule_version, cycle, "limit", is_ours, state,
        started_at, due_on, due_at, ended_at, calendar_version)
    VALUES (:clock_id, :complaint_id, 'r', '1', :cycle, :limit, true, :state,
        :started_at, :due_at, :due_at, :ended_at, '1')
""")
_CUSTOMER = sa.text("""
    INSERT INTO customers (customer_id, source_code, source_key, kind, customer_number, sort_key)
    VALUES (:customer_id, 'core', :key, 'personal', :key, :key)
""")


@dataclass
class Files:
    """Writes complaints; each has a number of its own."""

    session: Session
    running: int = 0

    def customer(self) -> UUID:
        customer_id = uuid4()
        self.session.execute(_CUSTOMER, {"customer_id": customer_id, "key": customer_id.hex[:12]})
        return customer_id

    def complaint(
        self,
        registered_at: datetime,
        *,
        cause: str = "",
        category: str = "cards.charges.fee",
        team: str = "Cards",
        region: str = "hk",
        kind: str = "complaint",
        state: str = "",
        customer_id: UUID | None = None,
        answer_days: float | None = None,
        due_days: float | None = None,
        repeat_of: UUID | None = None,
    ) -> UUID:
        """Write one. Answered after so many days it is closed a day later; `due_days` is its clock for the answer."""
        self.running += 1
        complaint_id = uuid4()
        answered_at = None if answer_days is None else registered_at + timedelta(days=answer_days)
        closed_at = None if answered_at is None else answered_at + timedelta(days=1)
        ended = closed_at if state not in ("joined", "undone") else registered_at
        values = {
            "complaint_id": complaint_id, "running": self.running, "number": f"CMP-26-{self.running:05}",
            "kind": kind, "state": state or ("closed" if closed_at else "investigating"),
            "customer_id": customer_id, "category": category, "region": region, "by": uuid4(),
            "registered_at": registered_at, "team": team, "answered_at": answered_at, "root_cause": cause,
            "closed_at": closed_at, "ended_at": ended, "repeat_of": repeat_of,
        }  # fmt: skip
        if state == "joined":
            values["state"] = "undone"
        self.session.execute(_COMPLAINT, values)
        if due_days is not None:
            self.clock(complaint_id, registered_at, due_days, answered_at)
        return complaint_id

    def clock(
        self,
        complaint_id: UUID,
        started_at: datetime,
        due_days: float,
        ended_at: datetime | None,
        limit: str = "answer",
    ) -> None:
        self.session.execute(_RULE)
        due_at = started_at + timedelta(days=due_days)
        cycle = self.session.execute(
            sa.text("SELECT count(*) FROM complaint_clocks WHERE complaint_id = :one"), {"one": complaint_id}
        ).scalar_one()
        state = "running" if ended_at is None else "met" if ended_at <= due_at else "met_late"
        self.session.execute(
            _CLOCK,
            {
                "clock_id": uuid4(),
                "complaint_id": complaint_id,
                "cycle": cycle,
                "limit": limit,
                "state": state,
                "started_at": started_at,
                "due_at": due_at,
                "ended_at": ended_at,
            },
        )


def half_a_year(session: Session, seed: int = 7, count: int = 250) -> None:
    """Write complaints of all kinds, the same ones for the same seed."""
    chance, files = random.Random(seed), Files(session)
    people = [files.customer() for _ in range(40)]
    earlier: dict[tuple[UUID, str], UUID] = {}
    for number in range(count):
        registered_at = datetime(2025, 12, 28, tzinfo=UTC) + timedelta(hours=4.4 * 4 * number / count * 250)
        customer_id = chance.choice(people)
        category = chance.choice(("cards.charges.fee", "cards.fraud.unknown", "service.people.conduct"))
        kind = chance.choices(("complaint", "praise"), (9, 1))[0]
        answer_days = chance.choice((None, 2.5, 10.0, 31.0))
        one = files.complaint(
            registered_at,
            cause=chance.choice(("", "process_slow", "system_fault", "people_manner")),
            category=category,
            team=chance.choice(("Cards", "Service", "")),
            region=chance.choice(("hk", "cn")),
            kind=kind,
            state=chance.choices(("", "undone"), (19, 1))[0],
            customer_id=customer_id,
            answer_days=answer_days,
            due_days=chance.choice((None, 15.0, 30.0)),
            repeat_of=earlier.get((customer_id, category)),
        )
        if chance.random() < 0.3:
            files.clock(one, registered_at, 2, None, limit="acknowledge")
        earlier[customer_id, category] = one
