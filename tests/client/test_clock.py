from datetime import timedelta

from agent_desktop.client.clock import ServerClock
from tests.client.support import START, Clock


def test_timers_run_by_the_servers_clock() -> None:
    machine = Clock()
    clock = ServerClock(machine.monotonic, lambda: START - timedelta(hours=3))
    assert clock.now() == START - timedelta(hours=3)

    clock.heard(START)
    machine.pass_seconds(10)

    assert clock.now() == START + timedelta(seconds=10)


def test_a_message_that_was_delayed_does_not_set_the_clock_back() -> None:
    machine = Clock()
    clock = ServerClock(machine.monotonic, lambda: START)
    clock.heard(START)
    machine.pass_seconds(5)
    clock.heard(START + timedelta(seconds=3))  # two seconds on the way
    assert clock.now() == START + timedelta(seconds=5)

    clock.heard(START, afresh=True)
    assert clock.now() == START
