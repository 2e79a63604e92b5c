"""Kaplan-Meier, against vectors worked out by hand."""

from random import Random

import pytest

from agent_desktop.demo.replay.patience import estimate_patience


def test_without_anybody_served_the_curve_is_the_share_still_waiting() -> None:
    curve = estimate_patience([(10, True), (20, True), (20, True), (40, True)])

    assert [curve.share_beyond(t) for t in (0, 9.9, 10, 19, 20, 39, 40, 99)] == [1, 1, 0.75, 0.75, 0.25, 0.25, 0, 0]


def test_who_was_served_counts_as_waiting_until_then_and_not_after() -> None:
    # Five callers: gives up at 1 (of 5), served at 2, two give up at 3 (of 3), served at 5.
    curve = estimate_patience([(1, True), (2, False), (3, True), (3, True), (5, False)])

    assert curve.share_beyond(1) == pytest.approx(4 / 5)
    assert curve.share_beyond(2) == pytest.approx(4 / 5)
    assert curve.share_beyond(3) == pytest.approx(4 / 5 * 1 / 3)
    assert curve.share_beyond(4.9) == pytest.approx(4 / 15)
    assert curve.share_beyond(5) == 0  # Efron: the longest wait ends the curve


def test_who_is_served_in_the_second_in_which_others_give_up_was_still_at_risk() -> None:
    curve = estimate_patience([(4, True), (4, False), (8, True)])

    assert curve.share_beyond(4) == pytest.approx(2 / 3)


def test_the_published_example_comes_out() -> None:
    # The 6-MP arm of Freireich et al. (1963), weeks in remission, + censored: the textbook example of the estimator
    # (Cox and Oakes, Analysis of Survival Data, 1984, table 1.1).
    relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    curve = estimate_patience([(t, True) for t in relapsed] + [(t, False) for t in censored])

    known = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert {t: round(curve.share_beyond(t), 3) for t in known} == known


def test_no_wait_says_nothing_of_patience() -> None:
    assert estimate_patience([(0, False), (0, True), (5, True)]) == estimate_patience([(5, True)])


def test_a_log_in_which_nobody_waited_has_no_curve() -> None:
    with pytest.raises(ValueError, match="nobody"):
        estimate_patience([(0, False)])


def test_a_draw_is_where_the_curve_comes_down_to_the_chance() -> None:
    curve = estimate_patience([(10, True), (20, True), (30, True), (40, True)])

    assert [curve.draw(chance) for chance in (0.99, 0.75, 0.74, 0.5, 0.3, 0.25, 0.1, 0.0)] == [
        10, 10, 20, 20, 30, 30, 40, 40,
    ]  # fmt: skip


def test_a_draw_of_somebody_served_is_longer_than_they_waited() -> None:
    curve = estimate_patience([(10, True), (20, True), (30, True), (40, True)])

    # S(20) is a half, so that 30 and 40 are as likely as each other.
    assert [curve.draw(chance, beyond=20) for chance in (0.9, 0.5, 0.4, 0.0)] == [30, 30, 40, 40]
    assert curve.draw(0.5, beyond=40) == 40


def test_many_draws_have_the_curve_for_their_distribution() -> None:
    curve = estimate_patience([(1, True), (2, False), (3, True), (3, True), (5, False)])
    chance = Random(3)

    drawn = [curve.draw(chance.random()) for _ in range(20_000)]

    for t in (1, 3, 4):
        assert sum(patience > t for patience in drawn) / len(drawn) == pytest.approx(curve.share_beyond(t), abs=0.02)
