"""Payments by keys that the agent does not hear, and real-time transcription (telephony.md 1.8 PCI, 6.1)."""

from typing import Any, Final

from tests.twilio_cloud.rest import written
from tests.twilio_cloud.rest.calls import NOT_IN_PROGRESS, find_call
from tests.twilio_cloud.rest.fields import (
    Field,
    RestError,
    amount,
    choice,
    flag,
    method,
    not_found,
    number,
    text,
    url,
    yes_no,
)
from tests.twilio_cloud.rest.routing import Answer, Ask, route
from tests.twilio_cloud.twiml.transcribing import start_transcription, stop_transcription
from tests.twilio_cloud.world import World

_KEY: Final = {
    "IdempotencyKey": Field(text(100, shortest=1), required=True),
    "StatusCallback": Field(url, required=True),
}
CREATE: Final = _KEY | {
    "ChargeAmount": Field(amount),
    "Currency": Field(text(3)),
    "Description": Field(text(200)),
    "Input": Field(choice("dtmf")),
    "PaymentConnector": Field(text(100)),
    "PaymentMethod": Field(choice("credit-card", "ach-debit")),
    "PostalCode": Field(flag),
    "SecurityCode": Field(flag),
    "Timeout": Field(number(1, 600)),
    "TokenType": Field(choice("one-time", "reusable", "payment-method")),
    "ValidCardTypes": Field(text(200)),
}
_STEPS: Final = ("payment-card-number", "expiration-date", "security-code", "postal-code")
UPDATE: Final = _KEY | {
    "Capture": Field(choice(*_STEPS, *(f"{step}-matcher" for step in _STEPS))),
    "Status": Field(choice("complete", "cancel")),
}


@route("POST", "/Calls/{CallSid}/Payments.json", CREATE)
def create(ask: Ask) -> Answer:
    """Begin to take a payment. The same idempotency key begins it once."""
    world, call = ask.world, find_call(ask.world, ask.ids["CallSid"])
    if call.status != "in-progress":
        raise NOT_IN_PROGRESS
    for known in world.payments.values():
        if known["key"] == ask.form["IdempotencyKey"]:
            return Answer(201, _written(world, known))
    wanted = [step for step in _STEPS if _wants(ask, step)]
    payment: dict[str, Any] = {
        "sid": world.sids.make("PK"),
        "call_sid": call.sid,
        "key": ask.form["IdempotencyKey"],
        "required": wanted,
        "keys": {ask.form["IdempotencyKey"]},
        "hook": ask.form["StatusCallback"],
        "status": "open",
        "created": world.now,
    }
    world.payments[payment["sid"]] = payment
    _tell(world, payment, {})
    return Answer(201, _written(world, payment))


@route("POST", "/Calls/{CallSid}/Payments/{Sid}.json", UPDATE)
def update(ask: Ask) -> Answer:
    """Take one part, which the caller keys in and only its length is told, complete, or cancel."""
    world, call = ask.world, find_call(ask.world, ask.ids["CallSid"])
    payment = world.payments.get(ask.ids["Sid"])
    if payment is None or payment["call_sid"] != call.sid:
        raise not_found(ask.ids["Sid"])
    if ask.form["IdempotencyKey"] in payment["keys"]:
        return Answer(202, _written(world, payment))
    payment["keys"].add(ask.form["IdempotencyKey"])
    payment["hook"] = ask.form["StatusCallback"]
    if payment["status"] != "open" or not call.live:
        raise RestError(400, 20422, f"The payment is {payment['status']}")
    capture, status = ask.get("Capture"), ask.get("Status")
    if (capture is None) == (status is None):
        raise RestError(400, 20422, "Capture or Status")
    if capture is not None:
        world.clock.start_job(_take(world, payment, capture.removesuffix("-matcher")))
    elif status == "complete" and payment["required"]:
        raise RestError(400, 20422, f"Still missing: {' '.join(payment['required'])}")
    else:
        payment["status"] = "completed" if status == "complete" else "canceled"
        result = {"Result": "success" if status == "complete" else "payment-canceled"}
        _tell(world, payment, result)
    return Answer(202, _written(world, payment))


