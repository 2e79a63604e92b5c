"""Whatever is sent to the addresses of Twilio's webhooks, they answer 2xx or 4xx, and act on nothing unsigned."""

import string
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from telephony.providers.twilio.signing import SIGNATURE, sign
from telephony.providers.twilio.wire import WebhookKind
from tests.telephony.menu.menus import menu
from tests.telephony.providers.memory_rooms import ACCOUNT, CALL, PUBLIC, TOKEN, Desk
from tests.telephony.support import SETTINGS

WITH_MENU = replace(SETTINGS, menu=menu())
KINDS = sorted(set(WebhookKind) - {WebhookKind.QUEUED, WebhookKind.ANSWERED, WebhookKind.MESSAGE})
NAMES = (
    *("CallSid", "ConferenceSid", "RecordingSid", "MessageSid", "TranscriptionSid", "SequenceNumber", "Timestamp"),
    *("CallStatus", "RecordingStatus", "QueueResult", "QueueTime", "Digits", "FinishedOnKey", "From", "To", "ticket"),
    *("StirVerstat", "SipHeader_X-A", "MessageStatus", "DialCallStatus", "StatusCallbackEvent", "Somebody"),
)
SIDS = st.sampled_from([prefix + "1" * 32 for prefix in ("CA", "CF", "RE", "SM", "GT", "XX")])
VALUES = st.one_of(
    SIDS,
    st.sampled_from(["", "0", "1", "9", "#", "completed", "hangup", "queue-full", "anonymous", "client:a", "sip:t@d"]),
    st.text(max_size=12),
    st.integers().map(str),
)
FORMS = st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(min_size=1, max_size=6)), VALUES, max_size=12)
QUERIES = st.dictionaries(st.sampled_from(["room", "leg", "step", "say", "x"]), VALUES, max_size=3).map(urlencode)
SOME = {"AccountSid": ACCOUNT, "CallSid": CALL}
ANYTHING = st.one_of(st.binary(max_size=200), st.text(string.printable, max_size=200).map(str.encode))
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def sent(desk: Desk, kind: str, query: str, body: bytes, signature: str, media: str) -> int:
    address = f"/carrier/twilio/{kind}" + (f"?{query}" if query else "")
    headers = {SIGNATURE: signature, "Content-Type": media}
    return desk.send(address, body, headers).status_code


@FEW
@given(kind=st.sampled_from(KINDS), query=QUERIES, form=FORMS)
def test_signed_nonsense_is_answered_and_never_an_error_of_ours(kind: str, query: str, form: dict[str, str]) -> None:
    values = {"AccountSid": ACCOUNT, **form}
    address = f"{PUBLIC}/carrier/twilio/{kind}" + (f"?{query}" if query else "")
    signature = sign(address, list(values.items()), secret=TOKEN)
    media = "application/x-www-form-urlencoded"

    with Desk(WITH_MENU) as desk:
        status = sent(desk, kind, query, urlencode(values).encode(), signature, media)

    assert status in {200, 204, 403, 422}
    assert "CallSid" in form or kind not in {"voice", "menu", "wait"} or status == 422


@FEW
@given(
    kind=st.sampled_from(KINDS),
    query=QUERIES,
    body=st.one_of(ANYTHING, FORMS.map(lambda form: urlencode(SOME | form).encode())),
    signature=st.one_of(
        st.text(string.printable.strip(), max_size=40), st.just(""), st.binary(max_size=30).map(lambda b: b.hex())
    ),
    media=st.sampled_from(["application/x-www-form-urlencoded", "application/json", "text/plain", "", "x; y=z"]),
)
def test_nothing_unsigned_opens_a_transaction_or_is_told(
    kind: str, query: str, body: bytes, signature: str, media: str
) -> None:
    with Desk(WITH_MENU) as desk:
        assert sent(desk, kind, query, body, signature, media) == 403
        assert desk.units == 0
        assert desk.rooms.taken == {}


@FEW
@given(where=st.integers(0, 400), bit=st.integers(0, 7))
def test_a_signature_is_good_for_no_other_byte(where: int, bit: int) -> None:
    values = {"AccountSid": ACCOUNT, "CallSid": CALL, "From": "+85291234567", "Digits": "12"}
    body = bytearray(urlencode(values).encode())
    good = sign(f"{PUBLIC}/carrier/twilio/menu?step=0", list(values.items()), secret=TOKEN)
    body[where % len(body)] ^= 1 << bit
    assume(parse_qsl(body.decode("latin-1"), keep_blank_values=True) != list(values.items()))  # %2B and %2b are one
    with Desk(WITH_MENU) as desk:
        assert sent(desk, "menu", "step=0", bytes(body), good, "application/x-www-form-urlencoded") == 403
        assert desk.units == 0
