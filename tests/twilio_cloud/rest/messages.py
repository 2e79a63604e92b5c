"""Text messages (telephony.md 6.7)."""

from datetime import datetime
from typing import Final

from tests.twilio_cloud.people import Does
from tests.twilio_cloud.rest import written
from tests.twilio_cloud.rest.calls import check_from, sid_of
from tests.twilio_cloud.rest.fields import Field, RestError, choice, link, not_found, number, paging, phone, sid, text
from tests.twilio_cloud.rest.routing import Answer, Ask, page, route
from tests.twilio_cloud.things import Message
from tests.twilio_cloud.world import World

CREATE: Final = {
    "To": Field(phone, 21211, required=True, missing=21604),
    "From": Field(phone, 21212),
    "MessagingServiceSid": Field(sid("MG")),
    "Body": Field(text(1600, shortest=1), 21602, required=True, missing=21602),
    "StatusCallback": link,
    "ValidityPeriod": Field(number(1, 36000)),
    "SendAt": Field(text(40)),
    "ScheduleType": Field(choice("fixed")),
}


@route("POST", "/Messages.json", CREATE)
def create(ask: Ask) -> Answer:
    """Send a message.

    Raises:
        RestError: 21603 nobody sends it, 21210 the number is not ours, 21610 the recipient has said STOP, 35111 a time
            without `ScheduleType` (6.7).
    """
    world, form = ask.world, ask.form
    if bool(form.get("From")) == bool(form.get("MessagingServiceSid")):
        raise RestError(400, 21603, "From or MessagingServiceSid")
    if form.get("From"):
        check_from(world, form["From"], "")
    if bool(form.get("SendAt")) != bool(form.get("ScheduleType")):
        raise RestError(400, 35111, "SendAt goes with ScheduleType")
    if form["To"] in world.stopped:
        raise RestError(400, 21610, f"{form['To']} has said STOP")
    one = Message(world.sids.make("SM"), form.get("From", ""), form["To"], form["Body"], world.now)
    one.status_url, one.service_sid = form.get("StatusCallback", ""), form.get("MessagingServiceSid", "")
    one.status = "scheduled" if form.get("SendAt") else "accepted" if one.service_sid else "queued"
    after = _seconds_until(world, form.get("SendAt", ""))
    world.messages[one.sid] = one
    written_now = written.message(world, one)
    world.clock.start_job(_send(world, one, after))
    return Answer(201, written_now)


def _seconds_until(world: World, moment: str) -> float:
    if not moment:
        return 0
    try:
        return (datetime.fromisoformat(moment) - world.now).total_seconds()
    except (TypeError, ValueError) as error:
        raise RestError(400, 35114, f"SendAt {moment!r}: an ISO 8601 moment with its zone") from error


async def _send(world: World, one: Message, after: float) -> None:
    if after:
        await world.clock.sleep(after)
        if one.status == "canceled":
            return
    person = world.people.get(one.to)
    for status, seconds in (("sending", 0.2), ("sent", 0.5)):
        await world.clock.sleep(seconds)
        _become(world, one, status)
    one.sent = world.now
    await world.clock.sleep(1)
    if person is None or person.does is Does.UNREACHABLE:
        one.error_code = 30003
        _become(world, one, "undelivered")
    else:
        person.messages.append(one.body)
        _become(world, one, "delivered")


def _become(world: World, one: Message, status: str) -> None:
    one.status = status
    if not one.status_url:
        return
    params = {
        "AccountSid": world.credentials.account_sid,
        "ApiVersion": "2010-04-01",
        "MessageSid": one.sid,
        "SmsSid": one.sid,
        "MessageStatus": status,
        "SmsStatus": status,
        "From": one.from_,
        "To": one.to,
    }
    params |= {"MessagingServiceSid": one.service_sid} if one.service_sid else {}
    params |= {"ErrorCode": str(one.error_code)} if one.error_code else {}
    world.post.tell(one.sid, "message", one.status_url, "POST", params)


def _find(ask: Ask) -> Message:
    one = ask.world.messages.get(sid_of(ask.ids["Sid"], "SM"))
    if one is None:
        raise not_found(ask.ids["Sid"])
    return one


@route("GET", "/Messages/{Sid}.json")
def fetch(ask: Ask) -> Answer:
    """Fetch a message."""
    return Answer(data=written.message(ask.world, _find(ask)))


@route("POST", "/Messages/{Sid}.json", {"Body": Field(text(0)), "Status": Field(choice("canceled"))})
def update(ask: Ask) -> Answer:
    """Redact a message (an empty body), or cancel a scheduled one."""
    one = _find(ask)
    if "Body" in ask.form:
        one.body = ""
    if "Status" in ask.form:
        if one.status != "scheduled":
            raise RestError(400, 30409, f"The message is {one.status}")
        one.status = "canceled"
    return Answer(data=written.message(ask.world, one))


@route("DELETE", "/Messages/{Sid}.json")
def delete(ask: Ask) -> Answer:
    """Delete a message."""
    del ask.world.messages[_find(ask).sid]
    return Answer(204)


@route("GET", "/Messages.json", paging(To=Field(phone), From=Field(phone)))
def list_messages(ask: Ask) -> Answer:
    """List messages, the latest first."""
    found = [
        written.message(ask.world, one)
        for one in reversed(ask.world.messages.values())
        if ask.get("To") in (None, one.to) and ask.get("From") in (None, one.from_)
    ]
    return page(ask, "messages", found)
