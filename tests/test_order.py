"""In which order the tests are run."""

from pathlib import Path

from tests import conftest


def test_every_long_test_is_where_it_is_said_to_be() -> None:
    here = Path(__file__).parent
    assert [name for name in conftest._LONG if not (here / name).is_file()] == []
