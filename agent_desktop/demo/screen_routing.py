"""The window of queues and routing, in one state after another: with the shipped settings as the server's word."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID, uuid5

from pydantic import JsonValue

from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.routing import (
    CheckMenu,
    Document,
    Foretell,
    Foretold,
    ForetoldKind,
    ForetoldStep,
    KeptMenu,
    KeptRouting,
    Menu,
    MenuChecked,
    MenuTried,
    Origin,
    QueueStanding,
    Routing,
    SaveMenu,
    SaveRouting,
    SaveServing,
    Serving,
    ServingChange,
    ServingHistory,
    ServingList,
    TryMenu,
    Version,
    Versions,
)
from agent_desktop.contract.routing_checks import document_of
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_rules import SHOWN, RulesBank, rules_desk
from agent_desktop.demo.screen_stage import HONG_KONG
from agent_desktop.server.configuration.menu import check_menu_text, try_menu
from agent_desktop.settings import load_settings, shipped_file
from agent_desktop.ui.routing.menu_page import MenuView
from agent_desktop.ui.routing.menu_presenter import MenuPresenter
from agent_desktop.ui.routing.menu_tree import Node, NodeKind
from agent_desktop.ui.routing.presenter import PreviewPresenter, RoutingPresenter
from agent_desktop.ui.routing.rules.desk import RulesDesk
from agent_desktop.ui.routing.serving_presenter import ServingPresenter
from agent_desktop.ui.routing.state import Section
from agent_desktop.ui.routing.window import RoutingWindow
from agent_desktop.ui.theme.theme import Theme

_ROOT: Final = UUID("5c7b3f0e-5d1b-4a6e-9a57-2f0c4a1d9b11")


def _version(number: int, reason: str, hours: int, *, restores: int | None = None) -> Version:
    at = NOW - timedelta(hours=hours)
    by = "Nina Lam" if number % 2 else "Paul Yu"
    return Version(version=number, at=at, origin=Origin.EDITOR, by_name=by, reason=reason, restores=restores)


_VERSIONS: Final = (
    _version(4, "Lunch hour went too far", 3, restores=2),
    _version(3, "General helps at lunch", 26),
    _version(2, "Platinum rings longer", 90),
    Version(version=1, at=NOW - timedelta(days=30), origin=Origin.CONFIG),
)
_K: Final = ForetoldKind
_CARDS: Final = {"en": "Cards", "zh": "信用卡"}
_GENERAL: Final = {"en": "General banking", "zh": "综合业务"}
_WAY: Final = Foretold(
    steps=(
        ForetoldStep(kind=_K.CHOSEN, queue="cards", name=_CARDS),
        ForetoldStep(kind=_K.POINTS, queue="cards", name=_CARDS, points=2, seconds=120),
        ForetoldStep(kind=_K.MANAGER, queue="cards", name=_CARDS, lasts=15),
        ForetoldStep(kind=_K.QUEUE, queue="cards", name=_CARDS, seconds=15, agents=6, ready=2),
        ForetoldStep(kind=_K.OVERFLOW, queue="general", name=_GENERAL, seconds=60, agents=9, ready=4),
    )
)
_PEOPLE: Final = tuple(
    Serving(user_id=uuid5(_ROOT, name), name=name, display_name=shown, team=team, queues=queues, skills=skills)
    for name, shown, team, queues, skills in (
        ("amy", "Amy Wong", "Cards 2", ("cards", "general", "english"), {"english": 4, "fraud": 2}),
        ("ben", "Ben Cheng", "Cards 2", ("cards", "general"), {"english": 2}),
        ("fiona", "Fiona Leung", "Wealth", ("green", "general"), {"wealth": 4, "english": 5}),
    )
)


_GIVEN: Final = (
    ServingChange(
        at=NOW - timedelta(days=2),
        by_name="Ada Kwok",
        reason="Passed the fraud course",
        queues_before=("cards", "general"),
        queues=("cards", "general", "english"),
        skills_before={"english": 4},
        skills={"english": 4, "fraud": 2},
    ),
    ServingChange(
        at=NOW - timedelta(days=31),
        by_name="Ada Kwok",
        reason="English test",
        queues_before=("cards", "general"),
        queues=("cards", "general"),
        skills_before={"english": 3},
        skills={"english": 4},
    ),
)


class _Bank:
    """A server of a picture: it says what stands here, and takes nothing."""

    def __init__(self, *, may_edit: bool = True) -> None:
        document = document_of(load_settings(None).telephony)
        week: Document = {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
        document["hours"] = [
            {
                "code": "office",
                "time_zone": "",
                "weekly": {**week, "sat": ["09:00-12:00", "13:00-17:00"]},
                "days": [
                    {"day": "2026-07-01", "name": "HKSAR Establishment Day", "open": []},
                    {"day": "2026-12-24", "name": "Christmas Eve", "open": ["09:00-12:00"]},
                    {"day": "2026-12-25", "name": "Christmas", "open": []},
                ],
            }
        ]
        queues: Any = document["queues"]
        queues[1]["hours"] = "office"
        document["skills"] = [
            {"code": "english", "name": {"en": "English", "zh": "英语"}},
            {"code": "wealth", "name": {"en": "Investments", "zh": "投资"}},
            {"code": "fraud", "name": {"en": "Fraud", "zh": "欺诈处理"}},
            {"code": "mortgage", "name": {"en": "Mortgages", "zh": "房贷"}},
        ]
        self.routing = Routing(
            version=_VERSIONS[0],
            document=document,
            may_edit=may_edit,
            config_differs=not may_edit,
            time_zone="Asia/Hong_Kong",
            standings=(QueueStanding(code="cards", callers=3, members=6),),
            skills=("english", "fraud", "wealth"),
            menu_reasons=("card_charge", "lost_card", "suspected_fraud"),
        )

    def read(self) -> Routing:
        return self.routing

    def save(self, _command: SaveRouting) -> Routing:
        return self.routing

    def preview(self, _wish: Foretell) -> Foretold:
        return _WAY

    def versions(self) -> Versions:
        return Versions(versions=_VERSIONS)

    def version(self, number: int) -> KeptRouting:
        return KeptRouting(version=_VERSIONS[-number], document=self.routing.document)

    def serving(self) -> ServingList:
        return ServingList(people=_PEOPLE, may_edit=self.routing.may_edit)

    def serving_history(self, _user_id: UUID) -> ServingHistory:
        return ServingHistory(changes=_GIVEN)

    def save_serving(self, _user_id: UUID, _command: SaveServing) -> ServingList:
        return self.serving()


class MenuServer:
    """A server of a picture that checks and tries a menu as the product's own does."""

    def __init__(self, *, may_edit: bool = True, recordings: tuple[str, ...] = ()) -> None:
        self._may_edit = may_edit
        self._recordings = recordings
        self._text = (shipped_file("resources") / "menus" / "main.yaml").read_text("utf-8")

    def read(self) -> Menu:
        version = _VERSIONS[-1]
        return Menu(version=version, text=self._text, may_edit=self._may_edit, recordings=self._recordings)

    def check(self, wish: CheckMenu) -> MenuChecked:
        queues = ("cards", "general", "english", "green", "fraud")
        return check_menu_text(wish.text, queues, self._recordings)

    def walk(self, wish: TryMenu) -> MenuTried:
        return try_menu(wish.text, wish.inputs)

    def save(self, _command: SaveMenu) -> Menu:
        return self.read()

    def versions(self) -> Versions:
        return Versions(versions=_VERSIONS[-1:])

    def version(self, _number: int) -> KeptMenu:
        return KeptMenu(version=_VERSIONS[-1], text=self._text)


