"""Decides on the window of what is stuck: what is listed, what is chosen, and what a supervisor has done by hand."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.mends import HandDeed, Live, LiveList, LiveWhich, Mend, MendByHand, Mends


class Whose(StrEnum):
    """Which mends are listed."""

    ALL = "all"
    BY_HAND = "hand"
    BY_ITSELF = "itself"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What shows at the right: something live (`gone`: it is not so any more), or something that was set right."""

    live: Live | None = None
    gone: bool = False
    mend: Mend | None = None


@dataclass(frozen=True, slots=True)
class MendingState:
    """Everything the window draws. `lives` and `mends` are None until they came.

    `away` says why the lists are not of now; `problem` why something was not done. `done` is what was done last, and
    to whom. `busy`: something is on its way.
    """

    which: LiveWhich = LiveWhich.STUCK
    find: str = ""
    lives: LiveList | None = None
    whose: Whose = Whose.ALL
    finding: str = ""
    mends: Mends | None = None
    chosen: Chosen | None = None
    busy: bool = False
    away: Problem | None = None
    problem: Problem | None = None
    done: tuple[HandDeed, Live | None] | None = None

    def may(self, deed: HandDeed) -> bool:
        """Whether a deed can be asked for now."""
        live = self.chosen.live if self.chosen is not None and not self.chosen.gone else None
        if self.busy or live is None:
            return False
        return bool(live.free if deed is HandDeed.FREE_AGENT else live.end)


class MendingServer(Protocol):
    """The part of `client.mends_api.MendsApi` that is used here."""

    def live(self, which: LiveWhich, find: str = "") -> LiveList: ...

    def mends(self, *, by_hand: bool | None = None, finding: str = "", after: Mend | None = None) -> Mends: ...

    def mend(self, command: MendByHand) -> Mends: ...


