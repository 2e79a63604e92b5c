"""The right side: what is chosen, what would come of each deed, why it is done, and the buttons."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.mends import HandDeed, Live, Mend
from agent_desktop.ui.mending.presenter import MendingState
from agent_desktop.ui.mending.words import (
    about_words,
    by_words,
    deed_word,
    doubt_word,
    effect_sentence,
    finding_word,
    state_word,
    who_words,
)
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, StateKind

_SHEET, _NONE = range(2)
_LINES = 8
REASON_LIMIT = 200


class _Effects(QWidget):
    """A heading, and beneath it a sentence for each thing that will happen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._head = TextLabel(role=Role.BODY_BOLD, wrap=True)
        self._lines = [(IconView(theme, "ph.arrow-right", Token.TEXT_3, 14), TextLabel(wrap=True)) for _ in range(3)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head)
        for icon, text in self._lines:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(icon)
            row.addWidget(text, 1)
            column.addLayout(row)

    def display(self, head: str, sentences: list[str]) -> None:
        """Show `sentences` under `head`; an empty `head` hides all."""
        self.setVisible(bool(head))
        self._head.set_text(head)
        for number, (icon, text) in enumerate(self._lines):
            shown = sentences[number] if number < len(sentences) else ""
            text.set_text(shown)
            text.setVisible(bool(shown))
            icon.setVisible(bool(shown))


