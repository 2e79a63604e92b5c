"""The definitions of a contact centre's figures, by the published vectors."""

import pytest

from telephony.statistics.definitions import (
    DEFAULT,
    Counts,
    ServiceLevel,
    Thresholds,
    abandonment,
    adjusted_abandonment,
    count_calls,
    handle_time,
    mean,
    occupancy,
    occupancy_of_signed_in,
    service_level,
)

PUBLISHED = Counts(answered=1000, answered_in_time=860, abandoned=60, abandoned_in_time=20, short_abandoned=10)
"""callcentrehelper.com, service-level-threshold-calculations: one day by six formulas."""


@pytest.mark.parametrize(
    ("variant", "percent"),
    [
        (ServiceLevel.ABANDONED_HELP, 83.02),
        (ServiceLevel.ANSWERED_ONLY, 86.00),
        (ServiceLevel.STRICT, 81.13),
        (ServiceLevel.LATE_ABANDONED_HURT, 82.69),
        (ServiceLevel.SHORT_CREDITED, 82.08),
        (ServiceLevel.SHORT_REMOVED, 81.90),
    ],
)
def test_each_service_level_gives_the_published_figure(variant: ServiceLevel, percent: float) -> None:
    found = service_level(PUBLISHED, variant)

    assert found is not None
    assert round(found, 2) == percent


def test_the_one_that_is_shown_first_lets_early_abandons_be() -> None:
    assert DEFAULT is ServiceLevel.LATE_ABANDONED_HURT


@pytest.mark.parametrize("variant", list(ServiceLevel))
def test_without_a_call_there_is_no_service_level(variant: ServiceLevel) -> None:
    assert service_level(Counts(), variant) is None


def test_a_caller_who_still_waits_past_the_threshold_has_missed_it_already() -> None:
    counts = count_calls(answered=[3.0], abandoned=[], waiting=[21.0, 4.0], thresholds=Thresholds())

    assert counts.waiting_late == 1
    assert service_level(counts) == 50.0
    assert service_level(counts, ServiceLevel.ANSWERED_ONLY) == 100.0


def test_the_threshold_itself_is_in_time_and_the_short_limit_is_not_short() -> None:
    counts = count_calls(answered=[20.0, 20.1], abandoned=[4.9, 5.0, 20.0], waiting=[], thresholds=Thresholds())

    assert counts == Counts(
        answered=2, answered_in_time=1, abandoned=3, abandoned_in_time=3, short_abandoned=1, waiting_late=0
    )


def test_abandonment_is_of_what_was_offered_and_short_ones_go_from_both_sides() -> None:
    assert abandonment(PUBLISHED) == pytest.approx(100 * 60 / 1060)
    assert adjusted_abandonment(PUBLISHED) == pytest.approx(100 * 50 / 1050)
    assert abandonment(Counts()) is None


def test_handle_time_is_talk_hold_and_wrap_up_of_each_handled_call() -> None:
    assert handle_time(talk=1200, hold=60, wrap_up=340, handled=8) == 200
    assert handle_time(0, 0, 0, 0) is None
    assert mean(90, 3) == 30


def test_occupancy_of_51_minutes_of_an_hour_is_85_percent() -> None:
    assert occupancy(handling=51 * 60, idle=9 * 60) == 85
    assert occupancy_of_signed_in(handling=51 * 60, signed_in=80 * 60) == pytest.approx(63.75)
    assert occupancy(0, 0) is None
