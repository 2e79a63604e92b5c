"""The live board at the real server: told over the stream, by changes, to those who look after agents."""

import sqlalchemy as sa

from agent_desktop.contract.board import Activity, BoardAct, BoardFilter
from agent_desktop.contract.customers import Tier
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import Role
from telephony.contract import CallState
from tests.server.board.watching import WatchingDesktop, in_order
from tests.server.floor import NUMBER, Floor
from tests.server.support import error_code, until


def test_a_supervisor_sees_a_caller_wait_be_answered_and_be_wrapped_up_as_it_happens(floor: Floor) -> None:
    floor.add_person("ada", Role.SUPERVISOR)  # takes no calls herself
    customer = floor.add_customer()
    ada = floor.sign_in("ada")
    watching = WatchingDesktop(floor, ada)
    before = watching.until_board()
    assert (before.agents, before.figures.signed_in, before.figures.service.percent) == ((), 0, None)

    sid = floor.ring()
    waiting = until(lambda: board.waiting if (board := watching.board()) else ())
    (caller,) = waiting
    assert caller.caller.name == "Mr Chan Tai Man"
    assert caller.caller.tier is Tier.GOLD
    assert NUMBER not in caller.model_dump_json()
    assert caller.acts == {BoardAct.GIVE, BoardAct.MOVE_TO_FRONT, BoardAct.END_STUCK}
    board = watching.board()
    assert board is not None
    assert (board.figures.waiting, board.figures.longest_queue_id) == (1, caller.queue_id)
    assert board.figures.longest_enqueued_at == caller.enqueued_at

    may = floor.agent("may")
    may.go_ready()
    call = may.take_call()
    row = until(lambda: row if (row := watching.agent(may.agent_id)) and row.activity is Activity.ON_CALL else None)
    assert (row.name, row.call_id, row.queue_id) == ("May", call.call_id, caller.queue_id)
    assert row.caller is not None
    assert row.caller.name == "Mr Chan Tai Man"
    assert row.acts == {BoardAct.LISTEN, BoardAct.WHISPER, BoardAct.BARGE, BoardAct.CHANGE_STATE}
    board = watching.board()
    assert board is not None
    assert (board.figures.waiting, board.waiting, board.figures.answered, board.figures.on_call) == (0, (), 1, 1)
    (queue,) = [each for each in board.queues if each.queue_id == caller.queue_id]
    assert (queue.answered, queue.busy, queue.service.percent, queue.service.target_percent) == (1, 1, 100, 80)
    assert sum(each.answered for each in board.day.slots) == 1

    may.act(call.call_id, "hold")
    may.until_call(CallState.HELD)
    held = until(lambda: row if (row := watching.agent(may.agent_id)) and row.activity is Activity.ON_HOLD else None)
    assert held.call_since_at == row.since_at
    floor.hang_up(sid)
    until(lambda: (row := watching.agent(may.agent_id)) is not None and row.activity is Activity.WRAP_UP)
    fresh = in_order(watching.looked_at())
    until(lambda: in_order(watching.until_board()) == fresh)  # changes end where a fresh look begins

    watching.keeper.end()

    def noted() -> list[tuple[str, bool]] | None:
        with floor.engine.connect() as connection:
            rows = connection.execute(sa.text("SELECT what, detail FROM audit_entries WHERE record_kind = 'board'"))
            found = [(what, str(customer) in detail["customer_ids"]) for what, detail in rows]
        return found if len(found) == 3 else None

    assert sorted(until(noted)) == [("board.shown", True), ("board.watched", False), ("board.watched", True)]


def test_who_looks_after_a_team_sees_its_agents_and_their_queues_and_may_choose_of_them(floor: Floor) -> None:
    for name, role in (("ada", Role.SUPERVISOR), ("may", Role.AGENT), ("ken", Role.AGENT)):
        floor.add_person(name, role)
    with floor.engine.begin() as connection:
        connection.execute(sa.text("UPDATE users SET team = 'Cards', site = 'hong_kong' WHERE name IN ('ada', 'may')"))
        connection.execute(sa.text("UPDATE users SET team = 'Loans', site = 'shanghai' WHERE name = 'ken'"))
    may, ken, ada = (floor.sign_in(name) for name in ("may", "ken", "ada"))
    watching = WatchingDesktop(floor, ada)
    board = watching.until_board()
    assert [each.agent_id for each in board.agents] == [may.agent_id]
    assert board.agents[0].site == "hong_kong"
    choices = ada.http.get("/v1/board/choices").json()
    assert [each["code"] for each in choices["sites"]] == ["hong_kong"]
    assert [each["code"] for each in choices["teams"]] == ["Cards"]
    assert len(choices["queues"]) == len(board.queues)

    watching.keeper.begin(BoardFilter(sites=("shanghai",)))
    assert watching.until_board().agents == ()
    floor.add_person("bob", Role.SUPERVISOR)  # of no team, and serves no queue: the whole centre's
    everything = WatchingDesktop(floor, floor.sign_in("bob"))
    seen = {each.agent_id for each in everything.until_board().agents}
    assert seen == {may.agent_id, ken.agent_id}
    everything.keeper.begin(BoardFilter(sites=("shanghai",)))
    assert [each.agent_id for each in everything.until_board().agents] == [ken.agent_id]


def test_who_looks_after_nobody_is_told_so_and_a_watch_that_is_not_understood_is_refused(floor: Floor) -> None:
    may = floor.agent("may")
    assert error_code(may.http.get("/v1/board/choices")) == "not_allowed"
    watching = WatchingDesktop(floor, may)
    until(lambda: watching.board() is None and watching.keeper.view.refused is not None)
    assert watching.keeper.view.refused is ErrorCode.NOT_ALLOWED
    watching.watch("wrong", {"sites": 7})
    refused = until(lambda: [each for each in watching.stream.texts_read if each.watch_id == "wrong"])
    assert refused[0].board is not None
    assert refused[0].board["refused"] == "request_not_understood"
