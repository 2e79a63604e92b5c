"""The card of a callback, while it is offered and before it is dialled: whom, why, and what speaks against it."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QRect

from agent_desktop.contract.callbacks import Callback, CallbackEventKind, CallbackPreview, Obstacle
from agent_desktop.ui.offer.consult import compose_asker, compose_note
from agent_desktop.ui.offer.lines import Line, compose_lines, to_know
from agent_desktop.ui.offer.presenter import OfferState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.callback_history import event_text
from agent_desktop.ui.widgets.callback_words import kind_word, obstacle_text, outcome_word, place_text
from agent_desktop.ui.widgets.drawing import Drawing
from agent_desktop.ui.widgets.formats import day_text, time_text, words
from agent_desktop.ui.widgets.ticker import Ticker

_TOLD: Final = frozenset(
    {
        CallbackEventKind.CALLED_IN,
        CallbackEventKind.MOVED,
        CallbackEventKind.HANDED_OVER,
        CallbackEventKind.JOINED,
        CallbackEventKind.WOKEN,
    }
)
_PAD: Final = 15
_GAP: Final = 14


def compose_over(drawing: Drawing, width: int, state: OfferState) -> int:
    """Put over the name who asks, or that the customer is to be called; return the height, 0 where neither is so."""
    if state.callback is None:
        return compose_asker(drawing, width, state)
    said = QCoreApplication.translate("OfferView", "Call back: {kind}").format(
        kind=kind_word(state.callback.detail.callback.kind)
    )
    height = drawing.size(Role.BODY_STRONG, said)[1]
    drawing.icon(_PAD, 11 + (height - 16) / 2, "ph.phone-outgoing-fill", Token.ACCENT, 16)
    drawing.write(QRect(_PAD + 24, 11, width - 2 * _PAD - 24, height), Role.BODY_STRONG, Token.ACCENT, said)
    return height + 5


def compose_instead(drawing: Drawing, width: int, state: OfferState, ticker: Ticker) -> int:
    """Put what the card says of a colleague's question or of a callback; return the height, 0 where it is neither."""
    if state.from_name:
        return compose_note(drawing, width, state)
    if state.callback is None:
        return 0
    y = _compose_facts(drawing, width, _facts(state.callback, ticker))
    lines = [*_against(state.callback), *to_know(state.profile)]
    if lines:
        drawing.rule(QRect(0, y, width, 1))
        y = compose_lines(drawing, width, y + 4, lines, pad=_PAD) + 3
    opening = words(state.callback.say_first.opening)
    if opening and state.preview:
        drawing.rule(QRect(0, y, width, 1))
        y += 9
        says = QCoreApplication.translate("OfferView", "Say first")
        y += drawing.flow(_PAD, y, width - 2 * _PAD, Role.SMALL, Token.TEXT_2, says) + 1
        y += drawing.flow(_PAD, y, width - 2 * _PAD, Role.BODY, Token.TEXT, opening) + 9
    return y


def _compose_facts(drawing: Drawing, width: int, facts: list[tuple[str, str, str, Role]]) -> int:
    left = _PAD + _GAP + max(drawing.size(Role.BODY, caption)[0] for caption, *_ in facts)
    y = 10
    for place, (caption, value, more, role) in enumerate(facts):
        y += 5 if place else 0
        label_width, label_height = drawing.size(Role.BODY, caption)
        drawing.write(QRect(_PAD, y, label_width, label_height), Role.BODY, Token.TEXT_2, caption)
        height = drawing.flow(left, y, width - _PAD - left, role, Token.TEXT, value)
        if more:
            height += drawing.flow(left, y + height, width - _PAD - left, Role.SMALL, Token.TEXT_2, more)
        y += max(label_height, height)
    return y + 10


def _facts(preview: CallbackPreview, ticker: Ticker) -> list[tuple[str, str, str, Role]]:
    """Return caption, value, what is said more quietly under it, and the role of the value."""
    translate = QCoreApplication.translate
    callback = preview.detail.callback
    local = ticker.local(callback.due_at)
    window = translate("OfferView", "{from_time} to {to_time}").format(
        from_time=time_text(ticker.local(callback.window_from)), to_time=time_text(ticker.local(callback.window_to))
    )
    facts = [
        (translate("OfferView", "Why"), words(callback.reason_name), callback.reason, Role.BODY_STRONG),
        (translate("OfferView", "Promised"), window, place_text(callback.place, local), Role.BODY),
        (translate("OfferView", "Number"), callback.number_masked, "", Role.BODY),
        (translate("OfferView", "Tried"), _tried(callback), _last_note(preview), Role.BODY),
        (translate("OfferView", "Lately"), *_lately(preview, ticker), Role.BODY),
    ]
    return [fact for fact in facts if fact[1]]


def _lately(preview: CallbackPreview, ticker: Ticker) -> tuple[str, str]:
    """Return what else happened to it last, and when and by whom; empty where nothing did."""
    event = next((each for each in reversed(preview.detail.history) if each.kind in _TOLD), None)
    if event is None:
        return "", ""
    today = ticker.local(ticker.now()).date()

    def when(at: datetime) -> str:
        local = ticker.local(at)
        return time_text(local) if local.date() == today else f"{day_text(local.date(), today)} {time_text(local)}"

    return event_text(event, when), " · ".join(filter(None, (when(event.at), event.by_name)))


def _tried(callback: Callback) -> str:
    translate = QCoreApplication.translate
    if not callback.attempts:
        return translate("OfferView", "Not yet")
    said = translate("OfferView", "{count} of {most} times").format(
        count=callback.attempts, most=callback.attempts_most
    )
    return said if callback.last_outcome is None else f"{said} · {outcome_word(callback.last_outcome)}"


def _last_note(preview: CallbackPreview) -> str:
    return next((each.note for each in reversed(preview.detail.attempts) if each.note), "")


def _against(preview: CallbackPreview) -> list[Line]:
    """Return what speaks against calling now. A shift warns, and forbids nothing."""
    return [
        (
            ("ph.info-fill", Token.CAUTION, obstacle_text(each))
            if each is Obstacle.OUTSIDE_SHIFT
            else ("ph.prohibit", Token.PROBLEM, obstacle_text(each))
        )
        for each in preview.obstacles
        if each is not Obstacle.IN_OTHER_HANDS
    ]
