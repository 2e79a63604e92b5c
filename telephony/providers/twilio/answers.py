"""What Twilio is answered: the document that a caller, or an agent's line, is to go on with.

Each answer follows from what is kept of the call, not from what the request says has happened before: a request that
comes again, whose first answer was lost on the way, gets the same document.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from telephony.deps import Deps
from telephony.events.journal import Journal
from telephony.menu.asked import goes_straight, step_after
from telephony.menu.schema import Menu, Prompt
from telephony.menu.walk import SILENCE, Ask, Entered, Music, Spoken, entry_of, spoken, while_waiting
from telephony.ports import Work, WorkFactory
from telephony.providers.twilio import twiml
from telephony.providers.twilio.arrivals import caller_number
from telephony.providers.twilio.sayings import Sayings
from telephony.providers.twilio.seams import Leg, Room, Rooms, RoomsIn, Take
from telephony.providers.twilio.supervising import is_supervisors
from telephony.providers.twilio.twiml import Style
from telephony.providers.twilio.wire import NAME, Webhook, WebhookKind, number_of
from telephony.queues.place import place_of_caller
from telephony.surveys.service import step_after as step_after_call

MOST_ATTEMPTS: Final = 3
"""How often a caller is put into a queue of Twilio's anew where it did not take them."""

_OWN_EXITS: Final = frozenset({"redirected", "redirected-from-bridged", "bridged", "bridging-in-process"})

