"""Every document that we answer Twilio with, or give it for a call. Pure.

Addresses in them are whole ones, since a document that is given for a call comes from no address of its own. What a
caller has keyed stands in none of them: it may be an account number, and addresses are written into logs.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlencode

from twilio.twiml import TwiML
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from telephony.menu.walk import Ask, Music, Spoken, seconds_to_say
from telephony.providers.twilio.twiml_check import CONFERENCE_EVENTS, checked
from telephony.providers.twilio.wire import ONLY_TOLD, WebhookKind

CALLER: Final = "caller"
"""The label of the caller's line in every conference."""

ACCEPT_KEY: Final = "1"
"""What whoever answers an agent's telephone presses to take the call."""

SCREEN_ATTEMPTS: Final = 2

TRIES: Final = "#ct=2000&rt=5000&rc=2&rp=ct,rt,5xx"
"""How Twilio asks for a document, or tells something: again after a failed connection, a slow answer or a failure of
ours, two times, in the fifteen seconds it has. By itself it would try again a failed connection only (telephony.md
2.2); whoever asks twice gets the same document. Twilio keeps these signs to itself, neither sent nor signed."""

TOLD_TRIES: Final = "#ct=2000&rt=2000&rc=5&rp=ct,rt,5xx"
"""Likewise what it only tells, five times: nobody listens meanwhile, and what is not kept within a second is a failure
of ours that it is to tell again."""

WAIT_SECONDS: Final = 30
"""How long a caller hears nothing new where no music is configured and nothing says when to ask again."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of Twilio's, and the language it is to speak."""

    voice: str
    language: str


DEFAULT_VOICES: Final[Mapping[str, Voice]] = {
    "zh-HK": Voice("Polly.Hiujin-Neural", "yue-CN"),  # Cantonese
    "yue": Voice("Polly.Hiujin-Neural", "yue-CN"),
    "zh-CN": Voice("Polly.Zhiyu-Neural", "cmn-CN"),  # Mandarin
    "zh": Voice("Polly.Zhiyu-Neural", "cmn-CN"),
    "en": Voice("Polly.Amy-Neural", "en-GB"),
}
"""The voices of prompts by the language of the menu, where the configuration names none."""

OTHER_VOICE: Final = DEFAULT_VOICES["en"]


@dataclass(frozen=True, slots=True)
class Style:
    """How documents are written: `base_url` is where Twilio reaches our routes (``https://…/v1/carrier/twilio``).

    `music_seconds` is about how long `music_url` plays; without a music there is silence between announcements.
    `limit_seconds` ends a call that nothing else has ended. `recorded` says whether there is a recording of this name:
    where there is none its text is said.
    """

    base_url: str
    voices: Mapping[str, Voice] = field(default_factory=lambda: dict(DEFAULT_VOICES))
    music_url: str = ""
    music_seconds: int = 30
    hold_url: str = ""
    limit_seconds: int = 4 * 3600
    recorded: Callable[[str], bool] = lambda file: bool(file)
    lasts: Callable[[str], float] = lambda _: 10.0

    def address(self, kind: WebhookKind, **query: str | int) -> str:
        """Return the address of a route of ours, with what it is to bring back, and how often Twilio is to try it."""
        given = {name: value for name, value in query.items() if value != ""}
        tries = TOLD_TRIES if kind in ONLY_TOLD else TRIES
        return f"{self.base_url}/{kind}" + (f"?{urlencode(given)}" if given else "") + tries

    def seconds(self, spoken: Iterable[Spoken]) -> float:
        """Return about how long it takes until this has been heard."""
        return sum(max(seconds_to_say([each]), self.lasts(each.file) if each.file else 0.0) for each in spoken)

    def recording(self, file: str) -> str:
        """Return the address of a recorded prompt."""
        return f"{self.base_url}/media/{quote(file, safe='')}"


def asking(style: Style, room: str, number: int, ask: Ask) -> str:
    """Ask a caller in the entry menu; their answer is the one with this `number`, from 0."""
    return _written(_gathering(style, ask, style.address(WebhookKind.MENU, room=room, step=number)))


