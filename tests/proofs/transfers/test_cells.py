"""Every cell of the transfer's table over real HTTP: server, carrier and the product's client at two desks. What each
hears is the carrier's own word. One stage plays the cells of an event one after the other, each with a caller of its
own: whatever has happened, the two take the next one as ever."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from agent_desktop.client.errors import ClientError
from telephony.contract import CallAction
from tests.proofs.transfers.cells import CELLS, COME_TO, HAPPENS, NO_CELL, Cell, Event, Step
from tests.proofs.transfers.stage import ALONE, TALK, Stage, opened_stage, staged
from tests.server.support import until
from tests.server.test_process import centre_in

DEATHS = (Event.AGENTS_DESKTOP, Event.SPECIALISTS_DESKTOP)
SERVER_AWAY = (Event.CALLER_GONE, Event.AGENTS_LINE, Event.SPECIALISTS_LINE, Event.BOTH_LINES)
PLAYED = [event for event in HAPPENS if event not in (*DEATHS, Event.BOTH_LINES)]


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    with opened_stage(database_url) as stage:
        yield stage
        stage.nobody_is_held_for_nothing()


@pytest.fixture
def stage_of_quick_looks(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """The server looks after silent desktops often, so that a test need not wait a second for each look."""
    monkeypatch.setattr("agent_desktop.server.seats.service.LOOK_SECONDS", 0.02)
    with opened_stage(database_url) as stage:
        yield stage


def test_the_table_has_every_cell_once() -> None:
    assert CELLS.keys().isdisjoint(NO_CELL)
    assert CELLS.keys() | NO_CELL.keys() == set(product(Event, Step))


@pytest.mark.parametrize("event", PLAYED)
def test_whatever_happens_at_whatever_step_each_of_the_three_is_where_the_table_says(
    stage: Stage, event: Event
) -> None:
    for number, step in enumerate(steps_of(event)):
        if number:
            stage.begin_anew()
        COME_TO[step](stage)
        cell = CELLS[event, step]
        if cell.refused is None:
            HAPPENS[event](stage, step)
        else:
            with pytest.raises(ClientError) as refused:
                HAPPENS[event](stage, step)
            assert refused.value.code is cell.refused
        see(stage, cell)


@pytest.mark.parametrize("event", DEATHS)
def test_a_desktop_that_dies_leaves_the_caller_with_somebody_and_comes_back_to_what_is(
    stage_of_quick_looks: Stage, event: Event
) -> None:
    stage = stage_of_quick_looks
    for number, step in enumerate(steps_of(event)):
        if number:
            stage.begin_anew()
        COME_TO[step](stage)
        HAPPENS[event](stage, step)
        see(stage, CELLS[event, step])
        stage.comes_back()


@pytest.mark.prove
@pytest.mark.timeout(600)
def test_a_server_that_is_killed_loses_nothing_at_any_step_and_goes_on(
    database_url: str, tmp_path: Path, full_size: bool
) -> None:
    steps = steps_of(Event.SERVER_KILLED) if full_size else [Step.CONSULTING, Step.BLIND]
    with centre_in(database_url, tmp_path) as (server, floor), staged(floor) as stage:
        for number, step in enumerate(steps):
            if number:
                stage.begin_anew()
            COME_TO[step](stage)
            server.kill()
            assert "caller" in floor.room(stage.sid).hears, "they live on at the carrier"
            server.start()
            see(stage, CELLS[Event.SERVER_KILLED, step])
            if step is Step.BLIND:
                stage.ken.answer()
            else:
                stage.may_once(CallAction.RECOVER_CALLER)
            stage.hear(TALK)


@pytest.mark.prove
@pytest.mark.timeout(600)
def test_who_goes_away_while_the_server_is_down_is_known_once_it_is_back(
    database_url: str, tmp_path: Path, full_size: bool
) -> None:
    steps = (Step.CONSULTING, Step.SWAPPED, Step.CONFERRING) if full_size else (Step.CONSULTING,)
    events = SERVER_AWAY if full_size else (Event.AGENTS_LINE, Event.BOTH_LINES)
    with centre_in(database_url, tmp_path) as (server, floor), staged(floor) as stage:
        for number, (event, step) in enumerate(product(events, steps)):
            if number:
                stage.begin_anew()
            COME_TO[step](stage)
            server.kill()
            HAPPENS[event](stage, step)
            server.start()
            see(stage, CELLS[event, step])


def steps_of(event: Event) -> list[Step]:
    return [step for step in Step if (event, step) in CELLS]


def see(stage: Stage, cell: Cell) -> None:
    """Wait until it is so at the carrier, in the tables and at both desks."""
    stage.hear(cell.hears)
    if cell.hears == ALONE:
        assert stage.room().music == ("caller",)
    if cell.transfer is not None:
        stage.stands_at_last(*cell.transfer)
    else:
        stage.ends()
    for desk, state in ((stage.may, cell.may), (stage.ken, cell.ken)):
        until(lambda desk=desk, state=state: stage.state_of(desk) is state)  # type: ignore[misc]
