"""A change is heard by all, and each view drawn once after it."""

import pytest

from agent_desktop.client.watched import Shows, Watched


class Sum(Shows[int]):
    """Shows the sum of the values it watches."""

    def __init__(self, *parts: Watched[int]) -> None:
        super().__init__(0)
        self._parts = parts
        for part in parts:
            part.watch(lambda _: self._show(sum(each.value for each in self._parts)))

    def say(self, number: int) -> None:
        self._show(number)


def _follow(leader: Watched[int], follower: Watched[int]) -> None:
    leader.watch(follower.set)


def test_a_view_is_drawn_once_for_a_change_that_reaches_it_by_two_ways() -> None:
    first, second = Watched(0), Watched(0)
    both, drawn = Sum(first, second), list[int]()
    both.show_to(drawn.append)
    _follow(first, second)

    first.set(4)

    assert (both.state, drawn) == (8, [0, 8])


def test_a_change_by_the_user_is_drawn_at_once() -> None:
    shown, drawn = Sum(), list[int]()
    shown.show_to(drawn.append)

    shown.say(3)

    assert drawn == [0, 3]


def test_what_a_view_brings_about_when_it_is_drawn_is_drawn_too() -> None:
    first, second = Watched(0), Watched(0)
    one, other, drawn = Sum(first), Sum(second), list[int]()
    one.show_to(second.set)
    other.show_to(drawn.append)

    first.set(5)

    assert drawn == [0, 5]


def test_a_view_that_fails_keeps_no_other_from_being_drawn_and_its_failure_is_told() -> None:
    value = Watched(0)
    broken, whole, drawn = Sum(value), Sum(value), list[int]()

    def fail(number: int) -> None:
        if number:
            raise ValueError(f"cannot draw {number}")

    broken.show_to(fail)
    whole.show_to(drawn.append)

    with pytest.raises(ValueError, match="cannot draw 7"):
        value.set(7)
    value.watch(lambda _: None)
    with pytest.raises(ValueError, match="cannot draw 8"):
        value.set(8)

    assert drawn == [0, 7, 8]


def test_a_watcher_that_fails_leaves_later_changes_drawn_at_once() -> None:
    value, shown, drawn = Watched(0), Sum(), list[int]()
    shown.show_to(drawn.append)

    def fail(number: int) -> None:
        if number == 1:
            raise ValueError("no")

    value.watch(fail)
    with pytest.raises(ValueError, match="no"):
        value.set(1)
    shown.say(2)

    assert drawn == [0, 2]


class Counted(Shows[int]):
    """Works the sum out, and counts how often."""

    def __init__(self, *parts: Watched[int]) -> None:
        super().__init__(0)
        self.worked_out = 0
        self._parts = parts
        for part in parts:
            part.watch(lambda _: self._show_worked_out(self._sum))

    def _sum(self) -> int:
        self.worked_out += 1
        return sum(each.value for each in self._parts)


def test_what_is_dear_to_work_out_is_worked_out_once_a_change() -> None:
    first, second = Watched(0), Watched(0)
    both, drawn = Counted(first, second), list[int]()
    both.show_to(drawn.append)
    _follow(first, second)
    before = both.worked_out

    first.set(4)

    assert (both.state, drawn, both.worked_out - before) == (8, [0, 8], 1)


def test_whoever_asks_for_the_state_while_all_hear_is_told_it_as_it_is_then() -> None:
    first, second = Watched(0), Watched(0)
    both, drawn, seen = Counted(first, second), list[int](), list[int]()
    both.show_to(drawn.append)
    first.watch(lambda _: seen.append(both.state))
    _follow(first, second)

    first.set(4)

    assert (seen, both.state, drawn) == ([0, 4], 8, [0, 8])
