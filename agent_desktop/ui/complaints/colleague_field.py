"""A line in which a colleague is looked for: by name, the other name, team or pinyin initials."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from agent_desktop.contract.complaint_form import ColleagueChoice
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.fields import LineField

_ID: Final = int(Qt.ItemDataRole.UserRole)
_SOUGHT: Final = _ID + 1


class ColleagueField(LineField):
    """Free words, or a colleague that was chosen from those found; typing on makes it words again.

    Signals:
        told: What stands in it (text), and whose id was chosen (empty: nobody's).
    """

    told = Signal(str, str)

    def __init__(self, theme: Theme, placeholder: str = "") -> None:
        super().__init__(theme, placeholder)
        self._chosen = ""
        self._known: tuple[ColleagueChoice, ...] = ()
        self._model = QStandardItemModel(0, 1, self)
        finder = QCompleter(self._model, self)
        finder.setCompletionRole(_SOUGHT)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setMaxVisibleItems(8)
        self.finder = finder
        finder.setWidget(self)  # it writes nothing itself: found by initials, somebody is written by name
        self._mark = QAction(theme.icon("ph.check-circle-fill", Token.GOOD), "", self)
        self.addAction(self._mark, QLineEdit.ActionPosition.TrailingPosition)
        self._mark.setVisible(False)
        finder.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        self.textEdited.connect(self._typed)

    @property
    def chosen(self) -> str:
        """The id of the colleague that was chosen; empty for nobody."""
        return self._chosen

    def show_people(self, people: Sequence[ColleagueChoice]) -> None:
        """Whom to find."""
        if tuple(people) == self._known:
            return
        self._known = tuple(people)
        self._model.clear()
        for each in self._known:
            item = QStandardItem(label_of(each))
            item.setData(str(each.user_id), _ID)
            item.setData(" ".join((each.name, each.other_name, each.initials, each.team)), _SOUGHT)
            self._model.appendRow(item)
        self._draw()

    def show_chosen(self, text: str, user_id: str) -> None:
        """Show words, or somebody who was chosen."""
        if self.text() != text:
            self.setText(text)
        self._chosen = user_id
        self._draw()

    def choose(self, user_id: UUID) -> None:
        """Take somebody of those known."""
        found = next((each for each in self._known if each.user_id == user_id), None)
        if found is not None:
            self.show_chosen(found.name, str(user_id))
            self.told.emit(self.text(), self._chosen)

    def put_list_away(self) -> None:
        """Hide whom it has found."""
        popup = self.finder.popup()
        if popup is not None:
            popup.hide()

    def put(self, value: str) -> None:
        """Show somebody by their id, or words as they are."""
        found = next((each for each in self._known if str(each.user_id) == value), None)
        self.show_chosen(value if found is None else found.name, "" if found is None else value)

    def _take(self, index: QModelIndex) -> None:
        self.choose(UUID(str(index.data(_ID))))

    def _typed(self, text: str) -> None:
        self._chosen = ""
        self._draw()
        self.told.emit(text, "")
        self.finder.setCompletionPrefix(text.strip())
        if text.strip() and self.finder.completionCount():
            self.finder.complete()
        else:
            self.put_list_away()

    def _draw(self) -> None:
        known = next((each for each in self._known if str(each.user_id) == self._chosen), None)
        said = label_of(known) if known is not None else ""
        self._mark.setVisible(bool(self._chosen))
        self._mark.setToolTip(said)
        self.setToolTip(said)
        self.setAccessibleDescription(said)


def label_of(colleague: ColleagueChoice) -> str:
    """Return somebody as a list names them: so that two of one name are told apart."""
    return " · ".join(filter(None, (colleague.name, colleague.other_name, colleague.team)))