class _Nowhere:
    """Keeps nothing."""

    def read(self) -> str:
        return ""

    def write(self, text: str) -> None:
        """Let it go."""


def _window(
    theme: Theme,
    then: Callable[[RoutingPresenter, MenuPresenter], None],
    *,
    may_edit: bool = True,
    last: Callable[[RoutingWindow], None] = lambda _: None,
    ruled: Callable[[RulesDesk], None] = lambda _: None,
) -> RoutingWindow:
    bank, tasks = _Bank(may_edit=may_edit), ImmediateTasks()
    routing = RoutingPresenter(bank, tasks, _Nowhere())
    preview, serving = PreviewPresenter(bank, tasks), ServingPresenter(bank, tasks)
    menu = MenuPresenter(MenuServer(), tasks, _Nowhere())
    rules = rules_desk(theme, RulesBank(may_edit=may_edit))
    window = RoutingWindow(theme, routing, preview, serving, menu, rules, now=NOW, zone=HONG_KONG)
    routing.open()
    serving.open()
    menu.open()
    rules.open()
    ruled(rules)
    then(routing, menu)
    preview.ask(Foretell(at=NOW))
    last(window)
    return window


def _changed(routing: RoutingPresenter, _menu: MenuPresenter) -> None:
    edits: tuple[tuple[tuple[str | int, ...], JsonValue], ...] = (
        (("queues", 0, "ring_seconds"), 25),
        (("queues", 0, "overflow"), {"general": 30, "english": 90}),
        (("queues", 3, "priority"), 8),
        (("point_seconds",), 45),
    )
    for place, value in edits:
        routing.put(place, value)


