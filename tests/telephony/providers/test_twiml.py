"""The documents that Twilio gets, each as it was agreed, and the check that no misspelt one leaves the house.

A document that is meant to change: delete its file in `golden`, run the test twice, and read what it wrote.
"""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from twilio.twiml.voice_response import VoiceResponse

from telephony.menu.walk import Ask, Music, Spoken
from telephony.providers.twilio import twiml
from telephony.providers.twilio.twiml import Style, Voice
from telephony.providers.twilio.twiml_check import TwimlWrongError, checked
from telephony.providers.twilio.wire import WebhookKind

GOLDEN = Path(__file__).parent / "golden"
BASE = "https://phone.example/v1/carrier/twilio"
STYLE = Style(BASE, music_url="https://phone.example/music.wav", music_seconds=20)
SILENT = Style(BASE, voices={"en": Voice("Polly.Joanna-Neural", "en-US")})
ROOM = "CA" + "1" * 32
CONFERENCE = "ad-01234567-89ab-cdef-0123-456789abcdef"
HELLO = (
    Spoken("zh-HK", "請按 1。"),
    Spoken("zh-CN", "请按 1。"),
    Spoken("en", "Press 1 & wait."),
    Spoken("en", "Heard from a file.", "welcome en.mp3"),
    Spoken("ja", "No voice of its own."),
)
CHOICE = Ask("reason", HELLO, "1209", 6)
NUMBER = Ask("number", HELLO[2:3], "0123456789", 6, longest=20, end_key="#")

