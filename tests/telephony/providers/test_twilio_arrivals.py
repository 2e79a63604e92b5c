"""A call's first webhook: its caller may have gone before it is kept, and it may say what nobody here knows."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from telephony.events.journal import Journal
from telephony.providers.base import EndedBy
from telephony.providers.twilio import twiml
from telephony.providers.twilio.unknown import unknown_of
from telephony.providers.twilio.wire import Webhook, WebhookKind
from tests.server.support import until
from tests.telephony.providers.twilio_centre import NUMBER, TwilioCentre, opened_centre

SID = "CA" + "7" * 32


@pytest.fixture
def centre(engine: sa.Engine) -> Iterator[TwilioCentre]:
    with opened_centre(engine) as centre:
        yield centre


def told(centre: TwilioCentre, kind: WebhookKind, **params: str) -> Webhook:
    known = {"CallSid": SID, "From": "+85291234567", "To": NUMBER}
    at = centre.answers.now() + timedelta(seconds=kind is WebhookKind.LEG)
    return Webhook(kind, SID, known | params, at, f"{kind}:{SID}:{params.get('CallStatus', '')}")


def test_a_caller_who_has_gone_before_their_call_is_kept_is_over_and_offered_to_nobody(centre: TwilioCentre) -> None:
    centre.answers.tell(told(centre, WebhookKind.LEG, CallStatus="ringing"))
    centre.answers.tell(told(centre, WebhookKind.LEG, CallStatus="completed"))

    assert centre.answers.answer(told(centre, WebhookKind.VOICE)) == twiml.nothing()

    assert centre.room(SID).ended_by is EndedBy.CALLER
    with centre.open_work() as work:
        assert work.session.scalar(sa.text("SELECT count(*) FROM calls WHERE state <> 'ended'")) == 0


def test_a_caller_who_goes_while_their_call_is_being_kept_is_over_too(centre: TwilioCentre) -> None:
    gone = threading.Thread(target=centre.answers.tell, args=(told(centre, WebhookKind.LEG, CallStatus="completed"),))
    with centre.open_work() as work:
        centre.answers.take(work.session, centre.deps(Journal()), told(centre, WebhookKind.VOICE))
        gone.start()
        waits = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'")
        until(lambda: work.session.scalar(waits))
    gone.join(10)

    assert centre.room(SID).ended_by is EndedBy.CALLER


def test_what_nobody_knows_is_kept_with_its_webhook_and_no_number_is(centre: TwilioCentre) -> None:
    odd = {"RoutedBy": "edge-7", "DiversionOf": "sip:+852 9123-4567@trunk.example", "BundleSid": "BU" + "0" * 32}
    centre.answers.answer(told(centre, WebhookKind.VOICE, Digits="10020030", **odd))

    with centre.open_work() as work:
        kept = work.session.scalar(sa.text("SELECT params FROM twilio_inbox WHERE event_key LIKE 'voice:%'"))
    assert kept == {"RoutedBy": "edge-7", "DiversionOf": "sip:+#@trunk.example", "BundleSid": "BU" + "0" * 32}


def test_of_what_nobody_knows_there_is_a_limit() -> None:
    kept = unknown_of({f"New{number}": "x" * number for number in range(70, 99)} | {"Body": "words", "From": "+852"})
    assert len(kept) == 20
    assert {len(value) for value in kept.values()} == {0, *range(70, 81)}
