"""The form in a window of its own, joined with its presenter, at a server in memory."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from agent_desktop.ui.complaints.form.side import FormSide
from agent_desktop.ui.complaints.form.state import FormState
from agent_desktop.ui.complaints.form.view import ComplaintFormView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.ticker import Ticker
from tests.ui.test_complaint_form_presenter import Bench


class FormWindow(QWidget):
    """As the desk joins them, with the keys that the desk gives them."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.bench = Bench()
        self.form = self.bench.form
        self.view, self.side = ComplaintFormView(theme, ticker), FormSide(theme, ticker)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.view, 1)
        row.addWidget(self.side)
        self.side.setFixedWidth(340)
        self.resize(1130, 700)
        view, form = self.view, self.form
        view.edited.connect(lambda name, value: form.edited(**{name: value}))
        view.field_left.connect(form.left)
        view.kind_chosen.connect(form.kind_chosen)
        view.file_given.connect(form.add_file)
        view.file_removed.connect(form.remove_file)
        view.record_chosen.connect(form.record)
        view.save_chosen.connect(form.save_draft)
        view.leave_chosen.connect(form.leave)
        view.throw_away_chosen.connect(form.throw_away)
        view.mend_chosen.connect(form.next_mistake)
        view.undo_chosen.connect(form.undo)
        view.closed.connect(form.put_aside)
        self.side.join_chosen.connect(form.record)
        self.side.apart_chosen.connect(form.keep_apart)
        for keys, deed in (
            ("Ctrl+Return", form.record), ("Ctrl+S", form.save_draft), ("Alt+E", form.next_mistake),
        ):  # fmt: skip
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, deed=deed: deed())
            self.addAction(action)
        form.show_to(self._show)

    def _show(self, state: FormState) -> None:
        self.view.display(state)
        self.side.display(state)


@pytest.fixture
def window(theme: Theme, ticker: Ticker, bring_up: Callable[[QWidget], None]) -> FormWindow:
    made = FormWindow(theme, ticker)
    bring_up(made)
    return made
