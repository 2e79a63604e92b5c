"""The trial rows of the records' tests."""

import pytest
from sqlalchemy.orm import Session

from tests.records.trial import TrialBank


@pytest.fixture
def bank(session: Session) -> TrialBank:
    return TrialBank(session)
