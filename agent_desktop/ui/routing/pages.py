"""The forms in the middle: one queue, and what is of all queues."""

from collections.abc import Sequence
from typing import Any

from pydantic import JsonValue
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent_desktop.client.routing_draft import Place, RoutingDraft, parts_of, value_at
from agent_desktop.contract.routing import Document
from agent_desktop.ui.routing.form import (
    Bound,
    ChoiceBound,
    FormCard,
    LineBound,
    Options,
    PairsBound,
    TickBound,
    TicksBound,
    draw_fields,
    number_or_text,
    words_of,
)
from agent_desktop.ui.routing.state import RoutingState, Section
from agent_desktop.ui.routing.words import MODES, TIERS, key_label, mode_label, name_in
from agent_desktop.ui.theme.theme import Theme


class FormPage(QWidget):
    """A form over one part of the document.

    Signals:
        put: A place of the document, and its new value.
    """

    put = Signal(tuple, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._document: Document = {}
        self._base: Place = ()
        self._cards: list[FormCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 14, 16, 16)
        self._column.setSpacing(12)

    def display(self, state: RoutingState) -> None:
        """Draw the part that is shown."""
        if state.draft is None:
            return
        self._document = state.draft.document
        self._base = self.base_of(state)
        for card in self._cards:
            draw_fields(card.fields, self._document, self._base, state.problems, may_edit=state.may_edit)
        self._keep_code(state.draft, may_edit=state.may_edit)

    def base_of(self, state: RoutingState) -> Place:
        """Return the place of the part that is shown."""
        raise NotImplementedError  # each kind has its own; a QWidget cannot be an ABC, their metaclasses differ

    def _keep_code(self, draft: RoutingDraft, *, may_edit: bool) -> None:
        """A code that counts stays: calls, agents and the entry menu know the queue by it."""
        if not self._base:
            return
        code = value_at(draft.document, (*self._base, "code"))
        saved = {each.get("code") for each in parts_of(draft.base, str(self._base[0]))}
        for card in self._cards:
            for each in card.fields:
                if each.path == ("code",):
                    each.draw(code, may_edit=may_edit and code not in saved)

    def _make(self, *cards: FormCard) -> None:
        self._cards = list(cards)
        for card in cards:
            self._column.addWidget(card)
            for each in card.fields:
                each.put.connect(self._put)
        self._column.addStretch(1)

    def _put(self, path: tuple[str, ...], value: object) -> None:
        self.put.emit((*self._base, *path), value)

    def _parts(self, part: str) -> list[dict[str, Any]]:
        found: Any = self._document.get(part, [])
        return list(found)

    def _queues(self, *, empty: str, of: int | None = None) -> Options:
        """Return the queues that may take callers of number `of`, all where that is None, and what none is called."""
        mine = self._parts("queues")[of] if of is not None else {}
        others = [
            (str(each["code"]), name_in(each["name"], str(each["code"])))
            for each in self._parts("queues")
            if each["code"] != mine.get("code") and each["group"] == mine.get("group", each["group"])
        ]
        return [("", empty), *others] if empty else others


class QueuePage(FormPage):
    """Everything of one queue."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()

        def line(key: str, *more: str) -> Bound:
            return LineBound(theme, (key, *more))

        def number(key: str) -> Bound:
            return LineBound(theme, (key,), number_or_text)

        self._who = FormCard(
            theme,
            (
                line("service"),
                LineBound(theme, ("languages",), _list_of),
                TicksBound(theme, ("tiers",), TIERS),
                LineBound(theme, ("reasons",), _list_of),
                number("priority"),
                TickBound(theme, ("urgent",)),
            ),
        )
        self._name = FormCard(theme, (line("name", "en"), line("name", "zh"), line("code"), line("group")))
        self._agents = FormCard(
            theme,
            (
                PairsBound(theme, ("needs",), self._skills, 1),
                PairsBound(theme, ("overflow",), self._helpers, 60),
                number("manager_seconds"),
                number("team_seconds"),
                number("ring_seconds"),
            ),
        )
        self._after = FormCard(
            theme,
            (
                ChoiceBound(theme, ("wrap_up_mode",), _modes),
                number("wrap_up_seconds"),
                number("wrap_up_extensions"),
                number("wrap_up_extension_seconds"),
                TickBound(theme, ("outcome_required",)),
            ),
        )
        self._door = FormCard(
            theme,
            (
                ChoiceBound(theme, ("hours",), self._hours),
                ChoiceBound(theme, ("closed_to",), self._takers),
                number("max_waiting"),
                ChoiceBound(theme, ("full_to",), self._takers),
            ),
        )
        self._callbacks = FormCard(
            theme, (number("callback_share"), number("callback_late_share"), number("preview_seconds"))
        )
        self._make(self._name, self._who, self._agents, self._door, self._after, self._callbacks)

    def base_of(self, state: RoutingState) -> Place:
        """See `FormPage.base_of`."""
        return ("queues", state.shown.number)

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._name.set_title(self.tr("Queue"))
        self._who.set_title(self.tr("Who comes here"))
        self._agents.set_title(self.tr("Who serves it"))
        self._door.set_title(self.tr("Open, closed, full"))
        self._after.set_title(self.tr("After a call"))
        self._callbacks.set_title(self.tr("Callbacks that are due"))

    def _helpers(self) -> Options:
        return self._queues(empty="", of=int(self._base[1]))

    def _skills(self) -> Options:
        return [(str(each["code"]), name_in(each["name"], str(each["code"]))) for each in self._parts("skills")]

    def _takers(self) -> Options:
        return self._queues(empty=self.tr("Nowhere: they are told, and the call ends"), of=int(self._base[1]))

    def _hours(self) -> Options:
        return [
            ("", self.tr("Always open")),
            *((str(each["code"]), str(each["code"])) for each in self._parts("hours")),
        ]


class PriorityPage(FormPage):
    """What is of all queues: where callers go by default, and what a point is worth."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()

        def number(*path: str) -> Bound:
            return LineBound(theme, path, number_or_text)

        self._all = FormCard(
            theme,
            (ChoiceBound(theme, ("default_queue",), self._all_queues), number("handle_seconds")),
        )
        self._points = FormCard(theme, (number("point_seconds"), PairsBound(theme, ("tier_priority",), _tiers, 1)))
        self._promises = FormCard(
            theme,
            (number("promise_priority"), number("promise_days"), LineBound(theme, ("promise_dispositions",), _list_of)),
        )
        self._make(self._all, self._points, self._promises)

    def base_of(self, state: RoutingState) -> Place:  # noqa: ARG002  the document itself
        """See `FormPage.base_of`."""
        return ()

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._all.set_title(self.tr("All queues"))
        self._points.set_title(self.tr("Who goes first"))
        self._promises.set_title(self.tr("Customers whom we owe a word"))

    def _all_queues(self) -> Options:
        return self._queues(empty="")


def _list_of(text: str) -> JsonValue:
    return list(words_of(text))


def _modes() -> Options:
    return [(mode, mode_label(mode)) for mode in MODES]


def _tiers() -> Options:
    return [(tier, key_label(tier)) for tier in TIERS]


def page_of(section: Section, pages: Sequence[FormPage]) -> FormPage | None:
    """Return the form of a section, None where it has none."""
    sections = (Section.QUEUE, Section.HOURS, Section.PRIORITY, Section.NUMBERS, Section.SKILLS)
    return dict(zip(sections, pages, strict=True)).get(section)
