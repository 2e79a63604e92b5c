"""How many rows the tables of what lies over the board show: fewer in a low window, whose buttons stay in sight."""

from typing import Final

from agent_desktop.ui.board.live_table import LiveTable
from agent_desktop.ui.widgets.overlay import Overlay

_ROW: Final = 30
_LEAST: Final = 2


def fit_rows(sheet: Overlay, rest: int, *tables: tuple[LiveTable, int]) -> None:
    """Give each table so many rows, or of what room there is its part. `rest` are the pixels at 100 % of all that is no
    row, from the top of the host to its foot."""
    room = max(0, sheet.height() - sheet.theme.px(rest)) // sheet.theme.px(_ROW)
    wanted = sum(most for _, most in tables)
    for table, most in tables:
        rows = most if room >= wanted else max(_LEAST, room * most // wanted)
        table.setFixedHeight(table.height_for(rows))
