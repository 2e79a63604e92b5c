"""What campaigns are called, in the language now installed."""

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from agent_desktop.contract.campaigns import Campaign, CampaignState, CampaignWay, MemberState, WhyNot
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import language_now

_WAYS: Final = MappingProxyType(
    {
        CampaignWay.PHONE: str(QT_TRANSLATE_NOOP("Campaigns", "Call")),
        CampaignWay.MESSAGE: str(QT_TRANSLATE_NOOP("Campaigns", "Short message")),
        CampaignWay.EMAIL: str(QT_TRANSLATE_NOOP("Campaigns", "E-mail")),
        CampaignWay.POST: str(QT_TRANSLATE_NOOP("Campaigns", "Letter")),
    }
)
WAY_ICONS: Final = MappingProxyType(
    {
        CampaignWay.PHONE: "ph.phone-outgoing",
        CampaignWay.MESSAGE: "ph.chat-text",
        CampaignWay.EMAIL: "ph.envelope-simple",
        CampaignWay.POST: "ph.file-text",
    }
)
_STATES: Final = MappingProxyType(
    {
        CampaignState.RUNNING: str(QT_TRANSLATE_NOOP("Campaigns", "Under way")),
        CampaignState.PAUSED: str(QT_TRANSLATE_NOOP("Campaigns", "Paused")),
        CampaignState.DONE: str(QT_TRANSLATE_NOOP("Campaigns", "Done")),
        CampaignState.CANCELLED: str(QT_TRANSLATE_NOOP("Campaigns", "Ended")),
    }
)
STATE_TONES: Final = MappingProxyType(
    {
        CampaignState.RUNNING: Token.ACCENT,
        CampaignState.PAUSED: Token.CAUTION,
        CampaignState.DONE: Token.GOOD,
        CampaignState.CANCELLED: Token.TEXT_2,
    }
)
_MEMBERS: Final = MappingProxyType(
    {
        MemberState.WAITING: str(QT_TRANSLATE_NOOP("Campaigns", "Waiting")),
        MemberState.SENDING: str(QT_TRANSLATE_NOOP("Campaigns", "Being sent")),
        MemberState.DONE: str(QT_TRANSLATE_NOOP("Campaigns", "Done")),
        MemberState.SKIPPED: str(QT_TRANSLATE_NOOP("Campaigns", "Left out")),
        MemberState.FAILED: str(QT_TRANSLATE_NOOP("Campaigns", "Not sent")),
        MemberState.UNCERTAIN: str(QT_TRANSLATE_NOOP("Campaigns", "Perhaps sent")),
        MemberState.CANCELLED: str(QT_TRANSLATE_NOOP("Campaigns", "Not begun")),
    }
)
_WHY: Final = MappingProxyType(
    {
        WhyNot.NO_CONSENT: str(QT_TRANSLATE_NOOP("Campaigns", "no consent on record")),
        WhyNot.DO_NOT_CALL: str(QT_TRANSLATE_NOOP("Campaigns", "does not wish to be called")),
        WhyNot.OPTED_OUT: str(QT_TRANSLATE_NOOP("Campaigns", "wants no short messages")),
        WhyNot.UNWISHED: str(QT_TRANSLATE_NOOP("Campaigns", "wishes no advertising")),
        WhyNot.NO_NUMBER: str(QT_TRANSLATE_NOOP("Campaigns", "no number")),
        WhyNot.NO_EMAIL: str(QT_TRANSLATE_NOOP("Campaigns", "no e-mail address")),
        WhyNot.NO_ADDRESS: str(QT_TRANSLATE_NOOP("Campaigns", "no address")),
        WhyNot.NO_BIRTHDAY: str(QT_TRANSLATE_NOOP("Campaigns", "no birthday in these days")),
        WhyNot.ASKED_LATELY: str(QT_TRANSLATE_NOOP("Campaigns", "had one of these lately")),
        WhyNot.NO_ROOM: str(QT_TRANSLATE_NOOP("Campaigns", "no room on these days")),
        WhyNot.NO_LAWFUL_HOUR: str(QT_TRANSLATE_NOOP("Campaigns", "no lawful hour")),
        WhyNot.REFUSED: str(QT_TRANSLATE_NOOP("Campaigns", "refused by the mail server")),
        WhyNot.NOT_SET_UP: str(QT_TRANSLATE_NOOP("Campaigns", "not set up")),
        WhyNot.TOO_LATE: str(QT_TRANSLATE_NOOP("Campaigns", "their day is over")),
        WhyNot.GONE: str(QT_TRANSLATE_NOOP("Campaigns", "no customer any more")),
    }
)
_PROBLEMS: Final = MappingProxyType(
    {
        "away": str(QT_TRANSLATE_NOOP("Campaigns", "The mail server is away. It is tried again by itself.")),
        "login": str(QT_TRANSLATE_NOOP("Campaigns", "The mail server does not take our password.")),
        "insecure": str(QT_TRANSLATE_NOOP("Campaigns", "The mail server cannot be trusted: nothing is sent.")),
        "not_set_up": str(QT_TRANSLATE_NOOP("Campaigns", "This way is not set up on the server.")),
        "disk": str(QT_TRANSLATE_NOOP("Campaigns", "The server cannot write files.")),
        "failed": str(QT_TRANSLATE_NOOP("Campaigns", "The server met a mistake. It is tried again by itself.")),
    }
)


def _said(text: str) -> str:
    return QCoreApplication.translate("Campaigns", text)


def way_words(way: CampaignWay) -> str:
    """Return how customers are reached."""
    return _said(_WAYS[way])


def state_words(state: CampaignState) -> str:
    """Return how a campaign stands."""
    return _said(_STATES[state])


def member_words(state: MemberState, why: WhyNot | None) -> str:
    """Return how far it is with a customer, and why not further."""
    word = _said(_MEMBERS[state])
    joint = "：" if language_now() == "zh" else ": "
    return word if why is None else f"{word}{joint}{why_words(why)}"


def why_words(why: WhyNot) -> str:
    """Return why somebody is left out."""
    return _said(_WHY[why])


def problem_words(problem: str) -> str:
    """Return why nothing of a campaign goes out."""
    return _said(_PROBLEMS.get(problem, _PROBLEMS["failed"])) if problem else ""


def seen_to(campaign: Campaign) -> int:
    """Return how many are seen to, of those who were to be reached."""
    counts = campaign.counts
    return sum(counts.get(each, 0) for each in (MemberState.DONE, MemberState.FAILED, MemberState.UNCERTAIN))


def to_reach(campaign: Campaign) -> int:
    """Return how many were to be reached, or still are."""
    return seen_to(campaign) + sum(
        campaign.counts.get(each, 0) for each in (MemberState.WAITING, MemberState.SENDING, MemberState.CANCELLED)
    )
