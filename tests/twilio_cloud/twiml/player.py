"""Plays documents to one call: fetches them, goes through their verbs, and stops when something else is ordered."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urldefrag, urljoin

from tests.twilio_cloud import lines
from tests.twilio_cloud.clock import Signal
from tests.twilio_cloud.things import Call, Source
from tests.twilio_cloud.twiml.grammar import VERBS
from tests.twilio_cloud.twiml.parse import BadTwimlError, Element, parse
from tests.twilio_cloud.webhooks import NoAnswerError
from tests.twilio_cloud.world import World


class Interrupted(Exception):
    """The call is over, or something else was ordered; `call.interrupt` says what."""


class Stopped(Exception):
    """What was waited through has ended: the conference starts, or the caller is taken out of the queue."""

    def __init__(self, by: Signal) -> None:
        super().__init__()
        self.by = by


class GoTo(Exception):
    """Another document replaces this one."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source


class LeaveQueue(Exception):
    """`<Leave>`: out of the queue, on with the document that put the caller there."""


class HangUp(Exception):
    """`<Hangup>` or `<Reject>`: the call ends with `status`."""

    def __init__(self, status: str = "completed") -> None:
        super().__init__()
        self.status = status


class Broken(Exception):
    """A document could not be had or played, and there is no fallback: Twilio says so and hangs up."""


class Player:
    """Plays documents. `stops` end it early; `extra` are parameters of every request for a document."""

    def __init__(
        self,
        world: World,
        call: Call,
        allowed: Sequence[str] = VERBS,
        *,
        stops: Sequence[Signal] = (),
        extra: Callable[[], Mapping[str, str]] = dict,
        about: str = "voice",
    ) -> None:
        self.world = world
        self.call = call
        self.url = ""
        self._method = "POST"
        self._allowed = allowed
        self._stops = tuple(stops)
        self._extra = extra
        self._about = about

    async def wait(self, seconds: float | None, *signals: Signal) -> Signal | None:
        """Wait for one of `signals`, or None after so long.

        Raises:
            Interrupted: Something else was ordered.
            Stopped: This need not go on.
        """
        interrupt = self.call.interrupt
        came = await self.world.clock.wait(interrupt, *self._stops, *signals, within=seconds)
        if came is interrupt:
            raise Interrupted
        if came is not None and came in self._stops:
            raise Stopped(came)
        return came

    async def run(self, source: Source, verbs: list[Element] | None = None) -> None:
        """Play a document and those it leads to. `verbs`: it is at hand already.

        Raises:
            Interrupted: Something else was ordered.
            Stopped: One of `stops`.
            LeaveQueue: `<Leave>`.
            HangUp: `<Hangup>` or `<Reject>`.
            Broken: A document cannot be played.
        """
        while True:
            if verbs is None:
                verbs = await self.fetch(source)
            try:
                for verb in verbs:
                    await self._perform(verb)
                return
            except GoTo as go:
                source, verbs = go.source, None

    async def fetch(self, source: Source) -> list[Element]:
        """Return the verbs of a document; that of the fallback URL, which is told why, where it cannot be played
        (telephony.md 1.1, 2.2)."""
        call, fallback = self.call, self.call.fallback
        try:
            verbs = await self._fetch(source, {})
        except (NoAnswerError, BadTwimlError) as error:
            self.world.blame(error.code, f"{source.url or 'twiml'}: {error}", call)
            if not fallback.url or fallback.url == source.url:
                raise Broken from error
            told = {"ErrorCode": str(error.code), "ErrorUrl": source.url}
            try:
                verbs = await self._fetch(Source(fallback.url, fallback.method), told)
            except (NoAnswerError, BadTwimlError) as again:
                self.world.blame(again.code, f"fallback {fallback.url}: {again}", call)
                raise Broken from again
        if call.interrupt.fired:
            raise Interrupted
        for stop in self._stops:
            if stop.fired:
                raise Stopped(stop)
        return verbs

    async def tell_handler(self, url: str, method: str, params: Mapping[str, str]) -> None:
        """Fetch a handler's document and do nothing with it: what an interrupted verb's action gets (telephony.md 1.2,
        trap 15). It must be playable all the same."""
        asked = lines.call_params(self.world, self.call) | dict(params)
        try:
            answer = await self.world.post.ask("action", url, method, asked)
            if answer.body.strip():
                parse(answer.body, answer.media_type)
        except (NoAnswerError, BadTwimlError) as error:
            self.world.blame(error.code, f"{url}: {error}", self.call)

    def link(self, reference: str) -> str:
        """Return an address of this document as an absolute one; empty means the document itself.

        Raises:
            Broken: It is relative, and the document came by REST: relative to nothing.
        """
        if not reference:
            return self.url
        if "://" in reference:
            return reference
        if not self.url:
            self.world.blame(11100, f"{reference} is relative, in a document given by REST", self.call)
            raise Broken
        return urljoin(urldefrag(self.url).url, reference)

    def answer(self) -> None:
        """Answer an inbound call, as the first verb with sound does."""
        lines.set_status(self.world, self.call, "in-progress")

    async def _fetch(self, source: Source, told: Mapping[str, str]) -> list[Element]:
        if source.twiml:
            self.url, self._method = "", "POST"
            self.call.documents.append(source.twiml)
            return parse(source.twiml, allowed=self._allowed)
        params = lines.call_params(self.world, self.call) | dict(self._extra()) | source.params | dict(told)
        answer = await self.world.post.ask(self._about, source.url, source.method, params)
        self.url, self._method = source.url, source.method
        self.call.documents.append(answer.body)
        if answer.media_type.startswith("audio/"):  # a waitUrl or a hold URL may be a sound (telephony.md 1.5)
            return [Element("Play", {}, source.url)]
        if not answer.body.strip():
            return []
        return parse(answer.body, answer.media_type, self._allowed)

    async def _perform(self, verb: Element) -> None:
        from tests.twilio_cloud.twiml.verbs import PERFORM  # the verbs play documents themselves

        await PERFORM[verb.name](self, verb)


async def live(world: World, call: Call, source: Source) -> None:
    """Be a call from its first document to its end: what it does is the job of one call."""
    while True:
        try:
            await Player(world, call).run(source)
            lines.over(world, call, "completed")
        except HangUp as how:
            lines.over(world, call, how.status)
        except (Broken, LeaveQueue):
            call.told.append("say: an application error has occurred")
            lines.over(world, call, "completed" if call.answered is not None else "failed")
        except Interrupted:
            pass
        if not call.live:
            return
        await world.clock.wait(call.over, within=world.limits.redirect_seconds)
        source, call.interrupt = call.interrupt.value, Signal()
        if call.over.fired:
            return
