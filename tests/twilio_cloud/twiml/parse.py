"""Reads TwiML strictly: one unknown verb, attribute or value refuses the document (issue 8 point 8)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

from tests.twilio_cloud.twiml.grammar import RULES, VERBS, Rule

LONGEST: Final = 64 * 1024
"""A document has at most so many bytes (telephony.md 1.1)."""
_XML_TYPES: Final = ("text/xml", "application/xml", "text/html")


class BadTwimlError(Exception):
    """A document that cannot be played. `code` is Twilio's: 12100 not XML, 12200 not TwiML, 12300 another media type,
    11750 too long (telephony.md 3.2)."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(slots=True)
class Element:
    """One element that was checked."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def flag(self, name: str, default: bool = False) -> bool:
        return self.attributes[name] == "true" if name in self.attributes else default


def parse(body: str, media_type: str = "text/xml", allowed: Sequence[str] = VERBS) -> list[Element]:
    """Return a document's verbs.

    Raises:
        BadTwimlError: It is none, or has a verb that is not `allowed` here.
    """
    if media_type not in _XML_TYPES:
        raise BadTwimlError(12300, f"{media_type!r} is not text/xml")
    if len(body.encode()) > LONGEST:
        raise BadTwimlError(11750, f"{len(body.encode())} bytes")
    try:
        root = ET.fromstring(body)
    except ET.ParseError as error:
        raise BadTwimlError(12100, f"{error}: {body[:200]!r}") from error
    if root.tag != "Response":
        raise BadTwimlError(12200, f"<{root.tag}> is not <Response>")
    verbs = _read(root, "Response").children
    for verb in verbs:
        if verb.name not in allowed:
            raise BadTwimlError(12200, f"<{verb.name}> is not allowed here, only {', '.join(allowed)}")
    return verbs


def _read(node: ET.Element, name: str) -> Element:
    rule = RULES[name]
    text = (node.text or "").strip() + "".join((child.tail or "").strip() for child in node)
    element = Element(name, dict(node.attrib), text)
    _check(element, rule)
    for child in node:
        wanted = "ReferSip" if name == "Refer" and child.tag == "Sip" else child.tag
        if wanted not in rule.children:
            raise BadTwimlError(12200, f"<{child.tag}> is not allowed in <{name}>")
        element.children.append(_read(child, wanted))
    _check_dial(element)
    return element


def _check(element: Element, rule: Rule) -> None:
    for name, value in element.attributes.items():
        if name not in rule.attributes:
            raise BadTwimlError(12200, f"<{element.name}> has no attribute {name}")
        if not rule.attributes[name](value):
            raise BadTwimlError(12200, f'<{element.name} {name}="{value}">')
    for name in rule.required:
        if name not in element.attributes:
            raise BadTwimlError(12200, f"<{element.name}> needs {name}")
    if rule.text == "no" and element.text:
        raise BadTwimlError(12200, f"<{element.name}> has no words: {element.text[:50]!r}")
    if rule.text == "must" and not element.text:
        raise BadTwimlError(12200, f"<{element.name}> is empty")
    if len(element.text) > 4096:
        raise BadTwimlError(13520, f"<{element.name}> has {len(element.text)} characters, 4096 are the most")


def _check_dial(element: Element) -> None:
    if element.name == "Play" and bool(element.text) == ("digits" in element.attributes):
        raise BadTwimlError(12200, "<Play> has an address or digits, one of them")
    if element.name == "Enqueue" and len(element.text) > 64:
        raise BadTwimlError(13610, f"a queue's name has at most 64 characters: {element.text!r}")
    if element.name != "Dial":
        return
    if bool(element.text) == bool(element.children):
        raise BadTwimlError(13210, "<Dial> has a number, or nouns")
    nouns = {child.name for child in element.children}
    if len(element.children) > 1 and "Conference" in nouns:
        raise BadTwimlError(13210, "<Dial> has one Conference and nothing else")