def offering(style: Style, room: str, number: int, ask: Ask) -> str:
    """Ask a caller while they wait in the queue."""
    return _written(_gathering(style, ask, style.address(WebhookKind.WAIT, room=room, step=number)))


def surveying(style: Style, room: str, number: int, ask: Ask) -> str:
    """Ask a caller how the call was; their answer is the one with this `number`, from 0."""
    return _written(_gathering(style, ask, style.address(WebhookKind.SURVEY, room=room, step=number)))


def into_queue(style: Style, room: str, spoken: Iterable[Spoken] = (), *, attempt: int = 0) -> str:
    """Have a caller hear `spoken` and wait for an agent. Twilio's queue is only where they wait: who is next is ours.

    `attempt` counts how often that has failed before; each goes to another queue, since one may be full.
    """
    response = VoiceResponse()
    _say(style, response, spoken)
    _enqueue(style, response, room, attempt)
    return _written(response)


def waiting(style: Style, music: Music) -> str:
    """Have a caller in the queue hear what there is to say, then music. When it is over Twilio asks again."""
    response = VoiceResponse()
    _say(style, response, music.spoken)
    if not style.music_url:
        response.pause(length=music.again_seconds or WAIT_SECONDS)
    elif music.again_seconds is None:
        response.play(style.music_url, loop=0)
    else:
        response.play(style.music_url, loop=max(1, round(music.again_seconds / style.music_seconds)))
    return _written(response)


def degraded(style: Style, room: str, spoken: Iterable[Spoken], urgent_key: str, wait_seconds: int) -> str:
    """Have a caller hear that something is wrong, take the one key of suspected fraud, and put them into the queue.

    Nothing in it needs a server but the queue's announcements; without `spoken` they go there at once.
    """
    said = tuple(spoken)
    if not said:
        return into_queue(style, room)
    ask = Ask("degraded", said, urgent_key, wait_seconds)
    response = _gathering(style, ask, style.address(WebhookKind.MENU, room=room, step="alone"), falls_through=True)
    _enqueue(style, response, room, 0)
    return _written(response)


def caller_joins(style: Style, room: str, conference: str, spoken: Iterable[Spoken] = ()) -> str:
    """Take a caller from where they wait into their conference, where they hear music until an agent is there.

    It is the caller's line that says where the conference tells of itself and that it ends with them: Twilio listens
    to the first line only, and forgets a later change while somebody is on hold (telephony.md 0.3, 0.5, 1.6).
    """
    response = VoiceResponse()
    _say(style, response, spoken)
    dial = _dial(style, response, action=style.address(WebhookKind.AFTER, room=room))
    dial.conference(
        conference,
        participant_label=CALLER,
        start_conference_on_enter=False,
        end_conference_on_exit=True,
        beep="false",
        wait_url=style.address(WebhookKind.HOLD, room=room),
        wait_method="POST",
        **_callbacks(style, room),
    )
    return _written(response)


def line_joins(
    style: Style, room: str, label: str, conference: str, *, first: bool = False, silent: bool = False
) -> str:
    """Take an agent's line, or a colleague's, into the conference. `first`: it is there before the customer. `silent`:
    a supervisor's, of which nobody is to hear anything before they are said to."""
    response = VoiceResponse()
    _join(style, response, room, label, conference, first=first, silent=silent)
    return _written(response)


def screening(style: Style, room: str, label: str, spoken: Iterable[Spoken], *, first_attempt: int = 0) -> str:
    """Ask whoever has answered an agent's telephone to press a key: an answering machine presses none.

    It is asked twice in all; then the line is put down, and the agent counts as not reached.
    """
    response = VoiceResponse()
    said = tuple(spoken)
    for attempt in range(first_attempt, SCREEN_ATTEMPTS):
        gather = Gather(
            input="dtmf",
            action=style.address(WebhookKind.SCREEN, room=room, leg=label, step=attempt),
            method="POST",
            timeout=5,
            num_digits=1,
            finish_on_key="",
        )
        _say(style, gather, said)
        response.append(gather)
    response.hangup()
    return _written(response)


