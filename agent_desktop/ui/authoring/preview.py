"""As the agent sees it: the product's own guide, fed from the text instead of a server."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from agent_desktop.contract.base import text_in
from agent_desktop.contract.verification import Level
from agent_desktop.service_scripts.facts import FACTS, ValueType
from agent_desktop.ui.authoring.customer_dialog import CustomerDialog
from agent_desktop.ui.authoring.customer_finder import CustomerFinder
from agent_desktop.ui.authoring.preview_presenter import PreviewPresenter, PreviewState
from agent_desktop.ui.authoring.sample_callers import CALLERS, SampleCaller
from agent_desktop.ui.script_panel.view import ScriptView
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton, Look
from agent_desktop.ui.widgets.fields import ChoiceField, LineField
from agent_desktop.ui.widgets.formats import language_now, words
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame

_YES_NO: Final = ("", "yes", "no")


class CallerDialog(QDialog):
    """Every fact of the caller, to be made whatever one wants to try.

    Signals:
        fact_given: Name and canonical text; an empty one takes it away.
    """

    fact_given = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget, caller: SampleCaller) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("The caller to try it with"))
        self.resize(theme.px(560), theme.px(560))
        inside = QWidget()
        inside.setProperty("ground", "clear")
        grid = QGridLayout(inside)
        grid.setContentsMargins(16, 12, 16, 12)
        self.fields: dict[str, QWidget] = {}
        for row, (name, fact) in enumerate(FACTS.items()):
            told = text_in(fact.words, language_now())
            grid.addWidget(TextLabel(name, role=Role.SMALL_STRONG), row, 0)
            grid.addWidget(TextLabel(told, role=Role.SMALL, tone=Token.TEXT_2, wrap=True), row, 1)
            value = caller.values.get(name, "") if not fact.in_words else words(dict(caller.facts.get(name, {})))
            if name == "verification_level":
                value = caller.level.value
            field = self._field(theme, name, value)
            field.setAccessibleName(name)
            self.fields[name] = field
            grid.addWidget(field, row, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, theme.px(180))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        done = CommandButton(theme, self.tr("Done"), look=Look.PRIMARY, keys="Esc")
        done.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.addStretch(1)
        foot.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)

    def _field(self, theme: Theme, name: str, value: str) -> QWidget:
        kind = FACTS[name].kind
        allowed = _YES_NO if kind.type is ValueType.YES_NO else ("", *kind.allowed) if kind.allowed else ()
        if name == "verification_level":
            allowed = tuple(Level)
        if allowed:
            choice = ChoiceField(theme)
            choice.addItems([str(each) for each in allowed])
            choice.setCurrentText(value)
            choice.currentTextChanged.connect(partial(self.fact_given.emit, name))
            return choice
        line = LineField(theme)
        line.setText(value)
        line.textChanged.connect(partial(self.fact_given.emit, name))
        return line


class PreviewPanel(QFrame):
    """The guide in a card, over it the caller, made up or a customer. While the script is tried, Alt+1 to Alt+9, Alt+M
    and Alt with the arrows do what they do for an agent."""

    def __init__(self, theme: Theme, preview: PreviewPresenter, finder: CustomerFinder) -> None:
        """`finder` finds a customer to try it with."""
        super().__init__()
        self.setProperty("panel", "column")
        self._theme, self._preview, self._finder = theme, preview, finder
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self._caller = LinkButton(theme, icon="ph.user")
        self._facts = LinkButton(theme, icon="ph.sliders-horizontal")
        self._told = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._end = CommandButton(theme, small=True, keys="Esc", icon="ph.stop-circle")
        self._passes = CommandButton(theme, small=True, icon="ph.shield-check")
        self._fails = CommandButton(theme, small=True, icon="ph.shield-slash")
        self._check_label = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._check = QWidget()
        self.guide = ScriptView(theme)
        self._build()
        self._join()
        self.retranslate()
        preview.show_to(self.display)

    def display(self, state: PreviewState) -> None:
        """Draw what the agent would see."""
        self.guide.display(state.drawn)
        self._caller.set_words(words(state.caller.name))
        self._end.setVisible(state.tries)
        self._told.set_text(self.tr("On trial") if state.tries else self.tr("Updates as you type"))
        self._told.set_tone(Token.ACCENT if state.tries else Token.TEXT_2)
        self._check.setVisible(state.needs_check)

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._title.set_text(self.tr("As the agent sees it"))
        self._facts.set_words(self.tr("Facts"))
        self._end.set_words(self.tr("End"))
        self._check_label.set_text(self.tr("The check, in this trial:"))
        self._passes.set_words(self.tr("Passes"))
        self._fails.set_words(self.tr("Fails"))
        self.display(self._preview.state)

    def try_it(self) -> None:
        """Walk the script from its first step."""
        self._preview.begin_trial()
        self.guide.focus_first()

    def answer(self, number: int) -> None:
        """Alt+1 to Alt+9."""
        self.guide.choose_answer(number)

    def find_customer(self) -> None:
        """Ask for a customer to try it with."""
        dialog = CustomerDialog(self._theme, self, self._finder)
        dialog.exec()
        dialog.deleteLater()

    def say_next(self) -> None:
        """Alt+M."""
        self.guide.tick_next_must_say()

    def _build(self) -> None:
        head = frame("head")
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(IconView(self._theme, "ph.eye", Token.ACCENT, 17))
        row.addWidget(self._title, 1)
        caller = frame("head")
        line = QHBoxLayout(caller)
        line.setContentsMargins(12, 3, 12, 3)
        line.setSpacing(8)
        line.addWidget(self._caller)
        line.addWidget(self._facts)
        line.addWidget(self._told, 1)
        line.addWidget(self._end)
        self._told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        check = QHBoxLayout(self._check)
        check.setContentsMargins(12, 3, 12, 3)
        check.setSpacing(6)
        check.addWidget(self._check_label, 1)
        check.addWidget(self._passes)
        check.addWidget(self._fails)
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.guide)
        around = QVBoxLayout()
        around.setContentsMargins(10, 8, 10, 8)
        around.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(caller)
        column.addWidget(self._check)
        column.addLayout(around, 1)

    def _join(self) -> None:
        preview, guide = self._preview, self.guide
        guide.answered.connect(preview.answered)
        guide.must_say_toggled.connect(preview.must_say_toggled)
        guide.stepped.connect(preview.stepped)
        guide.verify_chosen.connect(self._passed)
        guide.could_not_verify.connect(self._could_not)
        guide.deeds.chosen.connect(preview.deeds.choose)
        guide.deeds.confirmed.connect(preview.deeds.do)
        guide.deeds.kept.connect(preview.deeds.leave)
        guide.deeds.by_hand_chosen.connect(preview.deeds.do)
        guide.back_chosen.connect(self._back)
        guide.next_chosen.connect(self._next)
        self._caller.clicked.connect(self._choose_caller)
        self._facts.clicked.connect(self._edit_caller)
        self._end.clicked.connect(preview.end_trial)
        self._passes.clicked.connect(self._passed)
        self._fails.clicked.connect(self._failed)

    def _back(self) -> None:
        self._preview.go(-1)

    def _next(self) -> None:
        self._preview.go(1)

    def _could_not(self, failed: bool) -> None:
        self._preview.check_answered(passed=not failed)

    def _passed(self) -> None:
        self._preview.check_answered(passed=True)

    def _failed(self) -> None:
        self._preview.check_answered(passed=False)

    def caller_menu(self) -> QMenu:
        """Return the menu of callers, a customer first."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sees = self._finder.may_search
        told = self.tr("Find a customer…") if sees else self.tr("Any customer, unnamed…")
        found = menu.addAction(self._theme.icon("ph.magnifying-glass" if sees else "ph.user"), told)
        found.triggered.connect(self.find_customer)
        menu.addSeparator()
        for caller in CALLERS:
            action = menu.addAction(words(caller.name))
            action.triggered.connect(partial(self._preview.choose_caller, caller))
        return menu

    def _choose_caller(self) -> None:
        self.caller_menu().popup(self._caller.mapToGlobal(QPoint(0, self._caller.height())))

    def _edit_caller(self) -> None:
        dialog = CallerDialog(self._theme, self, self._preview.state.caller)
        dialog.fact_given.connect(self._fact_given)
        dialog.exec()
        dialog.deleteLater()

    def _fact_given(self, name: str, text: str) -> None:
        self._preview.choose_caller(self._preview.state.caller.with_fact(name, text))
