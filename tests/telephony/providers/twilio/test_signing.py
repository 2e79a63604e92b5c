"""Whose a webhook is. The signatures with the token 12345 are those that the SDK's own tests publish."""

import hashlib
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telephony.errors import SignatureWrongError
from telephony.providers.twilio.signing import HMAC_SHA1, HMAC_SHA256, SigningKeys, TwilioSignatures, is_signed, sign

ACCOUNT = "AC" + "0" * 32
URL = "https://phone.example.com"
PATH = "/v1/carrier/twilio/voice?room=7"
VALUES = [
    ("CallSid", "CA1"),
    ("AccountSid", ACCOUNT),
    ("From", "+85261110000"),
    ("Digits", ""),
    ("SpeechResult", "你好 a+b"),
]
FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
BOTH = SigningKeys(auth_token="12345", shared_key="a shared key", shared_key_id="webhooks_sharedkey_1")
SHARED = {"X-Twilio-Webhooks-Signature-Settings": "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"}

PUBLISHED = "https://mycompany.com/myapp.php?foo=1&bar=2"
PUBLISHED_VALUES = [
    ("CallSid", "CA1234567890ABCDE"),
    ("Digits", "1234"),
    ("From", "+14158675309"),
    ("To", "+18005551212"),
    ("Caller", "+14158675309"),
]
TWICE = [("Sid", "CA123"), ("SidAccount", "AC123"), ("Digits", "5678"), ("Digits", "1234")]
BODY = '{"property": "value", "boolean": true}'
BODY_HASH = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"


