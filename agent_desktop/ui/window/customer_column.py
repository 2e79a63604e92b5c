"""The left column: the customer, and under them what happened in the call while somebody else is asked."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget


class CustomerColumn(QFrame):
    """In a narrow window, and while `so_far` shows below, the customer is folded to what one must know. `foot` stands
    under both."""

    def __init__(self, customer: QWidget, so_far: QWidget, foot: QWidget, fold: Callable[[bool], None]) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._so_far, self._fold = so_far, fold
        self._narrow = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(customer, 5)
        column.addWidget(so_far, 6)
        column.addWidget(foot)
        so_far.hide()

    def put_above(self, widget: QWidget) -> None:
        """Put a band over the customer; it says itself whether it is shown."""
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, widget)

    def set_folded(self, narrow: bool) -> None:
        """Make room in a narrow window, or take it back."""
        self._narrow = narrow
        self._fold(narrow or not self._so_far.isHidden())

    def show_below(self, shown: bool) -> None:
        """Show what happened so far under the customer, or the customer alone."""
        self._so_far.setVisible(shown)
        self.set_folded(self._narrow)