def _wrong(routing: RoutingPresenter, _menu: MenuPresenter) -> None:
    routing.put(("queues", 0, "name", "zh"), "")
    routing.put(("queues", 0, "ring_seconds"), 500)
    routing.put(("queues", 0, "wrap_up_seconds"), "soon")


def _hours_wrong(routing: RoutingPresenter, _menu: MenuPresenter) -> None:
    routing.choose(Section.HOURS)
    routing.put(("hours", 0, "weekly", "tue"), ["09:00-13:00", "12:00-18:00"])
    routing.put(("hours", 0, "weekly", "wed"), ["18:00-09:00"])
    routing.put(("hours", 0, "days", 2, "day"), "2026-12-24")
    routing.put(("hours", 0, "time_zone"), "Asia/Hongkon")


def _numbers_wrong(routing: RoutingPresenter, _menu: MenuPresenter) -> None:
    routing.choose(Section.NUMBERS)
    routing.edit(lambda draft: draft.add("outgoing_numbers", "number"))
    routing.put(("outgoing_numbers", 2, "number"), "+85228880000")
    routing.put(("outgoing_numbers", 2, "name", "en"), "Branch")
    routing.put(("outgoing_numbers", 1, "queues"), ["cards", "frauds"])


def _shows(section: Section, number: int = 0) -> Callable[[RoutingPresenter, MenuPresenter], None]:
    return lambda routing, _: routing.choose(section, number)


def _menu_wrong(routing: RoutingPresenter, menu: MenuPresenter) -> None:
    routing.choose(Section.MENU)
    menu.write(menu.state.text.replace("tries: 3", "tries: 9", 1).replace('key: "2", reason', 'key: "1", reason', 1))


def _menu_tried(routing: RoutingPresenter, menu: MenuPresenter) -> None:
    routing.choose(Section.MENU)
    menu.press("3")


def _menu_view(view: MenuView, node: Node | None = None) -> Callable[[RoutingWindow], None]:
    def show(window: RoutingWindow) -> None:
        window.menu_page.show_view(view, node)

    return show


ROUTING: Final[Mapping[str, Callable[[Theme], RoutingWindow]]] = MappingProxyType(
    {
        "routing-queue": partial(_window, then=_changed),
        "routing-wrong": partial(_window, then=_wrong),
        "routing-look": partial(_window, then=_shows(Section.QUEUE, 1), may_edit=False),
        "routing-hours": partial(_window, then=_shows(Section.HOURS)),
        "routing-hours-wrong": partial(_window, then=_hours_wrong),
        "routing-priority": partial(_window, then=_shows(Section.PRIORITY)),
        "routing-numbers": partial(_window, then=_numbers_wrong),
        "routing-skills": partial(_window, then=_shows(Section.SKILLS)),
        "routing-agents": partial(_window, then=_shows(Section.AGENTS)),
        "routing-menu": partial(_window, then=_menu_wrong, last=_menu_view(MenuView.FORMS, Node(NodeKind.STEP, 1, 1))),
        "routing-menu-general": partial(_window, then=_shows(Section.MENU)),
        "routing-menu-text": partial(_window, then=_menu_wrong, last=_menu_view(MenuView.TEXT)),
        "routing-menu-try": partial(_window, then=_menu_tried, last=_menu_view(MenuView.TRY)),
        "rules-look": partial(_window, then=_shows(Section.OUTCOMES), may_edit=False),
        **{name: partial(_window, then=_shows(section), ruled=ruled) for name, (section, ruled) in SHOWN.items()},
    }
)
