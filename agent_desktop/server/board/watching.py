"""One desktop's stream, as the boards hear it."""

from collections.abc import Callable

from agent_desktop.contract.sessions import Person
from agent_desktop.server.board.service import BoardService, Watcher
from telephony.contract import StreamWatch


class BoardWatching:
    """`server.stream.connection.Watching` of boards."""

    def __init__(self, boards: BoardService, watcher: Watcher) -> None:
        self._boards = boards
        self._watcher = watcher

    def asked(self, watch: StreamWatch) -> None:
        """See `Watching.asked`."""
        if watch.asks is None:
            self._boards.end(self._watcher, watch.watch_id)
        else:
            self._boards.watch(self._watcher, watch.watch_id, watch.asks)

    def ended(self) -> None:
        """See `Watching.ended`."""
        self._boards.leave(self._watcher)


def watching_boards(
    boards: BoardService,
) -> Callable[[Person, Callable[[str], None], Callable[[], int]], BoardWatching]:
    """Return what begins to answer a person's desktop; see `server.stream.connection.WatchingOf`."""

    def begin(person: Person, tell: Callable[[str], None], behind: Callable[[], int]) -> BoardWatching:
        return BoardWatching(boards, Watcher(person.user_id, tell, behind))

    return begin