@pytest.mark.parametrize(
    ("url", "values", "signature"),
    [
        (PUBLISHED, PUBLISHED_VALUES, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        (PUBLISHED, TWICE, "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
        (PUBLISHED.replace(".com", ".com:1234"), PUBLISHED_VALUES, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        (PUBLISHED, PUBLISHED_VALUES, "kvajT1Ptam85bY51eRf/AJRuM3w="),  # signed with :443
        (PUBLISHED.replace("https", "http"), PUBLISHED_VALUES, "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        (f"{PUBLISHED}&bodySHA256={BODY_HASH}", [], "a9nBmqA0ju/hNViExpshrM61xv4="),
    ],
)
def test_the_published_signatures_hold(url: str, values: list[tuple[str, str]], signature: str) -> None:
    assert is_signed(url, values, signature, secret="12345")
    assert not is_signed(url, [*values, ("Digits", "9")], signature, secret="12345")
    assert not is_signed(url, values, signature, secret="12346")
    assert hashlib.sha256(BODY.encode()).hexdigest() == BODY_HASH


def signatures(keys: SigningKeys = BOTH, account: str = ACCOUNT, url: str = URL) -> TwilioSignatures:
    return TwilioSignatures(url, account, keys)


def signed(
    path: str = PATH, values: list[tuple[str, str]] | None = None, *, secret: str = "12345", algorithm: str = HMAC_SHA1
) -> dict[str, str]:
    signature = sign(f"{URL}{path}", VALUES if values is None else values, secret=secret, algorithm=algorithm)
    return {**FORM, "X-Twilio-Signature": signature}


def body(values: list[tuple[str, str]] | None = None) -> bytes:
    return urlencode(VALUES if values is None else values).encode()


def test_a_form_signed_with_the_token_or_the_shared_key_is_taken_with_its_values() -> None:
    by_key = {**signed(secret="a shared key", algorithm=HMAC_SHA256), **SHARED}

    assert signatures().check("POST", PATH, signed(), body()) == VALUES
    assert signatures().check("POST", PATH, by_key, body()) == VALUES
    assert signatures(url=f"{URL}/").check("POST", PATH, signed(), body()) == VALUES


def test_a_query_alone_and_a_body_of_json_are_signed_by_the_address() -> None:
    query = f"/v1/carrier/twilio/hold?{urlencode(VALUES)}"
    text = b'{"AccountSid": "somebody else"}'
    hashed = f"/v1/carrier/twilio/events?bodySHA256={hashlib.sha256(text).hexdigest()}"
    json_headers = {**signed(hashed, []), "Content-Type": "application/json"}

    assert signatures().check("GET", query, signed(query, []), b"") == VALUES
    assert len(signatures().check("POST", hashed, json_headers, text)) == 1
    for other in (b"{}", b""):
        with pytest.raises(SignatureWrongError):
            signatures().check("POST", hashed, json_headers, other)
    bare = "/v1/carrier/twilio/events"
    with pytest.raises(SignatureWrongError):  # the SDK's validator stops with a TypeError here
        signatures().check("POST", bare, {**signed(bare, []), "Content-Type": "application/json"}, text)


MANY = [*VALUES, *(("Digits", str(number)) for number in range(101))]

WRONG: Mapping[str, tuple[str, str, dict[str, str], bytes]] = {
    "no signature": ("POST", PATH, FORM, body()),
    "an empty one": ("POST", PATH, {**FORM, "X-Twilio-Signature": ""}, body()),
    "another secret": ("POST", PATH, signed(secret="54321"), body()),
    "another value": ("POST", PATH, signed(), body([*VALUES, ("Digits", "1")])),
    "another query": ("POST", f"{PATH}&leg=1", signed(), body()),
    "another path": ("POST", PATH.replace("voice", "menu"), signed(), body()),
    "another host by its path": ("POST", "@evil.example/x", signed(), body()),
    "another account": ("POST", PATH, signed(values=[("AccountSid", "AC1")]), body([("AccountSid", "AC1")])),
    "two accounts": (
        "POST",
        PATH,
        signed(values=[*VALUES, ("AccountSid", "AC1")]),
        body([*VALUES, ("AccountSid", "AC1")]),
    ),
    "no account": ("POST", PATH, signed(values=[("CallSid", "CA1")]), body([("CallSid", "CA1")])),
    "an account of the query only": (
        "POST",
        f"{PATH}&AccountSid=AC1",
        signed(f"{PATH}&AccountSid=AC1"),
        body(),
    ),
    "the token's where the key is named": ("POST", PATH, {**signed(), **SHARED}, body()),
    "another key's id": (
        "POST",
        PATH,
        {
            **signed(secret="a shared key", algorithm=HMAC_SHA256),
            "X-Twilio-Webhooks-Signature-Settings": "key=other,algorithm=HMAC_SHA256",
        },
        body(),
    ),
    "an algorithm that we do not have": (
        "POST",
        PATH,
        {**signed(), "X-Twilio-Webhooks-Signature-Settings": "key=webhooks_sharedkey_1,algorithm=HMAC_MD5"},
        body(),
    ),
    "the weaker algorithm by the key": (
        "POST",
        PATH,
        {
            **signed(secret="a shared key"),
            "X-Twilio-Webhooks-Signature-Settings": "key=webhooks_sharedkey_1,algorithm=HMAC_SHA1",
        },
        body(),
    ),
    "a body with GET": ("GET", PATH, signed(values=[]), body()),
    "no form": ("POST", PATH, {**signed(values=[]), "Content-Type": "text/plain"}, body()),
    "no UTF-8": ("POST", PATH, signed(), b"\xff\xfe"),
    "more than a hundred": ("POST", PATH, signed(values=MANY), body(MANY)),
    "a thousand values": ("POST", PATH, signed(), b"&".join(b"a=1" for _ in range(1000))),
}


@pytest.mark.parametrize("case", WRONG)
def test_everything_else_is_refused(case: str) -> None:
    method, path, headers, content = WRONG[case]

    with pytest.raises(SignatureWrongError):
        signatures().check(method, path, headers, content)


def test_a_fragment_counts_for_nothing_since_twilio_does_not_send_it() -> None:
    assert signatures().check("POST", f"{PATH}#rc=2", signed(), body()) == VALUES


def test_a_secret_that_is_not_set_lets_nobody_in() -> None:
    without_token = signatures(SigningKeys(shared_key="a shared key"))
    without_key = signatures(SigningKeys(auth_token="12345"))
    by_key = {**signed(secret="a shared key", algorithm=HMAC_SHA256), **SHARED}
    by_nothing = signed(secret="")

    assert without_token.check("POST", PATH, by_key, body()) == VALUES  # no id is set: every id is taken
    for checks, headers in ((without_token, signed()), (without_token, by_nothing), (without_key, by_key)):
        with pytest.raises(SignatureWrongError):
            checks.check("POST", PATH, headers, body())


_text = st.text(max_size=40)
_headers = st.dictionaries(
    st.sampled_from(["X-Twilio-Signature", "X-Twilio-Webhooks-Signature-Settings", "Content-Type", "Host"]),
    st.one_of(
        _text,
        st.sampled_from(
            ["application/json", FORM["Content-Type"], "key=,algorithm=", "algorithm=HMAC_SHA256", "RSOYDt4T1c="]
        ),
    ),
)


@given(
    method=st.sampled_from(["GET", "POST", "PUT", "post", ""]),
    path=st.one_of(_text, _text.map(lambda text: f"/{text}"), st.just(PATH)),
    headers=_headers,
    content=st.one_of(st.binary(max_size=60), _text.map(lambda text: text.encode("utf-8", "surrogatepass"))),
)
@settings(max_examples=300, deadline=None)
def test_whatever_comes_is_refused_and_nothing_breaks(
    method: str, path: str, headers: dict[str, str], content: bytes
) -> None:
    with pytest.raises(SignatureWrongError):
        signatures().check(method, path, headers, content)


@given(values=st.lists(st.tuples(st.text(max_size=10), st.text(max_size=10)), max_size=8), name=st.text(max_size=8))
@settings(max_examples=100, deadline=None)
def test_whatever_twilio_adds_is_taken_as_it_came(values: list[tuple[str, str]], name: str) -> None:
    sent = [*((each, value) for each, value in values if each != "AccountSid"), ("AccountSid", ACCOUNT)]
    path = f"/v1/carrier/twilio/conference?{urlencode([('room', name)])}"

    assert signatures().check("POST", path, signed(path, sent), body(sent)) == sent
