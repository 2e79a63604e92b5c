"""A deliberate bug in each verb of Twilio's adapter fails a test."""

import pytest

from telephony.providers.base import OrderKind
from tests.support.postgres import TestCluster
from tests.telephony.providers.bugs import A_FEW, BY_HAND, PLANTED
from tests.telephony.providers.planted import survivors


def test_every_verb_has_a_bug_planted_in_it() -> None:
    assert {each.verb for each in PLANTED} == {*OrderKind, *BY_HAND}


@pytest.mark.prove
@pytest.mark.timeout(0)
def test_a_deliberate_bug_in_each_verb_fails_a_test(cluster: TestCluster, full_size: bool) -> None:
    assert survivors(cluster, [each for each in PLANTED if full_size or each.verb in A_FEW]) == []
