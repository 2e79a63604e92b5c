"""Calls (telephony.md 1.7, 3.1, 3.2)."""

from typing import Any, Final

from tests.twilio_cloud import lines
from tests.twilio_cloud.rest import written
from tests.twilio_cloud.rest.fields import (
    INVALID,
    Field,
    RestError,
    choice,
    endpoint,
    link,
    method,
    not_found,
    number,
    paging,
    sid,
    text,
    url,
)
from tests.twilio_cloud.rest.routing import Answer, Ask, page, route
from tests.twilio_cloud.things import Call, Callback, Hook, Source
from tests.twilio_cloud.twiml.player import live
from tests.twilio_cloud.world import World

STATUSES: Final = ("queued", "ringing", "in-progress", "completed", "busy", "failed", "no-answer", "canceled")
NOT_IN_PROGRESS: Final = RestError(400, 21220, "Call is not in-progress. Cannot redirect.")


def event_field(words: tuple[str, ...]) -> Field:
    """Events that are asked for; wrong ones are refused by the account's rule (`callback_of`)."""
    return Field(text(40), many=True)


CREATE: Final = {
    "To": Field(endpoint, 21211, required=True, missing=21201),
    "From": Field(endpoint, 21212, required=True, missing=21213),
    "Url": Field(url, 21205),
    "Twiml": Field(text(4000)),
    "ApplicationSid": Field(sid("AP"), 21218),
    "Method": method,
    "FallbackUrl": Field(url, 21205),
    "FallbackMethod": method,
    "StatusCallback": link,
    "StatusCallbackMethod": method,
    "StatusCallbackEvent": event_field(lines.EVENTS),
    "Timeout": Field(number(1, 600)),
    "TimeLimit": Field(number(1, 14400)),
    "CallToken": Field(text(2000)),
    "CallReason": Field(text(50)),
    "SendDigits": Field(text(32)),
    "SipAuthUsername": Field(text(100)),
    "SipAuthPassword": Field(text(100)),
    "CallerId": Field(text(100)),
    "MachineDetection": Field(choice("Enable", "DetectMessageEnd")),
}
UPDATE: Final = {
    "Status": Field(choice("canceled", "completed")),
    "Url": Field(url, 21205),
    "Twiml": Field(text(4000)),
    "Method": method,
    "FallbackUrl": Field(url, 21205),
    "FallbackMethod": method,
    "StatusCallback": link,
    "StatusCallbackMethod": method,
    "TimeLimit": Field(number(1, 14400)),
}


def callback_of(
    world: World, form: dict[str, Any], prefix: str, allowed: tuple[str, ...], default: tuple[str, ...]
) -> Callback:
    """Read a status callback. A wrong event is refused; with the fault `wrong_events_accepted` nothing is ever told
    instead, as was seen (telephony.md 3.2: 21626, trap 14).

    Raises:
        RestError: 21626.
    """
    hook, events = form.get(prefix, ""), form.get(f"{prefix}Event")
    wanted = default if events is None else tuple(word for event in events for word in event.split(" "))
    if not set(wanted) <= set(allowed):
        if not world.faults.wrong_events_accepted:
            raise RestError(400, 21626, f"Invalid {prefix}Event {wanted}: of {', '.join(allowed)}")
        hook = ""
    return Callback(hook, form.get(f"{prefix}Method", "POST"), wanted)


def check_from(world: World, from_: str, token: str) -> None:
    """Say whether we may call from there: a number of ours, a caller's with their call token, or a client.

    Raises:
        RestError: 21210 it is not ours (telephony.md 3.2).
    """
    ours = any(one.values.get("PhoneNumber") == from_ for one in world.numbers.values())
    if not (ours or token or from_.startswith(("client:", "sip:"))):
        raise RestError(400, 21210, f"{from_} is no number of this account")


def find_call(world: World, call_sid: str) -> Call:
    """Return a call of ours, live or over.

    Raises:
        RestError: 20404.
    """
    call = world.calls.get(sid_of(call_sid, "CA"))
    if call is None:
        raise not_found(call_sid)
    return call


def sid_of(value: str, prefix: str) -> str:
    """Check an id in a path.

    Raises:
        RestError: 400 it has not the form of one.
    """
    try:
        return sid(prefix)(value)
    except ValueError as error:
        raise RestError(400, INVALID, f"{value} is no {prefix} id: {error}") from error


