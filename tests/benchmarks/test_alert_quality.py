"""The measures of the alerts' benchmark on a handful of known cases."""

from benchmarks.alerts.quality import Judged, auc_of, best_threshold, judge


def test_auc_is_the_chance_to_score_higher_and_ties_count_half() -> None:
    assert auc_of([3, 2, 1], [True, False, False]) == 1
    assert auc_of([1, 2, 2], [True, True, False]) == 0.25


def test_precision_recall_and_what_was_taken_for_a_crime_are_counted() -> None:
    judged = [
        Judged(9, 0, "take_over", True),
        Judged(1, 0, "slow_drain", True),
        Judged(7, 0, "holiday", False),
        Judged(0, 0, "", False),
    ]

    quality = judge(judged, [each.score for each in judged], 5)

    assert (quality.precision, quality.recall) == (0.5, 0.5)
    assert quality.recalls == {"slow_drain": 0.0, "take_over": 1.0}
    assert quality.false_alarms == {"holiday": 1}


def test_the_best_threshold_is_the_one_of_the_best_f1() -> None:
    assert best_threshold([9, 8, 3, 1], [True, True, False, False]) == 8
