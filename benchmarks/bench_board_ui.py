"""How long the supervisor's board takes to draw what the server tells, with few agents and with many.

``python benchmarks/bench_board_ui.py`` shows the whole page at 1856x1004 offscreen and measures, on the thread that
draws: the first board from its message to the painted page; a change of some rows likewise (which is what the age of
what is seen is made of on this side of the wire); a second that passes and moves every timer in sight; a search; and a
page further down the list of all agents, frame by frame. Times are the processor's on that thread: they do not hang on
what else the machine does.
"""

import argparse
import os
import random
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import thread_time
from typing import Final
from uuid import uuid4

from pydantic import JsonValue
from PySide6.QtWidgets import QApplication

from agent_desktop.client.board import BoardKeeper
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.board import Activity, Board, BoardAgent, BoardChange, BoardMessage, Level
from agent_desktop.demo.screen_board import StillChoices
from agent_desktop.demo.screen_board_deeds import (
    StillAlerts,
    StillDue,
    StillFigures,
    StillFloor,
    StillHelp,
    StillNotices,
)
from agent_desktop.demo.screen_board_facts import BOARD
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.figures import this_machine, write_figures
from agent_desktop.ui.board.acting.deeds import Deeds
from agent_desktop.ui.board.acting.presenter import ActingPresenter, ActingServers
from agent_desktop.ui.board.callbacks.presenter import DuePresenter
from agent_desktop.ui.board.definition.presenter import DefinitionPresenter
from agent_desktop.ui.board.page import BoardPage, BoardPresenters
from agent_desktop.ui.board.past.presenter import PastPresenter
from agent_desktop.ui.board.presenter import BoardPresenter
from agent_desktop.ui.board.words import agent_search
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.ticker import Ticker
from benchmarks.pop.summary import Spread, spread, table
from telephony.contract import StreamMessage

FRAME_MS: Final = 16.7
"""What a frame may take where the screen draws sixty a second."""
_SEED: Final = 11


class Told:
    """The stream: tells what a server would, as it comes over the wire."""

    def __init__(self) -> None:
        self.keeper = BoardKeeper(self)
        self._watch_id = ""
        self._number = 0

    def watch(self, watch_id: str, asks: dict[str, JsonValue]) -> None:  # noqa: ARG002  the stream's signature
        self._watch_id = watch_id

    def end(self, watch_id: str) -> None:
        """Nothing goes on."""

    def message(
        self, as_of: datetime, *, full: Board | None = None, change: BoardChange | None = None
    ) -> StreamMessage:
        """Return the next message."""
        previous, self._number = self._number, self._number + 1
        told = BoardMessage(
            number=self._number, previous=None if full else previous, as_of=as_of, full=full, change=change
        )
        board = told.model_dump(mode="json")
        return StreamMessage(type="board", number=0, server_at=as_of, watch_id=self._watch_id, board=board)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 where a frame took longer than it may."""
    parser = argparse.ArgumentParser(description="Draw the supervisor's board.")
    parser.add_argument("--agents", default="53,2000", help="how many agents, with commas between")
    parser.add_argument("--seconds", type=int, default=60, help="how many changes and ticks of each")
    parser.add_argument("--changed", type=int, default=40, help="how many agents change in a second")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme()
    theme.apply(app)
    print(", ".join(f"{name}: {value}" for name, value in this_machine().items()))
    figures: dict[str, JsonValue] = {"what": "board_ui"}
    slow = False
    for many in (int(each) for each in options.agents.split(",")):
        spreads = _measure(app, theme, many, options.seconds, min(many, options.changed))
        print(table(f"{many} agents, milliseconds", spreads))
        figures[str(many)] = {name: each.as_json() for name, each in spreads.items()}
        slow |= any(spreads[name].p90 > FRAME_MS for name in ("a second passes", "a frame of scrolling"))
    if options.json is not None:
        write_figures(options.json, figures)
    return 1 if slow else 0


def _measure(app: QApplication, theme: Theme, many: int, seconds: int, changed: int) -> dict[str, Spread]:
    chance, told, at = random.Random(_SEED), Told(), NOW
    ticker = Ticker(lambda: at)
    tasks, floor = ImmediateTasks(), StillFloor()
    acting = ActingPresenter(floor, tasks)
    presenters = BoardPresenters(
        board=BoardPresenter(told.keeper, StillChoices(), tasks, agent_search),
        acting=acting,
        deeds=Deeds(acting, ActingServers(floor, StillNotices(), StillHelp(), StillAlerts()), floor, lambda: at),
        definition=DefinitionPresenter(StillFigures(), tasks),
        past=PastPresenter(StillAlerts(), tasks),
        due=DuePresenter(StillDue(), StillDue(), tasks),
        me=uuid4(),
    )
    page = BoardPage(theme, ticker, presenters)
    page.resize(1856, 1004)
    page.show()
    app.processEvents()
    presenters.board.open()
    agents = [_agent(number, chance) for number in range(many)]
    board = BOARD.model_copy(update={"agents": tuple(agents)})

    first = told.message(at, full=board)
    spreads = {"the first board": spread([_painted(app, lambda: told.keeper.received(first))])}
    changes, ticks = [], []
    for _ in range(seconds):
        at += timedelta(seconds=1)
        rows = tuple(_agent(number, chance) for number in chance.sample(range(many), changed))
        message = told.message(at, change=BoardChange(agents=rows, figures=BOARD.figures))
        changes.append(_painted(app, partial(told.keeper.received, message)))
        ticks.append(_painted(app, ticker.ticked.emit))
    spreads[f"{changed} agents change"] = spread(changes)
    spreads["a second passes"] = spread(ticks)
    searches = [partial(page.agents.field.setText, text) for text in ("agent 1", "wrap", "")]
    spreads["a search"] = spread([_painted(app, search) for search in searches])
    page.agents.show_all(True)
    app.processEvents()
    bar = page.agents.table.verticalScrollBar()
    most = max(1, bar.maximum())
    places = [most * step // seconds for step in range(1, seconds + 1)]
    scrolls = [_painted(app, partial(bar.setValue, place)) for place in places]
    spreads["a frame of scrolling"] = spread(scrolls)
    page.close()
    page.deleteLater()
    return spreads


def _painted(app: QApplication, do: Callable[[], object]) -> float:
    """Do something, and paint what it has made otherwise: no more than Qt itself would."""
    began = thread_time()
    do()
    app.processEvents()
    return thread_time() - began


def _agent(number: int, chance: random.Random) -> BoardAgent:
    like = BOARD.agents[chance.randrange(14)]
    changed = {
        "agent_id": BOARD.agents[0].agent_id.__class__(int=number + 1),
        "name": f"Agent {number}",
        "since_at": NOW - timedelta(seconds=chance.randrange(900)),
        "level": chance.choices((Level.OK, Level.WARNING, Level.BAD), (92, 5, 3))[0],
    }
    return like.model_copy(update=changed if like.activity is not Activity.OFFLINE else {"agent_id": like.agent_id})


if __name__ == "__main__":
    sys.exit(main())
