"""``agent-desktop routing``: the routing as a file, beside a running centre."""

from collections.abc import Callable
from pathlib import Path

import pytest

from agent_desktop.contract.routing_checks import document_of
from agent_desktop.contract.sessions import Role
from agent_desktop.server.configuration.command import RoutingWish, run_routing
from agent_desktop.server.configuration.files import RoutingFileError
from agent_desktop.settings import Settings, load_settings
from tests.server.floor import SECRETS, Floor
from tests.server.support import until

Run = Callable[[RoutingWish], tuple[bool, list[str]]]


@pytest.fixture
def run(floor: Floor) -> Run:
    address = floor.engine.url.render_as_string(hide_password=False)
    settings = Settings.model_validate(
        floor.settings.model_dump() | {"database": floor.settings.database.model_dump() | {"url": address}}
    )

    def run(wish: RoutingWish) -> tuple[bool, list[str]]:
        told: list[str] = []
        return run_routing(settings, SECRETS, wish, "en", told.append) == 0, told

    return run


def test_what_is_exported_is_read_by_the_settings_and_imported_unchanged(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "routing.yaml"

    assert run(RoutingWish("export", file))[0]

    assert document_of(load_settings(file).telephony) == document_of(load_settings(None).telephony)
    done, told = run(RoutingWish("import", file))
    assert (done, told[0].endswith("Nothing was changed.")) == (True, True)


def test_an_import_is_the_next_version_and_a_running_server_follows(floor: Floor, run: Run, tmp_path: Path) -> None:
    floor.add_person("head", Role.ADMINISTRATOR)
    head = floor.sign_in("head")
    file = tmp_path / "lunch.yaml"
    file.write_text("telephony:\n  point_seconds: 30\n  default_queue: general\n", "utf-8")

    assert run(RoutingWish("import", file, reason="Lunch"))[0]

    shown = head.http.get("/v1/routing").json()
    assert (shown["version"]["version"], shown["version"]["origin"], shown["version"]["reason"]) == (2, "file", "Lunch")
    assert (shown["document"]["point_seconds"], shown["document"]["handle_seconds"]) == (30, 300)
    assert shown["config_differs"]
    until(lambda: head.http.post("/v1/routing/preview", json={"at": "2026-03-02T09:00:00Z"}).json()["steps"])


def test_mistakes_are_told_by_line_and_nothing_is_changed(floor: Floor, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(
        "telephony:\n"
        "  point_seconds: 0\n"
        "  colour: red\n"
        "  queues:\n"
        "    - {code: cards, group: retail, name: {en: Cards, zh: ''}, ring_seconds: 20, wrap_up_seconds: 60}\n",
        "utf-8",
    )

    for order in ("check", "import"):
        done, told = run(RoutingWish(order, file))
        assert not done
        assert [line.partition(": ")[0] for line in told] == [
            "bad.yaml, line 2, column 3",
            "bad.yaml, line 3, column 3",
            "bad.yaml, line 5, column 54",
        ]
    file.write_text("queues: []\n", "utf-8")
    with pytest.raises(RoutingFileError):
        run(RoutingWish("check", file))


def test_what_the_running_centre_does_not_allow_stands_at_its_line(floor: Floor, run: Run, tmp_path: Path) -> None:
    floor.ring()
    until(lambda: _waiting(floor))
    file = tmp_path / "one.yaml"
    file.write_text(
        "telephony:\n"
        "  default_queue: general\n"
        "  outgoing_numbers: []\n"  # those there are belong to queues that go
        "  queues:\n"
        "    - {code: general, group: retail, name: {en: All, zh: 全部}, ring_seconds: 20, wrap_up_seconds: 60}\n",
        "utf-8",
    )

    done, told = run(RoutingWish("import", file))
    assert not done
    assert "callers wait in `cards`" in told[0]

    assert run(RoutingWish("import", file, moves={"cards": "general"}))[0]


def _waiting(floor: Floor) -> bool:
    with floor.engine.connect() as connection:
        return bool(connection.exec_driver_sql("SELECT 1 FROM calls WHERE state = 'queued'").first())