DOCUMENTS: dict[str, Callable[[], str]] = {
    "asking": lambda: twiml.asking(STYLE, ROOM, 0, CHOICE),
    "asking_number": lambda: twiml.asking(STYLE, ROOM, 2, NUMBER),
    "offering": lambda: twiml.offering(STYLE, ROOM, 0, Ask("callback", HELLO[:1], "1", 6)),
    "surveying": lambda: twiml.surveying(STYLE, ROOM, 2, CHOICE),
    "into_queue": lambda: twiml.into_queue(STYLE, ROOM, HELLO[2:3]),
    "into_queue_again": lambda: twiml.into_queue(STYLE, ROOM, attempt=2),
    "waiting": lambda: twiml.waiting(STYLE, Music(HELLO[1:2], 60)),
    "waiting_for_good": lambda: twiml.waiting(STYLE, Music(HELLO[1:2])),
    "waiting_without_music": lambda: twiml.waiting(SILENT, Music(HELLO[2:3], 45)),
    "degraded": lambda: twiml.degraded(STYLE, ROOM, HELLO[:1], "9", 6),
    "caller_joins": lambda: twiml.caller_joins(STYLE, ROOM, CONFERENCE, HELLO[:1]),
    "line_joins": lambda: twiml.line_joins(STYLE, ROOM, "agent-7", CONFERENCE),
    "line_joins_first": lambda: twiml.line_joins(STYLE, "out-7", "agent-7", CONFERENCE, first=True),
    "screening": lambda: twiml.screening(STYLE, ROOM, "agent-7", HELLO[2:3]),
    "screening_again": lambda: twiml.screening(STYLE, ROOM, "agent-7", HELLO[2:3], first_attempt=1),
    "on_hold": lambda: twiml.on_hold(STYLE, HELLO[:1]),
    "on_hold_without_music": lambda: twiml.on_hold(SILENT),
    "goodbye": lambda: twiml.goodbye(STYLE, HELLO[:3]),
    "once_more": lambda: twiml.once_more(STYLE, WebhookKind.SCREEN, room=ROOM, leg="agent-7", accepted="1", ticket=""),
    "line_joins_silent": lambda: twiml.line_joins(STYLE, ROOM, "listen-7", CONFERENCE, silent=True),
    "saying": lambda: twiml.saying(STYLE, HELLO[:3]),
    "saying_digits": lambda: twiml.saying(STYLE, (), "4929#"),
    "nothing": twiml.nothing,
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_as_agreed(name: str) -> None:
    written = ET.fromstring(DOCUMENTS[name]())
    ET.indent(written)
    text = ET.tostring(written, encoding="unicode") + "\n"
    file = GOLDEN / f"{name}.xml"
    if not file.exists():
        file.write_text(text, encoding="utf-8")
        pytest.fail(f"{file.name} was not there: read it")
    assert text == file.read_text(encoding="utf-8")


def test_every_agreed_document_is_still_written() -> None:
    assert {file.stem for file in GOLDEN.glob("*.xml")} == set(DOCUMENTS)


def typed_wrong(document: str) -> list[str]:
    """Return the document with each single attribute misspelt, and with each verb misspelt."""
    wrong = []
    elements = len(list(ET.fromstring(document).iter()))
    for number in range(1, elements):
        for name in list(ET.fromstring(document).iter())[number].attrib:
            root = ET.fromstring(document)
            element = list(root.iter())[number]
            element.set(name + "s", element.attrib.pop(name))
            wrong.append(ET.tostring(root, encoding="unicode"))
        root = ET.fromstring(document)
        list(root.iter())[number].tag += "s"
        wrong.append(ET.tostring(root, encoding="unicode"))
    return wrong


@pytest.mark.parametrize("name", sorted(set(DOCUMENTS) - {"nothing"}))
def test_no_misspelt_verb_or_attribute_leaves_the_house(name: str) -> None:
    wrong = typed_wrong(DOCUMENTS[name]())
    assert wrong
    for document in wrong:
        with pytest.raises(TwimlWrongError):
            checked(document)


def test_the_builder_itself_would_let_a_misspelt_attribute_through() -> None:
    response = VoiceResponse()
    response.pause(lenght=3)
    with pytest.raises(TwimlWrongError, match="lenght"):
        checked(response.to_xml())


def dialled(name: str = CONFERENCE, **wrong: str) -> str:
    good = {"participantLabel": "a", "startConferenceOnEnter": "true", "endConferenceOnExit": "false", "beep": "false"}
    attributes = " ".join(f'{each}="{value}"' for each, value in (good | wrong).items())
    return f'<Dial timeLimit="60"><Conference {attributes}>{name}</Conference></Dial>'


def test_a_document_that_was_only_taken_apart_is_good() -> None:
    assert checked(f"<Response>{dialled()}</Response>")


@pytest.mark.parametrize(
    "inside",
    [
        '<Say voice="Polly.Amy-Neural" language="en-GB"></Say>',
        f"<Say>{'x' * 4097}</Say>",
        "<Say><Say>in another</Say></Say>",
        "<Play>prompts/welcome.mp3</Play>",
        '<Pause length="soon"/>',
        "<Pause/>",
        "<Hangup/><Say>never heard</Say>",
        f'<Redirect method="POST">{BASE}/wait</Redirect><Hangup/>',
        f'<Redirect method="GET">{BASE}/wait</Redirect>',
        "<Dial timeLimit='60'><Number>+85291234567</Number></Dial>",
        dialled(beep="true"),
        dialled("call of +85291234567"),
        dialled(statusCallbackEvent="start joined"),
        dialled(endConferenceOnExit="no"),
        "loose words",
        "<Say>a</Say>loose words",
        "<Say>\x01</Say>",
        "<Say>" + "<Break/>" * 8000 + "</Say>",
    ],
)
def test_what_twilio_would_not_do_as_it_is_meant_is_refused(inside: str) -> None:
    with pytest.raises(TwimlWrongError):
        checked(f"<Response>{inside}</Response>")


def test_whoever_is_on_hold_is_asked_nothing() -> None:
    with pytest.raises(TwimlWrongError, match="Gather"):
        checked(DOCUMENTS["asking"](), on_hold=True)
    with pytest.raises(TwimlWrongError):
        checked("<Other/>")