class DeedsSide(QFrame):
    """Draws the right side of a `MendingState`.

    Signals:
        deed_asked: Do this `HandDeed` to what shows, for this reason.
    """

    deed_asked = Signal(object, str)

    def __init__(self, theme: Theme, when: Callable[[datetime], str]) -> None:
        super().__init__()
        self._when = when
        self._state = MendingState()
        self.setProperty("panel", "canvas")
        self._title = TextLabel(role=Role.TITLE, wrap=True)
        self._facts = [(TextLabel(role=Role.SMALL, tone=Token.TEXT_2), TextLabel(wrap=True)) for _ in range(_LINES)]
        self._gone, self._done, self._failure = Notice(theme), Notice(theme), Notice(theme)
        self._free_effects, self._end_effects = _Effects(theme), _Effects(theme)
        self._empty = EmptyState(theme)
        self.reason = LineField(theme)
        self.reason.setMaxLength(REASON_LIMIT)
        self.free = CommandButton(theme, keys="Alt+F", icon="ph.user-circle-gear")
        self.end = CommandButton(theme, look=Look.DANGER, keys="Alt+X", icon="ph.phone-disconnect-fill")
        self._build()
        self.free.clicked.connect(self.ask_free)
        self.end.clicked.connect(self.ask_end)

    def display(self, state: MendingState) -> None:
        """Draw what is chosen. A reason goes with what was done for it, and not with the next."""
        if state.done is not None and self._state.done is None and state.done[0] is not HandDeed.LOOK:
            self.reason.clear()
        self._state = state
        chosen = state.chosen
        live = chosen.live if chosen is not None else None
        mend = chosen.mend if chosen is not None else None
        self._pages.setCurrentIndex(_SHEET if live is not None or mend is not None else _NONE)
        self._deeds.setVisible(live is not None and chosen is not None and not chosen.gone)
        self._notices(state, live)
        if live is not None:
            self._draw_live(live)
        elif mend is not None:
            self._draw_mend(mend)

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self.free.set_words(self.tr("Free the agent"))
        self.end.set_words(self.tr("End the call"))
        self.reason.setPlaceholderText(self.tr("Why? It is kept with what is done."))
        self.reason.setAccessibleName(self.tr("Reason"))
        self._empty.show_state(
            StateKind.QUIET,
            self.tr("Choose a row"),
            self.tr("Here you see what is known of it, and what would come of setting it right by hand."),
            icon="ph.first-aid-kit",
        )
        self.display(self._state)

    def ask_free(self) -> None:
        """Free the agent who shows, once there is a reason."""
        self._ask(HandDeed.FREE_AGENT)

    def ask_end(self) -> None:
        """End the call that shows, once there is a reason."""
        self._ask(HandDeed.END_CALL)

    def _ask(self, deed: HandDeed) -> None:
        if not self._state.may(deed):
            return
        if not self.reason.text().strip():
            self.reason.set_wrong(True)
            self.reason.setFocus()
            return
        self.deed_asked.emit(deed, self.reason.text())

    def _build(self) -> None:
        sheet = QWidget()
        body = QVBoxLayout(sheet)
        body.setContentsMargins(20, 16, 20, 16)
        body.setSpacing(10)
        body.addWidget(self._title)
        for label, value in self._facts:
            label.setFixedWidth(110)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(label)
            row.addWidget(value, 1)
            body.addLayout(row)
        for part in (self._gone, self._free_effects, self._end_effects):
            body.addWidget(part)
        body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(sheet)
        self._pages = QStackedWidget()
        self._pages.addWidget(scroll)
        self._pages.addWidget(self._empty)
        self._deeds = QWidget()
        column = QVBoxLayout(self._deeds)
        column.setContentsMargins(20, 10, 20, 14)
        column.setSpacing(8)
        column.addWidget(self.reason)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.free)
        buttons.addWidget(self.end)
        column.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for notice in (self._done, self._failure):
            notice.setContentsMargins(20, 10, 20, 0)
            outer.addWidget(notice)
        outer.addWidget(self._pages, 1)
        outer.addWidget(line("h"))
        outer.addWidget(self._deeds)
        self.reason.textChanged.connect(self._typed)

    def _typed(self) -> None:
        self.reason.set_wrong(False)

    def _draw_live(self, live: Live) -> None:
        self._title.set_text(who_words(live))
        facts = [(self.tr("State"), state_word(live)), (self.tr("Since"), self._when(live.since_at))]
        if live.finding:
            facts.append((self.tr("What is wrong"), finding_word(live.finding)))
            facts.append(("", self.tr("The server sets this right by itself within 15 seconds, unless it cannot.")))
        elif live.doubt:
            facts.append((self.tr("Looks wrong"), doubt_word(live.doubt)))
            facts.append(("", self.tr("Nothing contradicts itself: ask the agent before you do anything.")))
        else:
            facts.append((self.tr("What is wrong"), self.tr("Nothing that the server can see")))
        self._show_facts(facts)
        agent = live.agent_name
        free = [effect_sentence(each, agent) for each in live.free]
        if not live.free and live.kind != "call":
            free = [self.tr("Not now: they are on a call that is really theirs. End that call instead.")]
        head = self.tr("If you free the agent") if free else ""
        self._free_effects.display(head, free)
        end = [effect_sentence(each, agent) for each in live.end]
        self._end_effects.display(self.tr("If you end the call") if end else "", end)
        self.free.setVisible(live.kind != "call")
        self.free.setEnabled(self._state.may(HandDeed.FREE_AGENT))
        self.end.setVisible(bool(live.end))
        self.end.setEnabled(self._state.may(HandDeed.END_CALL))
        self.reason.setEnabled(bool(live.free or live.end))

    def _draw_mend(self, mend: Mend) -> None:
        self._title.set_text(finding_word(mend.finding))
        facts = [
            (self.tr("When"), self._when(mend.at)),
            (self.tr("About"), about_words(mend)),
            (self.tr("What was done"), deed_word(mend.deed)),
            (self.tr("Set right by"), by_words(mend)),
        ]
        if mend.reason:
            facts.append((self.tr("Reason"), mend.reason))
        if mend.call_id is not None:
            facts.append((self.tr("Call"), str(mend.call_id)))
        self._show_facts(facts)
        self._free_effects.display("", [])
        self._end_effects.display("", [])

    def _show_facts(self, facts: list[tuple[str, str]]) -> None:
        for number, (label, value) in enumerate(self._facts):
            shown = facts[number] if number < len(facts) else ("", "")
            label.set_text(shown[0])
            value.set_text(shown[1])
            value.set_tone(Token.TEXT if shown[0] else Token.TEXT_2)
            label.setVisible(bool(shown[1]))
            value.setVisible(bool(shown[1]))

    def _notices(self, state: MendingState, live: Live | None) -> None:
        gone = state.chosen is not None and state.chosen.gone and live is not None
        self._gone.show_notice("ph.info-fill", Token.INFO, self.tr("This is no longer so.") if gone else "")
        told = ""
        if state.done is not None:
            deed, whom = state.done
            words = {
                HandDeed.LOOK: self.tr("Database and carrier were looked at. What was found is in the list below."),
                HandDeed.FREE_AGENT: self.tr("{who} is free, and not ready."),
                HandDeed.END_CALL: self.tr("The carrier was told to end the call: {who}."),
            }[deed]
            named = "" if whom is None else whom.agent_name if deed is HandDeed.FREE_AGENT else who_words(whom)
            told = words.format(who=named)
        self._done.show_notice("ph.check-circle-fill", Token.GOOD, told)
        failure = "" if state.problem is None else deed_text(state.problem)
        self._failure.show_notice("ph.warning-circle-fill", Token.PROBLEM, failure)