DEFAULT_SCREEN: Final = (
    Spoken("zh-HK", "有來電。接聽請按 1。"),
    Spoken("zh-CN", "您有来电。接听请按 1。"),
    Spoken("en", "There is a call for you. Press 1 to take it."),
)
"""What an agent hears who is called on a telephone."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Writes the answer to each webhook that wants a document. Each method is one unit of work at most."""

    deps_for: Callable[[Journal], Deps]
    open_work: WorkFactory
    rooms: RoomsIn
    take: Take
    style: Style
    screen: tuple[Spoken, ...] = field(default=DEFAULT_SCREEN)
    sayings: Sayings | None = None
    machine_now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def answer(self, webhook: Webhook) -> str:
        """Return the document that the webhook is answered with, and do what it means for its call."""
        return _ANSWERS[webhook.kind](self, webhook)

    def safe(self, webhook: Webhook) -> str:
        """Return a document that needs nothing but itself, for when `answer` failed or took too long: a caller waits
        for an agent whatever happens here, and whatever was not noted now is with the next webhook."""
        match webhook.kind:
            case WebhookKind.WAIT:
                return twiml.waiting(self.style, Music(again_seconds=twiml.WAIT_SECONDS))
            case WebhookKind.HOLD:
                return twiml.on_hold(self.style)
            case WebhookKind.AGENT | WebhookKind.SCREEN:
                return self._once_more(webhook)
            case WebhookKind.SAY:
                return twiml.nothing()
            case WebhookKind.SURVEY:
                return twiml.goodbye(self.style)  # they have had what they called for
            case WebhookKind.QUEUE_EXIT if webhook.params.get("QueueResult") in _OWN_EXITS | {"hangup"}:
                return twiml.nothing()
            case WebhookKind.QUEUE_EXIT | WebhookKind.AFTER:
                return twiml.into_queue(self.style, webhook.room)
            case WebhookKind.FALLBACK:
                return self._fallback(webhook)
            case _:
                return self._degraded(webhook)

    def at_once(self, webhook: Webhook) -> str | None:
        """Return the document for which there is nothing to look up: a caller's conference begins with that of its
        music (telephony.md 9, 23). None: `answer` has to be asked."""
        return twiml.on_hold(self.style) if webhook.kind is WebhookKind.HOLD and "say" not in webhook.query else None

    def now(self) -> datetime:
        """Return the business time."""
        return self.deps_for(Journal()).now()

    def tell(self, webhook: Webhook) -> None:
        """Bring a webhook that wants no document to its room."""
        with self.open_work() as unit:
            self.take(unit.session, self.deps_for(unit.journal), webhook)

    def _once_more(self, webhook: Webhook) -> str:
        """An agent's line asks once more, with what Twilio would not say again: that the key was pressed, and an app's
        ticket."""
        given = webhook.query
        if "again" in given:
            return twiml.goodbye(self.style)
        kept = {name: given.get(name, "") for name in ("room", "leg", "step")}
        kept |= {"accepted": "1" if _accepted(webhook) else "", "ticket": webhook.params.get("ticket", "")}
        return twiml.once_more(self.style, webhook.kind, **kept)

    def _fallback(self, webhook: Webhook) -> str:
        return twiml.goodbye(self.style) if _is_ours(webhook) else self._degraded(webhook)

    def _degraded(self, webhook: Webhook) -> str:
        menu = self._menu()
        if menu is None:
            return twiml.into_queue(self.style, webhook.room)
        said = spoken(menu, menu.degraded, "")
        return twiml.degraded(self.style, webhook.room, said, menu.urgent.key, menu.wait_seconds)

    def _menu(self) -> Menu | None:
        return self.deps_for(Journal()).settings.menu

    def _voice(self, webhook: Webhook) -> str:
        with self.open_work() as unit:
            return self._go_on(_Scene(self, unit, webhook))

    def _menu_answer(self, webhook: Webhook) -> str:
        with self.open_work() as unit:
            scene = _Scene(self, unit, webhook)
            number, keyed = number_of(webhook.query.get("step", "")), _keyed(webhook)
            if number is not None:
                scene.rooms.note_input(webhook.room, number, keyed)
            elif keyed != SILENCE and keyed not in (known := scene.room().inputs):
                scene.rooms.note_input(webhook.room, len(known), keyed)
            return self._go_on(scene, into_queue=number is None)

    def _go_on(self, scene: "_Scene", *, into_queue: bool = False) -> str:
        room = scene.room()
        if room.ended:
            return twiml.nothing()
        step = Entered() if into_queue else step_after(scene.deps.settings, room.inputs, scene.is_spared)
        if isinstance(step, Ask):
            return twiml.asking(self.style, scene.webhook.room, len(room.inputs), step)
        scene.tell(scene.webhook.as_queued())
        return twiml.into_queue(self.style, scene.webhook.room, step.spoken)

    def _wait(self, webhook: Webhook) -> str:
        with self.open_work() as unit:
            scene = _Scene(self, unit, webhook)
            if scene.room().ended:
                return twiml.goodbye(self.style)  # to nothing Twilio would ask again at once, and again
            scene.tell(webhook.as_queued())
            scene.tell(webhook)
            number = number_of(webhook.query.get("step", ""))
            if number is not None:
                scene.rooms.note_waiting_input(webhook.room, number, _keyed(webhook))
                scene.tell(webhook.as_answered(number))
            room, menu = scene.room(), scene.deps.settings.menu
            if menu is None:
                return twiml.waiting(self.style, Music())
            language = entry_of(menu, room.inputs).language
            place = None if menu.place is None else place_of_caller(unit.session, scene.deps, NAME, webhook.room)
            waited = float(number_of(webhook.params.get("QueueTime", "")) or 0)
            step = while_waiting(menu, language, waited, room.waiting_inputs, place)
            if isinstance(step, Ask):
                return twiml.offering(self.style, webhook.room, len(room.waiting_inputs), step)
            return twiml.waiting(self.style, step)

    def _queue_exit(self, webhook: Webhook) -> str:
        result = webhook.params.get("QueueResult", "")
        if result in _OWN_EXITS:
            return twiml.nothing()  # our own order took them out of it, and its document is done, not this one
        if result == "hangup":
            self.tell(webhook)
            return twiml.nothing()
        attempt = (number_of(webhook.query.get("step", "")) or 0) + 1
        if attempt < MOST_ATTEMPTS:
            return twiml.into_queue(self.style, webhook.room, attempt=attempt)
        with self.open_work() as unit:
            scene = _Scene(self, unit, webhook)
            scene.tell(webhook)
            return twiml.goodbye(self.style, self._words(scene, lambda menu: menu.full or menu.degraded))

    def _after(self, webhook: Webhook) -> str:
        # It is also asked for whenever a caller is redirected out of their conference, and then nobody does what it
        # says (telephony.md 9, 15). That they are back in the queue is told by the queue itself.
        with self.open_work() as unit:
            room = self.rooms(unit.session).find_room(webhook.room)
            if room is None or room.ended:
                return twiml.goodbye(self.style)
            return twiml.into_queue(self.style, webhook.room)

    def _agent(self, webhook: Webhook) -> str:
        with self.open_work() as unit:
            rooms = self.rooms(unit.session)
            if webhook.leg:
                return self._join(rooms, rooms.find_leg(webhook.room, webhook.leg))
            return self._join(rooms, rooms.use_ticket(_ticket(webhook), webhook.call_sid))

    def _screen(self, webhook: Webhook) -> str:
        attempt = number_of(webhook.query.get("step", ""))
        if attempt is not None and not _accepted(webhook):
            if attempt + 1 >= twiml.SCREEN_ATTEMPTS:
                return twiml.goodbye(self.style)
            return twiml.screening(self.style, webhook.room, webhook.leg, self.screen, first_attempt=attempt + 1)
        with self.open_work() as unit:
            rooms = self.rooms(unit.session)
            leg = rooms.find_leg(webhook.room, webhook.leg)
            if attempt is not None or leg is None or not leg.wanted:
                return self._join(rooms, leg)
            return twiml.screening(self.style, webhook.room, webhook.leg, self.screen)

    def _join(self, rooms: Rooms, leg: Leg | None) -> str:
        room = None if leg is None or not leg.wanted else rooms.find_room(leg.room)
        if leg is None or room is None or room.ended:
            return twiml.goodbye(self.style)
        silent = is_supervisors(leg.label)
        # By its name a conference that is over would be made anew, with nobody else in it.
        conference = room.conference_sid or room.conference_name
        return twiml.line_joins(self.style, leg.room, leg.label, conference, first=leg.first, silent=silent)

    def _hold(self, webhook: Webhook) -> str:
        if (document := self.at_once(webhook)) is not None:
            return document
        with self.open_work() as unit:
            room = self.rooms(unit.session).find_room(webhook.room)
            said = () if room is None else room.hold_spoken
            return twiml.on_hold(
                self.style, [Spoken(each["language"], each["text"], each.get("file", "")) for each in said]
            )

    def _survey(self, webhook: Webhook) -> str:
        with self.open_work() as unit:
            scene = _Scene(self, unit, webhook)
            number = number_of(webhook.query.get("step", ""))
            if number is not None:
                scene.rooms.note_survey(webhook.room, number, _keyed(webhook))
            scene.tell(webhook)
            room = scene.room()
            if room.ended:
                return twiml.nothing()
            step = step_after_call(unit.session, NAME, webhook.room, tuple(room.survey_inputs))
            if isinstance(step, Ask):
                return twiml.surveying(self.style, webhook.room, len(room.survey_inputs), step)
            scene.rooms.note_survey(webhook.room, None)
            return twiml.goodbye(self.style, step.spoken)

    def _said(self, webhook: Webhook) -> str:
        sealed = webhook.query.get("say", "")
        saying = None if self.sayings is None else self.sayings.unseal(sealed, self.machine_now())
        return twiml.nothing() if saying is None else twiml.saying(self.style, saying.spoken, saying.digits)

    def _words(self, scene: "_Scene", prompt: Callable[[Menu], Prompt]) -> Iterable[Spoken]:
        menu = scene.deps.settings.menu
        return () if menu is None else spoken(menu, prompt(menu), entry_of(menu, scene.room().inputs).language)


