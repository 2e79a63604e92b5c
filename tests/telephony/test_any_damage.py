"""After any day, and any damage to the tables or loss of reports, one look puts everything in its place again."""

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.reconciling.rounds import Reconciler
from tests.telephony.support import Centre
from tests.telephony.test_any_order import EXAMPLES, STEPS, Day, clean

_ONE = "(SELECT {key} FROM {table} WHERE {where} ORDER BY {key} OFFSET {{number}} LIMIT 1)"
_LIVE_CALL = "call_id = " + _ONE.format(key="call_id", table="calls", where="state <> 'ended'")
_OFFER = "offer_id = " + _ONE.format(key="offer_id", table="offers", where="outcome = 'open'")
_AGENT = "agent_id = " + _ONE.format(key="agent_id", table="agents", where="true")

DAMAGES = [
    f"UPDATE calls SET state = 'ended', ended_at = now(), version = version + 1 WHERE {_LIVE_CALL}",
    f"UPDATE calls SET state = 'queued', agent_id = NULL, version = version + 1 WHERE {_LIVE_CALL}",
    f"UPDATE calls SET state = 'ringing', agent_id = NULL, version = version + 1 WHERE {_LIVE_CALL}",
    f"UPDATE calls SET state = 'talking', version = version + 1 WHERE {_LIVE_CALL}",
    f"UPDATE offers SET outcome = 'withdrawn', ended_at = now(), payload = NULL WHERE {_OFFER}",
    f"UPDATE agents SET offer_id = NULL, version = version + 1 WHERE {_AGENT}",
    f"UPDATE agents SET offer_id = gen_random_uuid(), version = version + 1 WHERE {_AGENT}",
    f"UPDATE agents SET state = 'ready', reason = NULL, call_id = NULL, version = version + 1 WHERE {_AGENT}",
    f"UPDATE agents SET state = 'offline', reason = NULL, call_id = NULL, offer_id = NULL WHERE {_AGENT}",
    f"UPDATE agents SET state = 'wrap_up', reason = NULL, version = version + 1 WHERE {_AGENT}",
    "DELETE FROM timers",
]


def damage(centre: Centre, which: int, number: int) -> None:
    """Do it, unless the database itself does not let it be done."""
    try:
        with centre.engine.begin() as connection:
            connection.execute(sa.text(DAMAGES[which].format(number=number)))
    except sa.exc.IntegrityError:
        pass


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=STEPS,
    damages=st.lists(st.tuples(st.integers(0, len(DAMAGES) - 1), st.integers(0, 3)), min_size=1, max_size=6),
)
def test_any_damage_is_set_right_by_one_look(
    engine: sa.Engine, steps: list[tuple[str, int]], damages: list[tuple[int, int]]
) -> None:
    day = Day(Centre(clean(engine)))
    for name, number in steps:
        day.play(name, number)
    reconciler = Reconciler(day.centre.open_work, day.centre.deps, day.centre.carrier, day.centre.clock.now)
    for which, number in damages:
        damage(day.centre, which, number)

    reconciler.look_at_database(now=True)

    assert "not_mended" not in reconciler.counts
    day.check_nobody_is_lost()
    assert reconciler.look_at_database(now=True) == 0


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, lost=st.sets(st.integers(0, 30)))
def test_any_loss_of_reports_is_made_good_from_the_carriers_rooms(
    engine: sa.Engine, steps: list[tuple[str, int]], lost: set[int]
) -> None:
    day = Day(Centre(clean(engine)))
    centre = day.centre
    for name, number in steps:
        day.play(name, number)
        gone = [each for each in centre.carrier.reports if centre.carrier.sent.index(each) in lost]
        day.lost |= {each.event_id for each in gone}
        centre.carrier.reports = [each for each in centre.carrier.reports if each not in gone]
    reconciler = Reconciler(centre.open_work, centre.deps, centre.carrier, centre.clock.now)

    centre.carrier.away = False
    for _ in range(4):
        centre.clock.advance(6)
        reconciler.look_at_carrier(now=True)
        centre.run()

    assert "not_mended" not in reconciler.counts
    # Who came and went without one report that arrived is in no list of live rooms; a carrier repeats its reports.
    rooms = {sid: centre.carrier.carrier.find_room(sid) for sid in day.sids}
    day.sids = [sid for sid, room in rooms.items() if (room and room.ended_by is None) or is_known(centre, sid)]
    day.end()


def is_known(centre: Centre, sid: str) -> bool:
    with Session(centre.engine) as session:
        return session.scalar(sa.select(sa.exists().where(CallRow.call_sid == sid))) is True
