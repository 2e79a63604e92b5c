"""What an order does to a room. Pure; what is so already is reported again: the server asks since it does not know."""

from telephony.providers.base import Order, OrderKind, ReportKind
from telephony.providers.simulator.rooms import AGENT, CALLER, COLLEAGUE, GUEST, Dialled, Party, Room
from telephony.providers.simulator.supervising import SUPERVISING, supervise
from telephony.providers.simulator.surveying import STILL, survey
from telephony.providers.simulator.telling import TELLING, tell


def obey(room: Room, order: Order) -> ReportKind | None:
    """Change the room and return what to report, or None where the room does not allow it."""
    if order.kind is OrderKind.SURVEY or room.survey_inputs is not None:
        return survey(room, order) if order.kind in STILL else None
    if order.kind in SUPERVISING:
        return supervise(room, order)
    if order.kind in TELLING:
        return tell(room, order)
    kind = _do(room, order)
    if kind is not None and order.spoken and CALLER in room.parties:
        room.last_words = order.spoken
    return kind


def let_in(room: Room, dialled: Dialled) -> ReportKind:
    """Whoever outside was called has answered: they come in as the colleague, or as the agent where the caller was left
    to them."""
    if dialled.takes_over:
        room.parties[AGENT] = Party(AGENT, endpoint=dialled.endpoint)
        return ReportKind.PARTY_HANDED_OVER
    caller = room.parties.get(CALLER)
    held = caller is not None and not caller.held
    room.parties[COLLEAGUE] = Party(COLLEAGUE, endpoint=dialled.endpoint, held=held)
    return ReportKind.PARTY_JOINED


def _do(room: Room, order: Order) -> ReportKind | None:
    caller, agent = room.parties.get(CALLER), room.parties.get(AGENT)
    match order.kind:
        case OrderKind.DIAL:
            return ReportKind.CALL_DIALLED
        case OrderKind.JOIN_AGENT:
            return _join_agent(room, order)
        case OrderKind.REMOVE_AGENT:
            if agent is not None and agent.endpoint == order.endpoint:
                del room.parties[AGENT]
                _drop_colleague(room)
                room.parties.pop(GUEST, None)  # nobody is left alone with a customer whom they were not to hear
                _hold(room, caller=False)
            elif caller is not None and not {AGENT, COLLEAGUE, GUEST} & room.parties.keys():
                caller.held = False  # the line had gone by itself, and left the caller as they were
            return ReportKind.PARTY_LEFT
        case OrderKind.JOIN_COLLEAGUE | OrderKind.DIAL_OUTSIDE if agent is None or agent.endpoint == order.endpoint:
            return None
        case OrderKind.JOIN_COLLEAGUE:
            return _join_colleague(room, order)
        case OrderKind.DIAL_OUTSIDE if caller is not None and order.to_number:
            return _dial_outside(room, order)
        case OrderKind.REMOVE_COLLEAGUE:
            return _remove_colleague(room, order)
        case OrderKind.KEEP_GUEST if caller is not None and agent is not None:
            return _keep_guest(room, order)
        case OrderKind.REMOVE_GUEST:
            return _remove_guest(room, order)
        case OrderKind.HAND_OVER if caller is not None:
            return _hand_over(room, order)
        case OrderKind.END_CALL:
            return ReportKind.CALL_ENDED
        case _ if agent is None or agent.endpoint != order.endpoint:
            return None
        case _:
            return _turn(room, order, agent)


def _turn(room: Room, order: Order, agent: Party) -> ReportKind | None:
    """Change who of those in the room is heard; the order names the agent's line."""
    match order.kind:
        case OrderKind.HOLD if CALLER in room.parties:
            _hold(room, caller=True)
            return ReportKind.PARTY_HELD
        case OrderKind.RESUME if CALLER in room.parties:
            _hold(room, caller=False)
            return ReportKind.PARTY_RESUMED
        case OrderKind.CONFER if {CALLER, COLLEAGUE} <= room.parties.keys():
            for party in room.parties.values():
                party.held = False
            return ReportKind.PARTY_CONFERRED
        case OrderKind.MUTE:
            agent.muted = True
            return ReportKind.PARTY_MUTED
        case OrderKind.UNMUTE:
            agent.muted = False
            return ReportKind.PARTY_UNMUTED
        case _:
            return None


