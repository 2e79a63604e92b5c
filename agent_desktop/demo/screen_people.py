"""The window of people in one state after another."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid5

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.people import (
    AddPerson,
    MovePerson,
    People,
    PersonAnswer,
    PersonChange,
    PersonDeed,
    PersonForm,
    PersonHistory,
    PersonKept,
    PersonMove,
    SavePerson,
    Site,
    UndoChange,
)
from agent_desktop.contract.sessions import Role
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import HONG_KONG
from agent_desktop.ui.people.presenter import Filter, PeoplePresenter
from agent_desktop.ui.people.window import PeopleWindow
from agent_desktop.ui.theme.theme import Theme

ROOT: Final = UUID("5c1d7b0e-9a3f-4f0e-8a51-2f8a1c6f7d54")
PASSWORD: Final = "hn4w-7kqe-mz3t-b9rd"  # noqa: S105  made up, for a picture
_SITES: Final = (
    Site(code="hong_kong", name={"en": "Hong Kong", "zh": "香港"}),
    Site(code="shanghai", name={"en": "Shanghai", "zh": "上海"}),
)
_A: Final = Role.AGENT


def _person(name: str, display: str, other: str, roles: tuple[Role, ...], team: str, **more: object) -> PersonKept:
    facts = {"site": "hong_kong", "languages": ("yue", "en"), **more}
    base = PersonKept(
        user_id=uuid5(ROOT, name), name=name, display_name=display, other_name=other, roles=roles, team=team
    )
    return base.model_copy(update=facts)


def everybody() -> tuple[PersonKept, ...]:
    """Return the people of the pictures."""
    return (
        _person("amy.wong", "Amy Wong", "黄爱美", (_A,), "Cards", extension="5501", sign_ins=1, in_call=True),
        _person("helen.mak", "Helen Mak", "麦海伦", (Role.SUPERVISOR,), "Cards", extension="5500", sign_ins=2),
        _person("ivy.kwok", "Ivy Kwok", "郭依", (Role.ADMINISTRATOR,), "", sign_ins=1),
        _person("ken.yip", "Ken Yip", "叶健", (_A, Role.SPECIALIST), "Fraud", extension="5512", sign_ins=1),
        _person("leo.tam", "Leo Tam", "谭力", (Role.AUTHOR, Role.ADMINISTRATOR), "", languages=("en",)),
        _person("meilin.goh", "Mei Lin Goh", "吴美玲", (_A,), "Cards", locked_until_at=NOW + timedelta(seconds=48)),
        _person("omar.sheikh", "Omar Sheikh", "", (_A,), "Loans", languages=("en",), site="shanghai"),
        _person("peter.lau", "Peter Lau", "刘伟", (_A,), "Loans", disabled_at=NOW - timedelta(days=3)),
        _person("rita.so", "Rita So", "苏丽", (Role.COMPLAINT_HANDLER, Role.COMPLIANCE), "Complaints", sign_ins=1),
    )


class PeopleBank:
    """Answers as the server does. `refuses` is raised by each write; `away` by everything."""

    def __init__(self, *, away: bool = False, nobody: bool = False) -> None:
        self.away = away
        self.refuses: ClientError | None = None
        self.kept: dict[UUID, PersonKept] = {} if nobody else {each.user_id: each for each in everybody()}
        self.added: list[AddPerson] = []
        self.saved: list[SavePerson] = []
        self.moved: list[MovePerson] = []
        self.undone: list[UndoChange] = []
        self.password = PASSWORD

    def people(self) -> People:
        self._reach()
        people = tuple(sorted(self.kept.values(), key=lambda each: each.display_name))
        return People(
            people=people,
            teams=tuple(sorted({each.team for each in people if each.team})),
            sites=_SITES,
            languages=("en", "yue"),
            own_id=uuid5(ROOT, "ivy.kwok"),
        )

    def history(self, user_id: UUID) -> PersonHistory:
        self._reach()
        last = PersonChange(
            change_id=uuid5(ROOT, f"moved {user_id}"),
            at=NOW - timedelta(hours=3),
            by_name="Leo Tam",
            deed=PersonDeed.CHANGED,
            reason="Moves to cards on Monday",
            before={"team": "Loans", "languages": ["en"]},
            after={"team": "Cards", "languages": ["yue", "en"]},
        )
        word = last.model_copy(
            update={
                "change_id": uuid5(ROOT, "word"),
                "at": NOW - timedelta(days=12),
                "by_name": "Ivy Kwok",
                "deed": PersonDeed.PASSWORD_SET,
                "reason": "Forgotten; asked in person",
                "before": {},
                "after": {},
            }
        )
        first = word.model_copy(
            update={
                "change_id": uuid5(ROOT, "first"),
                "at": NOW - timedelta(days=80),
                "deed": PersonDeed.ADDED,
                "reason": "",
                "after": {"roles": ["agent"]},
            }
        )
        return PersonHistory(changes=(last, word, first), undoable=last.change_id)

    def add(self, wanted: AddPerson) -> PersonAnswer:
        self._write()
        self.added.append(wanted)
        person = PersonKept(user_id=wanted.command_id, **wanted.form.model_dump())
        return self._put(person, self.password)

    def save(self, user_id: UUID, wanted: SavePerson) -> PersonAnswer:
        self._write()
        if self.kept[user_id].form() != wanted.seen:
            raise ClientError(ErrorCode.STALE_VERSION)
        self.saved.append(wanted)
        return self._put(self.kept[user_id].model_copy(update=wanted.form.model_dump()))

    def move(self, user_id: UUID, wanted: MovePerson) -> PersonAnswer:
        self._write()
        self.moved.append(wanted)
        changes: dict[PersonMove, dict[str, object]] = {
            PersonMove.DISABLE: {"disabled_at": NOW, "sign_ins": 0},
            PersonMove.ENABLE: {"disabled_at": None},
            PersonMove.UNLOCK: {"locked_until_at": None},
            PersonMove.END_SIGN_INS: {"sign_ins": 0},
            PersonMove.NEW_PASSWORD: {},
        }
        password = self.password if wanted.move is PersonMove.NEW_PASSWORD else ""
        return self._put(self.kept[user_id].model_copy(update=changes[wanted.move]), password)

    def undo(self, user_id: UUID, wanted: UndoChange) -> PersonAnswer:
        self._write()
        self.undone.append(wanted)
        return self._put(self.kept[user_id].model_copy(update={"team": "Loans", "languages": ("en",)}))

    def changed_meanwhile(self, name: str, **fields: object) -> None:
        """Have another administrator save somebody."""
        person = next(each for each in self.kept.values() if each.name == name)
        self._put(person.model_copy(update=fields))

    def _put(self, person: PersonKept, password: str = "") -> PersonAnswer:
        self.kept[person.user_id] = person
        return PersonAnswer(person=person, password=password)

    def _write(self) -> None:
        self._reach()
        if self.refuses is not None:
            raise self.refuses

    def _reach(self) -> None:
        if self.away:
            raise ClientError(ErrorCode.SERVER_AWAY)


def people_window(theme: Theme, bank: PeopleBank) -> PeopleWindow:
    """Return the window on this bank."""
    presenter = PeoplePresenter(bank, ImmediateTasks())
    return PeopleWindow(theme, presenter, now=lambda: NOW, zone=HONG_KONG, show_at_once=True)


def typed(window: PeopleWindow, **fields: object) -> PersonForm:
    """Type into the form; return what stands there now."""
    window.people.say(window.people.state.draft.form.model_copy(update=fields))
    return window.people.state.draft.form


def _listed(theme: Theme, bank: PeopleBank | None = None, choose: str = "") -> PeopleWindow:
    window = people_window(theme, bank or PeopleBank())
    window.people.read()
    if choose:
        window.people.choose(uuid5(ROOT, choose))
    return window


def _chosen(theme: Theme) -> PeopleWindow:
    return _listed(theme, choose="amy.wong")


def _wrong(theme: Theme) -> PeopleWindow:
    bank = PeopleBank()
    fields = {"name": "person_name_taken", "roles": "person_role_missing", "extension": "person_extension_wrong"}
    bank.refuses = ClientError(ErrorCode.PERSON_FIELDS, {"fields": {**fields}})
    window = _listed(theme, bank)
    window.people.begin()
    typed(window, name="amy.wong", display_name="Amy Wong (Shanghai)", site="shanghai", extension="55 01")
    window.people.save()
    return window


def _added(theme: Theme) -> PeopleWindow:
    window = _listed(theme)
    window.people.begin()
    typed(window, name="nora.chu", display_name="Nora Chu", other_name="朱诺", roles=(_A,), team="Cards")
    window.people.save("Joins the card team")
    return window


def _both_changed(theme: Theme) -> PeopleWindow:
    bank = PeopleBank()
    window = _listed(theme, bank, "ken.yip")
    typed(window, team="Disputes", extension="5544")
    bank.changed_meanwhile("ken.yip", team="Loans", languages=("en",))
    window.people.save("Moves")
    return window


def _in_call(theme: Theme) -> PeopleWindow:
    bank = PeopleBank()
    bank.refuses = ClientError(ErrorCode.PERSON_REFUSED, {"problem": "person_in_call"})
    window = _listed(theme, bank, "amy.wong")
    window.people.move(PersonMove.DISABLE)
    return window


def _nobody(theme: Theme) -> PeopleWindow:
    window = _listed(theme)
    window.people.narrow(Filter(text="zzz"))
    return window


def _away(theme: Theme) -> PeopleWindow:
    return _listed(theme, PeopleBank(away=True))


def _own(theme: Theme) -> PeopleWindow:
    return _listed(theme, choose="ivy.kwok")


PEOPLE: Final[Mapping[str, Callable[[Theme], PeopleWindow]]] = MappingProxyType(
    {
        "people-chosen": _chosen,
        "people-wrong": _wrong,
        "people-added": _added,
        "people-both-changed": _both_changed,
        "people-in-call": _in_call,
        "people-own": _own,
        "people-nobody": _nobody,
        "people-away": _away,
    }
)
