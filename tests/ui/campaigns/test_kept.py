"""What is typed into a new campaign is on this computer within two seconds, and stands there after a crash."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from cryptography.fernet import Fernet

from agent_desktop.client.drafts import DraftJournal
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.client.typed_keeper import TypedKeeper
from agent_desktop.contract.campaigns import CampaignWay
from agent_desktop.demo.screen_campaigns import Bureau
from agent_desktop.ui.campaigns.kept import PLACE, values_of, words_of
from agent_desktop.ui.campaigns.new import NewCampaign
from agent_desktop.ui.campaigns.presenter import CampaignsPresenter
from tests.client.support import Clock


def test_a_crash_loses_nothing_of_a_new_campaign_and_what_was_started_does_not_come_back(tmp_path: Path) -> None:
    person, key, clock = uuid4(), Fernet.generate_key().decode(), Clock()

    def started() -> tuple[DraftJournal, TypedKeeper, CampaignsPresenter]:
        journal = DraftJournal(tmp_path, person, key)
        kept = TypedKeeper(journal, ImmediateTasks(), clock.now, monotonic=clock.monotonic)
        campaigns = CampaignsPresenter(Bureau(), ImmediateTasks(), lambda: "en", kept)
        campaigns.open()
        return journal, kept, campaigns

    journal, kept, campaigns = started()
    campaigns.compose()
    form = campaigns.state.form
    assert form is not None
    assert form.today is not None
    template = next(each for each in form.templates if CampaignWay.POST in each.ways)
    typed = replace(
        campaigns.state.new, template=template.code, way=CampaignWay.POST, name="Branch moves", capacity=12,
        until_on=form.today + timedelta(days=3), text=(("en", "We move."), ("zh", "迁址。")),
    )  # fmt: skip
    campaigns.changed(typed)
    clock.pass_seconds(2.0, kept.tick)
    journal.close()  # as a killed program leaves it

    journal, kept, campaigns = started()
    campaigns.compose((uuid4(),))  # for marked customers: the words come along, not whom it was for
    assert (campaigns.state.new.name, dict(campaigns.state.new.text)["en"]) == ("Branch moves", "We move.")
    journal.close()

    journal, kept, campaigns = started()
    campaigns.compose()
    assert campaigns.state.new == typed
    campaigns.look()
    campaigns.start()
    journal.close()

    journal, kept, campaigns = started()
    campaigns.compose()
    assert campaigns.state.new.name == ""
    journal.close()


def test_a_form_whose_days_are_over_begins_with_todays_and_keeps_its_words() -> None:
    bureau, kept = Bureau(), Kept()
    form = bureau.form()
    old = NewCampaign(
        template=form.templates[0].code, way=form.templates[0].ways[0], from_on=form.today - timedelta(days=9),
        until_on=form.today - timedelta(days=2), name="June",
    )  # fmt: skip
    kept.keep(PLACE, values_of(old))
    campaigns = CampaignsPresenter(bureau, ImmediateTasks(), lambda: "en", kept)
    campaigns.open()
    campaigns.compose()
    assert (campaigns.state.new.name, campaigns.state.new.from_on) == ("June", form.today)


def test_what_is_kept_reads_as_it_was_typed() -> None:
    half = NewCampaign(template="news", way=CampaignWay.EMAIL, capacity=0, customer_ids=(uuid4(), uuid4()))
    assert words_of(values_of(half)) == half
    assert words_of({}) is None


class Kept:
    """Words by place, in memory."""

    def __init__(self) -> None:
        self.places: dict[str, dict[str, str | bool]] = {}

    def find(self, place: str) -> dict[str, str | bool]:
        return self.places.get(place, {})

    def keep(self, place: str, values: object) -> None:
        self.places[place] = dict(values)  # type: ignore[call-overload]

    def drop(self, place: str) -> None:
        self.places.pop(place, None)
