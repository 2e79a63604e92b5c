"""What lies over the board, joined with who decides on it."""

from agent_desktop.ui.board.callbacks.presenter import DuePresenter
from agent_desktop.ui.board.callbacks.view import DueSheet
from agent_desktop.ui.board.past.presenter import PastPresenter
from agent_desktop.ui.board.past.view import PastSheet
from agent_desktop.ui.widgets.overlay import Overlay


def open_or_close(sheet: Overlay, *, wanted: bool) -> None:
    """Have a sheet lie over the board, or not."""
    if wanted and sheet.isHidden():
        sheet.open_over()
    elif not wanted:
        sheet.close_over()


def join_past(sheet: PastSheet, past: PastPresenter) -> None:
    """Have the list of alerts do what the person wants."""
    sheet.list_wanted.connect(past.list_what)
    sheet.rule_wanted.connect(past.narrow)
    sheet.alert_chosen.connect(past.choose)
    sheet.more_wanted.connect(past.read_more)
    sheet.wake_wanted.connect(past.wake)
    sheet.closed.connect(past.close)


def join_due(sheet: DueSheet, due: DuePresenter) -> None:
    """Have the list of callbacks do what the person wants."""
    sheet.callback_chosen.connect(due.choose)
    sheet.chosen.connect(due.give)
    sheet.closed.connect(due.close)
