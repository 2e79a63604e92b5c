"""What can be done about a row of the board, as a menu: all that its keys and buttons do, and more."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from agent_desktop.contract.board import BoardAct, BoardAgent, BoardHelp, BoardWaiting
from agent_desktop.contract.floor_alerts import FloorAlert
from agent_desktop.ui.board.acting.presenter import Whom
from agent_desktop.ui.board.agents import ROW_ACTS, act_word
from agent_desktop.ui.board.presenter import BoardState
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.formats import words

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a menu; without words a hairline."""

    words: str = ""
    do: Callable[[], object] = lambda: None
    icon: str = ""
    keys: str = ""
    on: bool = True


def open_menu(theme: Theme, parent: QWidget, entries: list[Entry], at: QPoint) -> QMenu:
    """Open a menu of `entries` at a place of the screen."""
    menu = QMenu(parent)
    menu.setObjectName("board-menu")
    for entry in entries:
        if not entry.words:
            menu.addSeparator()
            continue
        words = f"{entry.words}\t{entry.keys}" if entry.keys else entry.words
        action = menu.addAction(theme.icon(entry.icon), words) if entry.icon else menu.addAction(words)
        action.setEnabled(entry.on)
        action.triggered.connect(lambda _=False, do=entry.do: do())
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu


def agent_entries(
    agent: BoardAgent,
    act: Callable[[BoardAct], object],
    *,
    move: Callable[[], object],
    message: Callable[[], object],
    stuck: Callable[[], object],
    move_all: Callable[[], object],
    listed: int = 0,
) -> list[Entry]:
    """Return what can be done about an agent; and, where `listed` are shown as somebody has narrowed them, about all of
    these."""
    acts = [Entry(act_word(each), _later(act, each), icon, keys, each in agent.acts) for each, icon, keys in ROW_ACTS]
    all_words = translate("Board", "Move all {count} who are listed to other queues…")
    return [
        *acts,
        Entry(),
        Entry(translate("Board", "Move to other queues…"), move, "ph.swap"),
        *([Entry(all_words.format(count=listed), move_all, "ph.swap")] if listed > 1 else []),
        Entry(translate("Board", "Message…"), message, "ph.megaphone-simple"),
        Entry(),
        Entry(translate("Board", "Free them if they are stuck…"), stuck, "ph.first-aid-kit"),
    ]


def call_entries(call: BoardWaiting, act: Callable[[BoardAct], object], stuck: Callable[[], object]) -> list[Entry]:
    """Return what can be done with a call that waits."""
    offered = (
        (BoardAct.MOVE_TO_FRONT, "ph.arrow-line-up"),
        (BoardAct.GIVE, "ph.user"),
        (BoardAct.TAKE, "ph.phone-incoming"),
    )
    acts = [Entry(act_word(each), _later(act, each), icon, "", each in call.acts) for each, icon in offered]
    end = Entry(
        translate("Board", "End it if it is stuck…"), stuck, "ph.first-aid-kit", on=BoardAct.END_STUCK in call.acts
    )
    return [*acts, Entry(), end]


def alert_entries(
    alert: FloorAlert,
    me: UUID,
    *,
    show: Callable[[], object],
    acknowledge: Callable[[], object],
    own: Callable[[bool], object],
    snooze: Callable[[int], object],
    steps: Callable[[], object],
    remedy: Entry | None = None,
) -> list[Entry]:
    """Return what can be done about an alert. `me` may leave their own to others, and take over anybody else's;
    `remedy` is what would help."""
    mine = alert.owner_id == me
    own_words = translate("Board", "I look after it")
    if mine:
        own_words = translate("Board", "Leave it to others")
    elif alert.owner_id is not None:
        own_words = translate("Board", "I look after it instead of {name}").format(name=alert.owner_name)
    snoozes = [
        Entry(translate("Board", "Leave it alone for {count} min").format(count=each), _later(snooze, each), "ph.clock")
        for each in (15, 60)
    ]
    return [
        Entry(
            translate("Board", "Show what it is about"),
            show,
            "ph.magnifying-glass",
            "Enter",
            alert.subject_id is not None,
        ),
        *([remedy] if remedy is not None else []),
        Entry(),
        Entry(translate("Board", "Seen"), acknowledge, "ph.check", on=alert.acknowledged_at is None),
        Entry(own_words, lambda: own(mine), "ph.user"),
        *snoozes,
        Entry(),
        Entry(translate("Board", "What happened to it"), steps, "ph.clock-counter-clockwise"),
    ]


def remedy_of(
    helps: BoardHelp | None, alert: FloorAlert, state: BoardState, move: Callable[[Whom], object]
) -> Entry | None:
    """Return how agents are moved to the queue of an alert, where there are some to spare."""
    queue = next((each for each in state.queues if each.queue_id == alert.subject_id), None)
    if helps is None or queue is None or state.board is None:
        return None
    agents = [each for each in state.board.agents if each.agent_id in helps.agent_ids]
    whom = Whom(tuple(each.agent_id for each in agents), tuple(each.name for each in agents), (queue.code, helps.code))
    text = translate("Board", "Move {count} from {queue}…").format(count=len(agents), queue=words(helps.name))
    return Entry(text, lambda: move(whom), "ph.swap") if agents else None


def _later(do: Callable[[BoardAct], object] | Callable[[int], object], value: object) -> Callable[[], object]:
    return lambda: do(value)  # type: ignore[arg-type]  # each with what it takes
