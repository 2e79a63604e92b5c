"""What a complaint is about: a field to find the category, the tree of all, and how the chosen one is judged."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from agent_desktop.contract.complaint_form import Category
from agent_desktop.ui.complaints.form.category_tree import CategoryTree
from agent_desktop.ui.complaints.form.tree_model import Node, grown, path_to
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.fields import LineField, MistakeLine
from agent_desktop.ui.widgets.formats import language_now, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame
from agent_desktop.ui.widgets.panel import row_of

_SIDE: Final = 12


class CategoryPicker(QWidget):
    """Finds a category by its words in either language or by pinyin initials; Enter takes the best match.

    Signals:
        category_chosen: A category's code.
    """

    category_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._categories: tuple[Category, ...] = ()
        self._nodes: tuple[Node, ...] = ()
        self._chosen = ""
        self._label = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._star = TextLabel("*", role=Role.SMALL_STRONG, tone=Token.PROBLEM)
        self._mistake = MistakeLine(theme)
        self.search = LineField(theme)
        self._glass = QAction(theme.icon("ph.magnifying-glass", Token.TEXT_3), "", self.search)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.tree = CategoryTree(theme)
        self._none = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._hint = frame("plain", name="soft")
        self._hint_title = TextLabel(role=Role.SMALL_STRONG, elided=True)
        self._hint_text = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._build(theme)
        self.search.textEdited.connect(self._seek)
        self.search.installEventFilter(self)
        self.tree.category_chosen.connect(self._take)
        self.tree.letters_typed.connect(self._letters)
        self.tree.left_above.connect(self.focus_search)
        theme.changed.connect(self._recolour)
        self._retranslate()

    def display(self, categories: tuple[Category, ...], chosen: str, mistake: str = "") -> None:
        """Draw the categories with `chosen` marked; `mistake` says what is wrong with the choice."""
        if categories != self._categories:
            self._categories, self._nodes = categories, grown(categories)
        if chosen != self._chosen and chosen:
            self.search.clear()
            self.tree.seek("")
        self._chosen = chosen
        self.tree.display(self._nodes, chosen, language_now())
        self._mistake.show_words(mistake)
        self.search.set_wrong(bool(mistake))
        self.search.setAccessibleDescription(mistake)
        self._draw_hint()
        self._draw_none()

    def focus_search(self) -> None:
        """Put the focus where the category is looked for."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    @guarded(lambda: False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.tree.mark_first()
                self.tree.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                if self.search.text().strip() and self.tree.take_marked():
                    return True
                self.tree.mark_first()
                self.tree.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def _build(self, theme: Theme) -> None:
        hint = QVBoxLayout(self._hint)
        hint.setContentsMargins(11, 9, 11, 10)
        hint.setSpacing(3)
        title = QHBoxLayout()
        title.setSpacing(7)
        title.addWidget(IconView(theme, "ph.info-fill", Token.ACCENT, 14))
        title.addWidget(self._hint_title, 1)
        hint.addLayout(title)
        hint.addWidget(self._hint_text)
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, 11, _SIDE, 8)
        head.setSpacing(4)
        head.addLayout(row_of(self._label, self._star, spacing=4))
        head.addWidget(self.search)
        head.addWidget(self._mistake)
        head.addWidget(self._none)
        foot = QHBoxLayout()
        foot.setContentsMargins(_SIDE, 8, _SIDE, 12)
        foot.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.tree, 1)
        column.addLayout(foot)

    def _draw_hint(self) -> None:
        path = path_to(self._nodes, self._chosen)
        text = words(path[-1].category.hint) if path else ""
        self._hint_title.set_text(self.tr("How to judge this one"))
        self._hint_text.set_text(text)
        self._hint.setVisible(bool(text))

    def _draw_none(self) -> None:
        text = self.search.text().strip()
        none = bool(text) and bool(self._nodes) and not self.tree.seek(text)
        self._none.set_text(self.tr("No category matches “{text}”.").format(text=text))
        self._none.setVisible(none)

    def _seek(self, _text: str) -> None:
        self.tree.seek(self.search.text())
        self._draw_none()

    def _letters(self, letters: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(letters)
        self._seek(letters)

    def _take(self, code: str) -> None:
        self.search.clear()
        self.tree.seek("")
        self._draw_none()
        self.category_chosen.emit(code)

    def _recolour(self) -> None:
        self._glass.setIcon(self._theme.icon("ph.magnifying-glass", Token.TEXT_3))

    def _retranslate(self) -> None:
        self._label.set_text(self.tr("Category"))
        self.search.setPlaceholderText(self.tr("Name or pinyin initials"))
        self.search.setAccessibleName(self.tr("Category"))
        self.tree.setAccessibleName(self.tr("Categories"))
        self._none.hide()
        self._draw_hint()
        self.tree.display(self._nodes, self._chosen, language_now())