@route("POST", "/Calls.json", CREATE)
def create(ask: Ask) -> Answer:
    """Call somebody, and have what `Url` or `Twiml` says done when they answer. The leg waits its turn (0.2)."""
    world, form = ask.world, ask.form
    check_from(world, form["From"], form.get("CallToken", ""))
    source = _source(ask)
    if source is None:
        raise RestError(400, 21205, "Url, Twiml or ApplicationSid")
    call = lines.new_call(world, form["From"], form["To"], "outbound-api")
    call.status_hook = callback_of(world, form, "StatusCallback", lines.EVENTS, ("completed",))
    call.timeout, call.time_limit = form.get("Timeout", 60), form.get("TimeLimit")
    call.fallback = Hook("", "POST")
    if form.get("FallbackUrl"):
        call.fallback = Hook(form["FallbackUrl"], form.get("FallbackMethod", "POST"))
    wait = lines.queue_for_cps(world, call)
    digits = form.get("SendDigits", "")
    call.job = world.clock.start_job(
        _call_out(world, call, source, wait, amd="MachineDetection" in form, digits=digits)
    )
    return Answer(201, written.call(world, call))


async def _call_out(world: World, call: Call, source: Source, wait: float, *, amd: bool, digits: str) -> None:
    if await lines.ring(world, call, wait=wait):
        if digits:
            call.told.append(f"digits: {digits}")
        if amd:
            source.params["AnsweredBy"] = call.answered_by
        await live(world, call, source)


def _source(ask: Ask) -> Source | None:
    form = ask.form
    if form.get("Twiml") and form.get("Url"):
        raise RestError(400, INVALID, "Url or Twiml, not both")
    if form.get("Twiml"):
        return Source(twiml=form["Twiml"])
    if form.get("Url"):
        return Source(form["Url"], form.get("Method", "POST"))
    application = ask.world.applications.get(form.get("ApplicationSid", ""))
    if application is not None:
        return Source(application.hook().url, application.hook().method)
    return None


@route("GET", "/Calls/{CallSid}.json")
def fetch(ask: Ask) -> Answer:
    """Fetch a call."""
    return Answer(data=written.call(ask.world, find_call(ask.world, ask.ids["CallSid"])))


@route(
    "GET",
    "/Calls.json",
    paging(To=Field(text()), From=Field(text()), ParentCallSid=Field(sid("CA")), Status=Field(choice(*STATUSES))),
)
def list_calls(ask: Ask) -> Answer:
    """List calls, the latest first."""
    wanted = {"To": "to", "From": "from", "ParentCallSid": "parent_call_sid", "Status": "status"}
    found = [written.call(ask.world, one) for one in reversed(ask.world.calls.values())]
    for name, key in wanted.items():
        if name in ask.form:
            found = [one for one in found if one[key] == ask.form[name]]
    return page(ask, "calls", found)


@route("POST", "/Calls/{CallSid}.json", UPDATE)
def update(ask: Ask) -> Answer:
    """Redirect a call, or end it.

    Raises:
        RestError: 21220 it is over, or to be redirected while it only rings (telephony.md 1.7, trap 12).
    """
    world, form = ask.world, ask.form
    call = find_call(world, ask.ids["CallSid"])
    if not call.live:
        raise NOT_IN_PROGRESS
    source = _source(ask)
    status = form.get("Status")
    if source is not None and status:
        raise RestError(400, INVALID, "Status, or Url or Twiml")
    if source is not None and call.status != "in-progress":
        raise NOT_IN_PROGRESS
    if "TimeLimit" in form:
        call.time_limit = form["TimeLimit"]
    if form.get("StatusCallback"):
        call.status_hook = Callback(form["StatusCallback"], form.get("StatusCallbackMethod", "POST"), ("completed",))
    if source is not None:
        if form.get("FallbackUrl"):
            call.fallback = Hook(form["FallbackUrl"], form.get("FallbackMethod", "POST"))
        lines.redirect(world, call, source)
    if status == "canceled" and call.status == "in-progress":
        raise RestError(400, 21220, "Call is in-progress. Cannot cancel.")
    if status is not None:
        answered = call.answered is not None
        lines.over(world, call, "completed" if answered else "canceled", 200 if answered else 487, by_api=True)
    return Answer(data=written.call(world, call))


@route("DELETE", "/Calls/{CallSid}.json")
def delete(ask: Ask) -> Answer:
    """Forget a call that is over."""
    call = find_call(ask.world, ask.ids["CallSid"])
    if call.live:
        raise RestError(400, INVALID, "The call is live")
    del ask.world.calls[call.sid]
    return Answer(204)
