from uuid import uuid4

from agent_desktop.contract.customers import Channel
from agent_desktop.ui.timeline.presenter import TimelineKind, TimelinePresenter, TimelineState
from tests.client.support import START, profile
from tests.client.test_customers_on_screen import Bench as Models


def contact(channel: Channel) -> dict[str, object]:
    return {"contact_id": uuid4(), "at": START, "channel": channel, "subject": {"en": "Asked"}}


def test_contacts_are_shown_with_their_counts_and_by_channel() -> None:
    models = Models()
    presenter = TimelinePresenter(models.customers)
    assert presenter.state == TimelineState()
    models.talk_to(
        profile(
            contacts=[contact(Channel.PHONE), contact(Channel.APP), contact(Channel.PHONE)],
            contact_count=42,
            contacts_90_days={Channel.PHONE: 5, Channel.APP: 2},
        )
    )
    state = presenter.state
    assert (state.kind, len(state.rows), state.total_count, state.loaded_count) == (TimelineKind.READY, 3, 42, 3)
    assert state.channels == (Channel.PHONE, Channel.APP)
    assert state.contacts_90_days_count == 7

    rows = []
    for chosen in (Channel.APP, Channel.BRANCH, None):
        presenter.channel_chosen(chosen)
        rows.append((presenter.state.kind, len(presenter.state.rows)))
    assert rows == [(TimelineKind.READY, 1), (TimelineKind.EMPTY_AFTER_FILTER, 0), (TimelineKind.READY, 3)]


def test_a_customer_without_contacts_is_an_empty_timeline() -> None:
    models = Models()
    presenter = TimelinePresenter(models.customers)
    models.talk_to(profile())

    assert presenter.state.kind is TimelineKind.EMPTY