class _Scene:
    """One webhook of a caller's in its unit of work."""

    def __init__(self, answers: Answers, unit: Work, webhook: Webhook) -> None:
        self.deps = answers.deps_for(unit.journal)
        self.rooms = answers.rooms(unit.session)
        self.session = unit.session
        self.webhook = webhook
        self._take = answers.take
        if self.rooms.find_room(webhook.room) is None:
            # The first word of a call; or the first that we hear, where nobody was here to take the one before.
            first = WebhookKind.VOICE
            self.tell(replace(webhook, kind=first, event_key=f"{first}:{webhook.room}"))

    def tell(self, webhook: Webhook) -> None:
        self._take(self.session, self.deps, webhook)

    def is_spared(self) -> bool:
        return goes_straight(self.session, self.deps, caller_number(self.webhook.params.get("From", "")))

    def room(self) -> Room:
        room = self.rooms.find_room(self.webhook.room)
        if room is None:
            raise LookupError("a call that has just arrived is not kept")
        return room


def _keyed(webhook: Webhook) -> str:
    """Return what was keyed. The end key alone is no digit; Twilio tells of it beside them."""
    digits = webhook.params.get("Digits", "")
    if not digits and webhook.params.get("FinishedOnKey", "") == "#":
        return "#"
    return digits if _DIGITS.fullmatch(digits) is not None else SILENCE


