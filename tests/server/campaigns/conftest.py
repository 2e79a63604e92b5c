"""A bank that greets, asks and writes to its customers, with a mail server beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.client.campaigns_api import CampaignsApi
from agent_desktop.contract.campaigns import (
    Audience,
    Campaign,
    CampaignStep,
    CampaignWay,
    ChangeCampaign,
    StartCampaign,
)
from agent_desktop.contract.sessions import Role
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.server.attachments.opening import open_attachments
from agent_desktop.server.bank import open_bank
from agent_desktop.server.campaigns.opening import open_campaigns
from agent_desktop.server.campaigns.sending import CampaignSender
from agent_desktop.server.letters.books import load_letters, open_writer
from agent_desktop.server.mail.opening import open_mail
from agent_desktop.server.messages.service import Messaging
from agent_desktop.server.messages.templates import load_templates
from agent_desktop.server.scripts.own_deeds import SendMail
from agent_desktop.server.unit_of_work import UnitsOfWork
from tests.server.floor import SECRETS, add_customer
from tests.server.paper_desk import PaperDesk, paper_desk
from tests.server.support import HandClock, settings_for_tests
from tests.support.mail_server import Post, mail_server

TODAY = date(2026, 3, 2)  # a Monday


@dataclass
class Bureau:
    """`sender` does what the workers of a server do; `post` is the mail server."""

    desk: PaperDesk
    sender: CampaignSender
    post: Post
    mail_by_script: SendMail
    others: list[CampaignSender] = field(default_factory=list)

    @property
    def clock(self) -> HandClock:
        return self.desk.clock

    def api(self, name: str = "sue") -> CampaignsApi:
        return CampaignsApi(self.desk.api(name))

    def customer(self, number: int, **columns: object) -> UUID:
        customer_id = add_customer(self.desk.engine, f"+852612345{number:02}", key=f"C{number}")
        if columns:
            self.change(customer_id, **columns)
        return customer_id

    def change(self, customer_id: UUID, **columns: object) -> None:
        with Session(self.desk.engine) as session, session.begin():
            found = sa.update(CustomerRow).where(CustomerRow.customer_id == customer_id)
            session.execute(found.values(**columns))

    def merge(self, lead: UUID, other: UUID) -> None:
        """Have two accounts be one person's."""
        with Session(self.desk.engine) as session, session.begin():
            merged_at = self.clock.now()
            session.add_all(
                MergedAccountRow(customer_id=each, lead_id=lead, merged_at=merged_at) for each in (lead, other)
            )

    def outcomes(self) -> list[str]:
        """Return what the timelines say became of what was sent."""
        return [each["outcome"]["en"] for each in self.rows("SELECT outcome FROM contacts")]

    def start(self, template: str, way: CampaignWay, **more: object) -> Campaign:
        """Start one that reaches everybody whom its plan reaches."""
        api = self.api()
        given: dict[str, object] = {
            "template": template,
            "way": way,
            "audience": Audience(),
            "from_on": TODAY,
            "until_on": TODAY + timedelta(days=30),
            "capacity": 100,
            "text": {"en": "Our branch moves.", "zh": "网点迁址。"},
            "name": "A campaign",
            **more,
        }
        command = StartCampaign(command_id=uuid4(), seen_reached=0, **given)  # type: ignore[arg-type]
        reached = api.plan(command.as_plan()).reached
        return api.start(command.model_copy(update={"seen_reached": reached}))

    def step(self, campaign: Campaign, step: CampaignStep) -> Campaign:
        seen = self.shown(campaign)
        command = ChangeCampaign(command_id=uuid4(), seen_version=seen.version, step=step)
        return self.api().change(campaign.campaign_id, command)

    def shown(self, campaign: Campaign) -> Campaign:
        return next(each for each in self.api().listed().campaigns if each.campaign_id == campaign.campaign_id)

    def rows(self, query: str, **values: object) -> list[sa.RowMapping]:
        with self.desk.engine.connect() as connection:
            return list(connection.execute(sa.text(query), values).mappings())


@pytest.fixture
def bureau(engine: sa.Engine, tmp_path: Path) -> Iterator[Bureau]:
    opened: list[tuple[CampaignSender, SendMail]] = []
    with mail_server(tmp_path) as post:
        settings = settings_for_tests(
            attachments={"folder": str(tmp_path / "sealed")},
            mail={
                "host": "127.0.0.1",
                "port": post.port,
                "sender": "service@bank.example",
                "ca_file": str(post.certificate),
                "seconds": 5,
            },
        )

        def routers(units: UnitsOfWork) -> list[object]:
            class Clock:
                def now(self) -> object:
                    return units.now()

            bank = open_bank(settings, Clock())  # type: ignore[arg-type]
            letters = load_letters(settings)
            store = open_attachments(settings, SECRETS)
            messaging = Messaging(load_templates(settings), settings.records.bank_name, bank.telephony, "simulator")
            papers = (letters, open_writer(settings, letters), store)
            campaigns = open_campaigns(settings, units, bank, papers, open_mail(settings, SECRETS), messaging)
            opened.append((campaigns.sender, campaigns.mail_by_script))
            return [campaigns.routes, campaigns.mail_routes]

        with paper_desk(engine, routers) as desk:  # type: ignore[arg-type]
            desk.person("sue", Role.SUPERVISOR)
            desk.person("may", Role.AGENT)
            sender, mail_by_script = opened[0]
            yield Bureau(desk, sender, post, mail_by_script)
