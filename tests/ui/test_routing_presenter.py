"""What the screen of queues and routing decides."""

from datetime import UTC, datetime
from uuid import UUID

from agent_desktop.client.errors import ClientError
from agent_desktop.client.routing_draft import RoutingDraft
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.routing import (
    Document,
    Foretell,
    Foretold,
    KeptRouting,
    Origin,
    Routing,
    SaveRouting,
    Version,
    Versions,
)
from agent_desktop.contract.routing_checks import document_of
from agent_desktop.settings import load_settings
from agent_desktop.ui.routing.presenter import RoutingPresenter
from agent_desktop.ui.routing.state import Section, Shown

RING = ("queues", 0, "ring_seconds")
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Keep:
    def __init__(self, text: str = "") -> None:
        self.text = text

    def read(self) -> str:
        return self.text

    def write(self, text: str) -> None:
        self.text = text


class Server:
    """Keeps versions as the real one does, and refuses a save on an older one."""

    def __init__(self, *, may_edit: bool = True) -> None:
        self.documents: list[Document] = [document_of(load_settings(None).telephony)]
        self.commands: list[SaveRouting] = []
        self.may_edit = may_edit
        self.problem: ClientError | None = None

    def read(self) -> Routing:
        version = Version(version=len(self.documents), at=AT, origin=Origin.EDITOR, by_name="Paul Yu", reason="So")
        return Routing(version=version, document=self.documents[-1], may_edit=self.may_edit)

    def save(self, command: SaveRouting) -> Routing:
        self.commands.append(command)
        if self.problem is not None:
            raise self.problem
        if command.seen_version != len(self.documents):
            details: Document = {"current_version": len(self.documents), "by": "Paul Yu"}
            raise ClientError(ErrorCode.STALE_VERSION, details)
        self.documents.append(command.document)
        return self.read()

    def preview(self, wish: Foretell) -> Foretold:
        raise NotImplementedError

    def versions(self) -> Versions:
        return Versions(versions=(self.read().version,))

    def version(self, number: int) -> KeptRouting:
        version = self.read().version.model_copy(update={"version": number})
        return KeptRouting(version=version, document=self.documents[number - 1])


def opened(server: Server, keep: Keep | None = None) -> RoutingPresenter:
    presenter = RoutingPresenter(server, ImmediateTasks(), keep or Keep())
    presenter.open()
    return presenter


def test_a_change_is_checked_as_it_is_made_and_saved_with_a_reason() -> None:
    server = Server()
    presenter = opened(server)

    presenter.put(RING, "soon")
    assert [problem.place for problem in presenter.state.problems] == [RING]
    assert not presenter.state.may_save
    presenter.put(RING, 30)
    presenter.save("  ")
    assert server.commands == []
    presenter.save("Longer")

    assert (server.commands[0].seen_version, server.commands[0].reason) == (1, "Longer")
    assert presenter.state.saved_version == 2
    assert presenter.state.changes == ()


def test_what_is_shown_stays_with_undo_unless_it_is_gone() -> None:
    presenter = opened(Server())
    presenter.choose(Section.QUEUE, 2)
    presenter.put(("queues", 2, "priority"), 9)
    presenter.edit(RoutingDraft.undo)
    assert presenter.state.shown == Shown(Section.QUEUE, 2)

    presenter.edit(lambda draft: draft.add("hours", "office"), Shown(Section.HOURS, 0))
    presenter.edit(RoutingDraft.undo)

    assert presenter.state.shown == Shown(Section.QUEUE, 0)


def test_who_may_only_look_changes_nothing() -> None:
    presenter = opened(Server(may_edit=False))

    presenter.put(RING, 30)

    assert presenter.state.changes == ()


def test_a_draft_survives_the_window_and_says_that_it_was_not_saved() -> None:
    server, keep = Server(), Keep()
    opened(server, keep).put(RING, 30)

    again = opened(server, keep)

    assert again.state.recovered
    assert len(again.state.changes) == 1
    again.save("Now")
    assert keep.text == ""


def test_the_second_administrator_is_told_and_puts_the_own_changes_on_top() -> None:
    server = Server()
    mine, theirs = opened(server), opened(server)
    theirs.put(("queues", 1, "priority"), 9)
    theirs.save("Ahead")
    mine.put(RING, 30)

    mine.save("Longer")

    assert (mine.state.stale, mine.state.stale_by) == (2, "Paul Yu")
    assert len(mine.state.changes) == 1
    assert not mine.state.may_save
    mine.settle_stale(keep_mine=True)
    mine.save("Longer")
    queues = server.documents[-1]["queues"]
    assert isinstance(queues, list)
    assert [queue["priority"] for queue in queues if isinstance(queue, dict)][1] == 9
    assert next(queue["ring_seconds"] for queue in queues if isinstance(queue, dict)) == 30


def test_a_save_without_an_answer_is_asked_again_as_the_same_command() -> None:
    server = Server()
    presenter = opened(server)
    presenter.put(RING, 30)
    server.problem = ClientError(ErrorCode.SERVER_AWAY)

    presenter.save("Longer")
    presenter.save("Longer")
    presenter.save("Much longer")

    ids: list[UUID] = [command.command_id for command in server.commands]
    assert ids[0] == ids[1] != ids[2]
    assert presenter.state.failure is not None
    assert len(presenter.state.changes) == 1


def test_what_only_the_server_knows_stands_beside_its_field() -> None:
    server = Server()
    presenter = opened(server)
    presenter.edit(lambda draft: draft.remove("queues", 3))
    problem: Document = {"place": ["moves", "green"], "problem": "queue_has_callers", "details": {"queue": "green"}}
    server.problem = ClientError(ErrorCode.ROUTING_WRONG, {"problems": [problem]})

    presenter.save("Not needed")

    assert [each.place for each in presenter.state.problems] == [("moves", "green")]


def test_going_back_takes_the_older_version_into_the_editor_and_saves_it_as_a_new_one() -> None:
    server = Server()
    presenter = opened(server)
    presenter.put(RING, 30)
    presenter.save("Longer")

    presenter.go_back_to(1)
    assert len(presenter.state.changes) == 1
    presenter.save("Too long")

    assert (server.commands[-1].restores, len(server.documents)) == (1, 3)
    assert server.documents[2] == server.documents[0]
