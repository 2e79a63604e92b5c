"""Fixtures of telephony's tests."""

import pytest
import sqlalchemy as sa

from tests.telephony.support import Centre


@pytest.fixture
def centre(engine: sa.Engine) -> Centre:
    """A contact centre with two queues of one group and nobody in it, at nine in the morning."""
    return Centre(engine)