def _accepted(webhook: Webhook) -> bool:
    """Say whether whoever answers an agent's telephone has pressed the key, now or before they were asked again."""
    return _keyed(webhook) == twiml.ACCEPT_KEY or "accepted" in webhook.query


def _ticket(webhook: Webhook) -> str:
    """Return the ticket of a line that calls in: what a SIP telephone dials, or a parameter of an app's."""
    given = webhook.params.get("ticket", "") or webhook.query.get("ticket", "")
    return (given or _dialled(webhook))[:80]


def _dialled(webhook: Webhook) -> str:
    called = webhook.params.get("To", "")
    return called.partition(":")[2].partition("@")[0] if called.startswith(("sip:", "sips:")) else ""


def _is_ours(webhook: Webhook) -> bool:
    """Say whether it is a telephone of ours that got no document, or a caller whose call is over: there is nobody to be
    queued. A customer may come
    over SIP too, from a trunk or a system of the bank's, to whatever name is called there."""
    failed = urlsplit(webhook.params.get("ErrorUrl", "")).path.rpartition("/")[2]
    if failed:
        return failed in (WebhookKind.AGENT, WebhookKind.SCREEN, WebhookKind.SURVEY)
    by_app = any(webhook.params.get(name, "").startswith("client:") for name in ("From", "To"))
    return by_app or "ticket" in webhook.params or _TICKET.fullmatch(_dialled(webhook)) is not None


_TICKET: Final = re.compile("[0-9a-f]{40}")
"""What the ticket of a telephone that calls in looks like: nobody's number, and no name."""

_DIGITS: Final = re.compile("[0-9*#]{0,40}")

_ANSWERS: Final[dict[WebhookKind, Callable[[Answers, Webhook], str]]] = {
    WebhookKind.VOICE: Answers._voice,
    WebhookKind.MENU: Answers._menu_answer,
    WebhookKind.WAIT: Answers._wait,
    WebhookKind.QUEUE_EXIT: Answers._queue_exit,
    WebhookKind.AFTER: Answers._after,
    WebhookKind.AGENT: Answers._agent,
    WebhookKind.SCREEN: Answers._screen,
    WebhookKind.HOLD: Answers._hold,
    WebhookKind.SAY: Answers._said,
    WebhookKind.SURVEY: Answers._survey,
    WebhookKind.FALLBACK: Answers._fallback,
}
"""The webhooks that want a document; every other one is only told."""

WANTS_DOCUMENT: Final = frozenset(_ANSWERS)
