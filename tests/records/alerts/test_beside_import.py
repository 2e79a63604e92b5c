"""A run and an import at once: the run waits with nothing in its hands."""

from datetime import timedelta
from threading import Thread
from time import monotonic

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.sources.run import IMPORT_LOCK
from tests.records.alerts.made import NOON, Past, alerts_of, run

_WAITING = sa.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
_TAKEN = sa.text("SELECT alert_id FROM customer_alerts FOR UPDATE NOWAIT")


def test_no_alert_is_changed_before_an_import_is_over(session: Session, engine: sa.Engine) -> None:
    past = Past(session)
    for step in range(5):
        past.paid(0.4 - step / 60, 8_000, country="MO")
    run(session, engine)
    for step in range(5):
        past.paid(-0.5 - step / 60, 8_000, country="PH")
    session.commit()

    def work() -> None:
        with Session(engine) as own:
            run(own, engine, NOON + timedelta(days=1))

    at_work = Thread(target=work)
    with engine.begin() as importing:
        importing.execute(sa.select(sa.func.pg_advisory_xact_lock(IMPORT_LOCK)))
        at_work.start()
        until = monotonic() + 20
        while not importing.execute(_WAITING).scalar_one() and monotonic() < until:
            at_work.join(0.02)
        assert importing.execute(_WAITING).scalar_one(), "the run waits for the import"
        assert len(importing.execute(_TAKEN).all()) == 1, "and holds no alert meanwhile"
    at_work.join(20)

    session.expire_all()
    (alert,) = alerts_of(session, "unusual")
    assert alert.changed_at == NOON + timedelta(days=1)