def _join_agent(room: Room, order: Order) -> ReportKind:
    agent = room.parties.get(AGENT)
    if agent is None or agent.endpoint != order.endpoint:
        for label in (COLLEAGUE, GUEST):
            other = room.parties.get(label)
            if other is not None and other.endpoint == order.endpoint:
                del room.parties[label]  # one telephone, one line
        room.parties[AGENT] = Party(AGENT, endpoint=order.endpoint)
        _hold(room, caller=False)
        if room.dialled is not None:
            room.dialled.takes_over = False
    return ReportKind.PARTY_JOINED


def _join_colleague(room: Room, order: Order) -> ReportKind | None:
    caller, colleague, guest = room.parties.get(CALLER), room.parties.get(COLLEAGUE), room.parties.get(GUEST)
    if guest is not None and guest.endpoint == order.endpoint:
        return None  # one telephone, one line
    if colleague is None or colleague.endpoint != order.endpoint:
        room.dialled = None
        held = caller is not None and not caller.held
        room.parties[COLLEAGUE] = Party(COLLEAGUE, endpoint=order.endpoint, held=held)
    return ReportKind.PARTY_JOINED


def _dial_outside(room: Room, order: Order) -> ReportKind | None:
    dialled, colleague = room.dialled, room.parties.get(COLLEAGUE)
    if dialled is not None and dialled.endpoint == order.endpoint:
        if dialled.rings:
            return ReportKind.PARTY_DIALLED
        return ReportKind.PARTY_JOINED if colleague is not None else ReportKind.PARTY_LEFT
    if colleague is not None or room.ringing_outside is not None:
        return None
    room.dialled = Dialled(order.endpoint, order.to_number, order.ring_seconds, order.order_id)
    return ReportKind.PARTY_DIALLED


def _remove_colleague(room: Room, order: Order) -> ReportKind:
    colleague, outside = room.parties.get(COLLEAGUE), room.ringing_outside
    line = colleague.endpoint if colleague is not None else None if outside is None else outside.endpoint
    if line == order.endpoint:
        _drop_colleague(room)
    return ReportKind.PARTY_LEFT


def _keep_guest(room: Room, order: Order) -> ReportKind | None:
    colleague, guest = room.parties.get(COLLEAGUE), room.parties.get(GUEST)
    if guest is None and colleague is not None and colleague.endpoint == order.endpoint:
        del room.parties[COLLEAGUE]
        room.parties[GUEST] = guest = Party(GUEST, endpoint=order.endpoint)
    return ReportKind.PARTY_STAYED if guest is not None and guest.endpoint == order.endpoint else None


def _remove_guest(room: Room, order: Order) -> ReportKind:
    guest = room.parties.get(GUEST)
    if guest is not None and guest.endpoint == order.endpoint:
        del room.parties[GUEST]
    return ReportKind.PARTY_LEFT


def _drop_colleague(room: Room) -> None:
    room.parties.pop(COLLEAGUE, None)
    if room.ringing_outside is not None:
        room.dialled = None


def _hand_over(room: Room, order: Order) -> ReportKind | None:
    agent, colleague, outside = room.parties.get(AGENT), room.parties.get(COLLEAGUE), room.ringing_outside
    if colleague is not None and colleague.endpoint == order.endpoint:
        del room.parties[COLLEAGUE]
        room.parties[AGENT] = Party(AGENT, endpoint=order.endpoint)
    elif outside is not None and outside.endpoint == order.endpoint:
        room.parties.pop(AGENT, None)
        outside.takes_over = True
    elif agent is None or agent.endpoint != order.endpoint:
        return None
    else:
        return ReportKind.PARTY_HANDED_OVER
    _hold(room, caller=False)
    return ReportKind.PARTY_HANDED_OVER


def _hold(room: Room, *, caller: bool) -> None:
    """Hold the customer, or the colleague where there is one: never both heard, and never both held."""
    for label, held in ((CALLER, caller), (COLLEAGUE, not caller and CALLER in room.parties)):
        party = room.parties.get(label)
        if party is not None:
            party.held = held