class MendingPresenter(Shows[MendingState]):
    """Asks anew whenever it is told to; an answer to what is no longer asked is let go."""

    def __init__(self, server: MendingServer, tasks: Tasks) -> None:
        super().__init__(MendingState())
        self._server = server
        self._tasks = tasks

    def read(self) -> None:
        """Ask for both lists."""
        self._read_lives()
        self._read_mends()

    def list_which(self, which: LiveWhich) -> None:
        """List what looks stuck, or every agent, or every call."""
        if which is not self.state.which:
            self._show(replace(self.state, which=which, lives=None, chosen=None, problem=None, done=None))
            self._read_lives()

    def search(self, find: str) -> None:
        """List only those whose agent or queue has `find` in its name."""
        if find.strip() != self.state.find:
            mend = self.state.chosen if self.state.chosen is not None and self.state.chosen.mend is not None else None
            self._show(replace(self.state, find=find.strip(), chosen=mend))
            self._read_lives()

    def list_mends(self, *, whose: Whose | None = None, finding: str | None = None) -> None:
        """List what was set right by hand or by itself, or for one finding."""
        wanted = replace(
            self.state,
            whose=self.state.whose if whose is None else whose,
            finding=self.state.finding if finding is None else finding,
        )
        if wanted != self.state:
            self._show(replace(wanted, mends=None))
            self._read_mends()

    def read_older(self) -> None:
        """List more of what was set right."""
        mends, asked = self.state.mends, self._asked_mends()
        if mends is None or not mends.more or not mends.mends:
            return
        last = mends.mends[-1]

        def came(older: Mends) -> None:
            now = self.state.mends
            if self._asked_mends() == asked and now is not None and now.mends and now.mends[-1] == last:
                joined = now.model_copy(update={"mends": (*now.mends, *older.mends), "more": older.more})
                self._show(replace(self.state, mends=joined, away=None))

        self._tasks.run(lambda: self._ask_mends(after=last), came, self._away)

    def choose_live(self, kind: str, subject_id: UUID) -> None:
        """Show one of those listed as live."""
        live = self._find_live(kind, subject_id)
        if live is not None:
            self._show(replace(self.state, chosen=Chosen(live=live), problem=None, done=None))

    def choose_mend(self, mend_id: UUID) -> None:
        """Show one thing that was set right."""
        listed = self.state.mends.mends if self.state.mends is not None else ()
        mend = next((each for each in listed if each.mend_id == mend_id), None)
        if mend is not None:
            self._show(replace(self.state, chosen=Chosen(mend=mend), problem=None, done=None))

    def look(self) -> None:
        """Have the server look at its database and ask the carrier, now."""
        self._do(MendByHand(command_id=uuid4(), deed=HandDeed.LOOK), None)

    def do(self, deed: HandDeed, reason: str) -> None:
        """Free the agent, or end the call, that shows; nothing happens but what was told."""
        chosen = self.state.chosen
        live = chosen.live if chosen is not None else None
        if live is None or not self.state.may(deed) or not reason.strip():
            return
        told = live.free if deed is HandDeed.FREE_AGENT else live.end
        command = MendByHand(
            command_id=uuid4(),
            deed=deed,
            agent_id=live.agent_id,
            call_id=live.call_id,
            reason=reason.strip()[:200],
            told=told,
        )
        self._do(command, live)

    def _do(self, command: MendByHand, live: Live | None) -> None:
        if self.state.busy:
            return
        self._show(replace(self.state, busy=True, problem=None, done=None))

        def done(_: Mends) -> None:
            self._show(replace(self.state, busy=False, done=(command.deed, live)))
            self.read()

        def refused(error: ClientError) -> None:
            self._show(replace(self.state, busy=False, problem=error.problem))
            if error.code != ErrorCode.SERVER_AWAY:
                self.read()

        self._tasks.run(lambda: self._server.mend(command), done, refused)

    # what is asked, and what comes

    def _read_lives(self) -> None:
        which, find = self.state.which, self.state.find

        def came(lives: LiveList) -> None:
            if (self.state.which, self.state.find) == (which, find):
                self._show(replace(self.state, lives=lives, away=None))
                self._follow_chosen()

        self._tasks.run(lambda: self._server.live(which, find), came, self._away)

    def _read_mends(self) -> None:
        asked = self._asked_mends()

        def came(mends: Mends) -> None:
            if self._asked_mends() == asked:
                self._show(replace(self.state, mends=_joined(self.state.mends, mends), away=None))

        self._tasks.run(self._ask_mends, came, self._away)

    def _ask_mends(self, after: Mend | None = None) -> Mends:
        by_hand = {Whose.ALL: None, Whose.BY_HAND: True, Whose.BY_ITSELF: False}[self.state.whose]
        return self._server.mends(by_hand=by_hand, finding=self.state.finding, after=after)

    def _asked_mends(self) -> tuple[Whose, str]:
        return self.state.whose, self.state.finding

    def _away(self, error: ClientError) -> None:
        self._show(replace(self.state, away=error.problem))

    def _find_live(self, kind: str, subject_id: UUID) -> Live | None:
        lives = self.state.lives.lives if self.state.lives is not None else ()
        return next((each for each in lives if (each.kind, each.subject_id) == (kind, subject_id)), None)

    def _follow_chosen(self) -> None:
        """Show what is chosen as it is by now; where it is listed no more, say so."""
        chosen = self.state.chosen
        if chosen is None or chosen.live is None:
            return
        now = self._find_live(chosen.live.kind, chosen.live.subject_id)
        if now is not None:
            self._show(replace(self.state, chosen=Chosen(live=now)))
        else:
            self._show(replace(self.state, chosen=replace(chosen, gone=True)))


def _joined(known: Mends | None, newest: Mends) -> Mends:
    """Put the newest before the older ones that were read already."""
    if known is None or not newest.mends or not newest.more:
        return newest
    ids = {each.mend_id for each in newest.mends}
    last = newest.mends[-1]
    older = tuple(each for each in known.mends if each.mend_id not in ids and each.at <= last.at)
    return newest.model_copy(update={"mends": (*newest.mends, *older), "more": known.more if older else newest.more})
