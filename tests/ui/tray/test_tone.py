import itertools
from array import array

from agent_desktop.ui.tray.tone import CADENCE_SECONDS, SAMPLE_RATE, ring_tone


def test_the_tone_is_one_cadence_that_starts_and_ends_in_silence() -> None:
    samples = array("h", ring_tone())

    assert len(samples) == int(CADENCE_SECONDS * SAMPLE_RATE)
    assert samples[0] == 0
    assert set(samples[-SAMPLE_RATE // 2 :]) == {0}


def test_the_tone_is_heard_and_never_cut() -> None:
    samples = array("h", ring_tone())

    assert 6_000 < max(samples) < 9_000
    assert all(abs(later - before) < 3_000 for before, later in itertools.pairwise(samples))
