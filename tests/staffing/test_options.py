"""What the command of staffing takes."""

import argparse

import pytest

from agent_desktop.server.staffing.options import add_staffing_options


def _read(*more: str) -> argparse.Namespace:
    def none(*_: object) -> None:
        raise AssertionError("nothing is opened to read options")

    parser = argparse.ArgumentParser()
    add_staffing_options(parser, argparse.ArgumentParser(add_help=False), none, none, none)  # type: ignore[arg-type]
    return parser.parse_args(["needs", "--calls", "100", "--handle-seconds", "180", *more])


@pytest.mark.parametrize(
    "wrong",
    ["--occupancy=0", "--occupancy=101", "--shrinkage=100", "--minutes=0", "--target=100", "--calls=nan", "--target=x"],
)
def test_numbers_with_which_no_agents_are_enough_are_refused(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _read(wrong)
    assert "is no number from" in capsys.readouterr().err


def test_numbers_within_the_limits_of_the_settings_are_taken() -> None:
    options = _read("--occupancy=85", "--shrinkage=0", "--target=80")
    assert (options.calls, options.occupancy, options.shrinkage, options.target, options.minutes) == (
        100,
        85,
        0,
        80,
        30,
    )