def on_hold(style: Style, spoken: Iterable[Spoken] = ()) -> str:
    """What somebody hears who is on hold, or alone in a conference: no end, since that would be silence."""
    response = VoiceResponse()
    _say(style, response, spoken)
    music = style.hold_url or style.music_url
    if music:
        response.play(music, loop=0)
    else:
        response.pause(length=3600)
    return _written(response, on_hold=True)


def once_more(style: Style, kind: WebhookKind, **query: str) -> str:
    """Have Twilio ask for the document of a line again, a moment later: now there was none."""
    response = VoiceResponse()
    response.pause(length=1)
    response.redirect(style.address(kind, **query, again=1), method="POST")
    return _written(response)


def goodbye(style: Style, spoken: Iterable[Spoken] = ()) -> str:
    """Have somebody hear `spoken`, and end their call: closed, full, or nobody there any more."""
    response = VoiceResponse()
    _say(style, response, spoken)
    response.hangup()
    return _written(response)


def saying(style: Style, spoken: Iterable[Spoken] = (), digits: str = "") -> str:
    """Have whoever an announcement is for hear `spoken`, and the tones of `digits`."""
    response = VoiceResponse()
    _say(style, response, spoken)
    if digits:
        response.play(digits=digits)
    return _written(response)


def nothing() -> str:
    """Return the document that does nothing: of a call that has gone elsewhere already."""
    return _written(VoiceResponse())


def _gathering(style: Style, ask: Ask, action: str, *, falls_through: bool = False) -> VoiceResponse:
    gather = Gather(
        input="dtmf",
        action=action,
        method="POST",
        timeout=ask.wait_seconds,
        num_digits=ask.longest,
        # A single key is an answer whichever it is; in a number the end key is none of its digits.
        finish_on_key=ask.end_key,
        action_on_empty_result=not falls_through,
    )
    _say(style, gather, ask.spoken)
    response = VoiceResponse()
    response.append(gather)
    return response


def _enqueue(style: Style, response: VoiceResponse, room: str, attempt: int) -> None:
    response.enqueue(
        f"ad-waiting-{attempt}",
        action=style.address(WebhookKind.QUEUE_EXIT, room=room, step=attempt),
        method="POST",
        wait_url=style.address(WebhookKind.WAIT, room=room),
        wait_url_method="POST",
    )


def _dial(style: Style, response: VoiceResponse, *, action: str = "") -> Dial:
    more = {"action": action, "method": "POST"} if action else {}
    dial = Dial(time_limit=style.limit_seconds, **more)
    response.append(dial)
    return dial


def _join(
    style: Style, response: VoiceResponse, room: str, label: str, conference: str, *, first: bool, silent: bool
) -> None:
    _dial(style, response).conference(
        conference,
        participant_label=label,
        start_conference_on_enter=not silent,
        end_conference_on_exit=False,
        beep="false",
        jitter_buffer_size="small",
        **({"muted": True} if silent else {}),
        **(_callbacks(style, room) if first else {}),
    )


def _callbacks(style: Style, room: str) -> dict[str, str]:
    return {
        "status_callback": style.address(WebhookKind.CONFERENCE, room=room),
        "status_callback_method": "POST",
        "status_callback_event": " ".join(CONFERENCE_EVENTS),
    }


def _say(style: Style, verb: VoiceResponse | Gather, spoken: Iterable[Spoken]) -> None:
    for each in spoken:
        if each.file and style.recorded(each.file):
            verb.play(style.recording(each.file))
        elif each.text.strip():
            voice = style.voices.get(each.language) or style.voices.get(each.language.partition("-")[0]) or OTHER_VOICE
            verb.say(each.text, voice=voice.voice, language=voice.language)


def _written(response: TwiML, *, on_hold: bool = False) -> str:
    return checked(response.to_xml(), on_hold=on_hold)