async def _take(world: World, payment: dict[str, Any], step: str) -> None:
    call = world.calls[payment["call_sid"]]
    before = len(call.keys)
    while call.live and len(call.keys) == before:
        if await world.clock.wait(call.key_signal, call.over) is call.over:
            return
    call.keys.clear()
    if step in payment["required"]:
        payment["required"].remove(step)
    words = {
        "payment-card-number": ("PaymentCardNumber", "xxxxxxxxxxxx1111"),
        "expiration-date": ("ExpirationDate", "1230"),
    }
    name, masked = words.get(step, ("SecurityCode", "xxx"))
    _tell(world, payment, {name: masked, "Capture": step})


def _wants(ask: Ask, step: str) -> bool:
    names = {"security-code": "SecurityCode", "postal-code": "PostalCode"}
    return bool(ask.get(names[step], True)) if step in names else True


def _written(world: World, payment: dict[str, Any]) -> dict[str, Any]:
    root = f"/2010-04-01/Accounts/{world.credentials.account_sid}/Calls/{payment['call_sid']}"
    return {
        "account_sid": world.credentials.account_sid,
        "call_sid": payment["call_sid"],
        "sid": payment["sid"],
        "date_created": written.at(payment["created"]),
        "date_updated": written.at(world.now),
        "uri": f"{root}/Payments/{payment['sid']}.json",
    }


def _tell(world: World, payment: dict[str, Any], extra: dict[str, str]) -> None:
    params = {
        "AccountSid": world.credentials.account_sid,
        "CallSid": payment["call_sid"],
        "Sid": payment["sid"],
        "Required": " ".join(payment["required"]),
        "PartialResult": "false",
    }
    world.post.tell(payment["sid"], "payment", payment["hook"], "POST", params | extra)


TRANSCRIPTION: Final = {
    "Name": Field(text(100)),
    "Track": Field(choice("inbound_track", "outbound_track", "both_tracks")),
    "StatusCallbackUrl": Field(url),
    "StatusCallbackMethod": method,
    "InboundTrackLabel": Field(text(100)),
    "OutboundTrackLabel": Field(text(100)),
    "PartialResults": yes_no,
    "LanguageCode": Field(text(20)),
    "TranscriptionEngine": Field(text(40)),
    "ProfanityFilter": yes_no,
    "SpeechModel": Field(text(40)),
    "Hints": Field(text(1000)),
    "EnableAutomaticPunctuation": yes_no,
}


def _written_transcription(world: World, sid: str) -> dict[str, Any]:
    one = world.transcriptions[sid]
    root = f"/2010-04-01/Accounts/{world.credentials.account_sid}/Calls/{one['CallSid']}"
    return {
        "sid": sid,
        "account_sid": world.credentials.account_sid,
        "call_sid": one["CallSid"],
        "name": one.get("name"),
        "status": one["status"],
        "date_updated": written.at(world.now),
        "uri": f"{root}/Transcriptions/{sid}.json",
    }


@route("POST", "/Calls/{CallSid}/Transcriptions.json", TRANSCRIPTION)
def transcribe(ask: Ask) -> Answer:
    """Begin to transcribe a leg."""
    call = find_call(ask.world, ask.ids["CallSid"])
    if call.status != "in-progress":
        raise NOT_IN_PROGRESS
    wishes = {name[0].lower() + name[1:]: str(value) for name, value in ask.form.items()}
    return Answer(data=_written_transcription(ask.world, start_transcription(ask.world, call, wishes)))


@route("POST", "/Calls/{CallSid}/Transcriptions/{Sid}.json", {"Status": Field(choice("stopped"), required=True)})
def stop_transcribing(ask: Ask) -> Answer:
    """End it. It is named by its id or its name."""
    call = find_call(ask.world, ask.ids["CallSid"])
    for sid, one in ask.world.transcriptions.items():
        if one["CallSid"] == call.sid and ask.ids["Sid"] in (sid, one.get("name")):
            stop_transcription(ask.world, sid)
            return Answer(data=_written_transcription(ask.world, sid))
    raise not_found(ask.ids["Sid"])
