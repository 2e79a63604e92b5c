"""Sees to the members of campaigns, one after the other, each in a transaction of its own.

Callbacks, short messages and letters are rows (and a sealed file) of the same transaction as the member that is done:
whatever is killed, each is there once. An e-mail is not: that it is being sent is committed before, what came of it
after; what a dead server was sending stands as uncertain, and a person decides.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from agent_desktop.contract.campaigns import CampaignWay, MemberState, WhyNot
from agent_desktop.records.attachments.errors import AttachmentsNotSetUpError
from agent_desktop.records.campaigns.models import CampaignMemberRow
from agent_desktop.records.campaigns.repository import CampaignRepository, MemberRepository, WorkRepository
from agent_desktop.records.letters.errors import LettersNotSetUpError
from agent_desktop.server.campaigns.seeing import PERHAPS, SENT, Means, See
from agent_desktop.server.errors import log_failure
from agent_desktop.server.mail.port import (
    MailAwayError,
    MailLaterError,
    MailLine,
    MailRefusedError,
    MailUncertainError,
)
from agent_desktop.server.unit_of_work import UnitOfWork

AT_ONCE: Final = 20
"""So many members are seen to before a worker rests."""
AGAIN_AFTER: Final = timedelta(minutes=5)
"""So long nothing of a campaign goes out after that which it goes out through was away."""
LATER_MOST: Final = 5
"""So many recipients in a row whom the mail server does not take now mean that it takes nobody now."""
REFUSED_AFTER: Final = timedelta(days=3)
"""Whom it has not taken so long after their day counts as refused."""
OTHERS: Final = (CampaignWay.PHONE, CampaignWay.MESSAGE, CampaignWay.POST)

Begin = Callable[[], AbstractContextManager[UnitOfWork]]


class CampaignSender:
    """Sees to what is due. May run in several servers."""

    def __init__(self, begin: Begin, means: Means) -> None:
        self._begin = begin
        self._means = means
        self._later = 0  # recipients in a row; only whoever has the lock of e-mail counts

    def run_due(self) -> int:
        """See to members that are due, all but those of e-mail; return how many."""
        done = 0
        while done < AT_ONCE and self._next():
            done += 1
        with self._begin() as work:
            WorkRepository(work.session).finish_all(work.now())
        return done

    def next_due_at(self) -> datetime | None:
        with self._begin() as work:
            return WorkRepository(work.session).next_due_at(OTHERS)

    def run_mail(self) -> int:
        """Send e-mails that are due; return how many were tried. One server does it at a time."""
        with self._begin() as guard:
            if not WorkRepository(guard.session).try_mail_lock():
                return 0
            self._leave_unfinished()
            done, self._later = 0, 0
            with self._means.mail.opened() as line:
                while done < AT_ONCE and self._next_mail(line):
                    WorkRepository(guard.session).keep_alive()
                    done += 1
        return done

    def next_mail_at(self) -> datetime | None:
        with self._begin() as work:
            return WorkRepository(work.session).next_due_at([CampaignWay.EMAIL])

    def _next(self) -> bool:
        try:
            with self._begin() as work:
                found = WorkRepository(work.session).lock_next(OTHERS, work.now())
                if found is None:
                    return False
                row, member = found
                try:
                    with work.session.begin_nested():
                        See(work, self._means, row, member).to_it()
                except (AttachmentsNotSetUpError, LettersNotSetUpError, OSError) as error:
                    log_failure("campaign.waits", error, campaign_id=str(row.campaign_id))
                    problem = WhyNot.NOT_SET_UP.value if not isinstance(error, OSError) else "disk"
                    WorkRepository(work.session).set_problem(row.campaign_id, problem, work.now() + AGAIN_AFTER)
                except Exception as error:
                    if isinstance(error, DBAPIError) and error.connection_invalidated:
                        raise
                    log_failure("campaign.failed", error, member_id=str(member.member_id))
                    self._put_off(work, row.campaign_id, member)
                return True
        except DBAPIError as error:
            log_failure("campaign.failed", error)
            return False

    def _next_mail(self, line: MailLine) -> bool:
        with self._begin() as work:
            found = WorkRepository(work.session).lock_next([CampaignWay.EMAIL], work.now())
            if found is None:
                return False
            row, member = found
            mail = None
            try:
                with work.session.begin_nested():
                    mail = See(work, self._means, row, member).mail()
            except Exception as error:
                if isinstance(error, DBAPIError) and error.connection_invalidated:
                    raise
                log_failure("campaign.failed", error, member_id=str(member.member_id))
                self._put_off(work, row.campaign_id, member)
            if mail is not None:
                member.sent_text = mail.text
                member.state, member.due_at = MemberState.SENDING, None
            member_id, campaign_id = member.member_id, row.campaign_id
        if mail is None:
            return True
        state, why, problem = MemberState.DONE, None, ""
        try:
            line.send(mail)
        except MailRefusedError:
            state, why = MemberState.FAILED, WhyNot.REFUSED
        except MailUncertainError:
            state = MemberState.UNCERTAIN
        except MailLaterError as later:
            self._later += 1
            state, problem = MemberState.WAITING, later.problem.value if self._later >= LATER_MOST else ""
        except MailAwayError as away:
            state, problem = MemberState.WAITING, away.problem.value
        if state is not MemberState.WAITING:
            self._later = 0
        self._keep_mail(campaign_id, member_id, state, why, problem)
        return not problem

    def _leave_unfinished(self) -> None:
        """Keep of what a dead server was sending that it may have gone out."""
        with self._begin() as work:
            for row, member in WorkRepository(work.session).lock_unfinished():
                see = See(work, self._means, row, member)
                see.end(MemberState.UNCERTAIN)
                see.on_timeline(PERHAPS)

    @staticmethod
    def _put_off(work: UnitOfWork, campaign_id: UUID, member: CampaignMemberRow) -> None:
        """See to one that cannot be seen to another time: it stops no other."""
        member.due_at = work.now() + AGAIN_AFTER
        work.session.flush()
        WorkRepository(work.session).set_problem(campaign_id, "failed", None)

    def _wait_for_recipient(self, work: UnitOfWork, see: See, member: CampaignMemberRow) -> None:
        """Try one whom the mail server does not take now another time; it stops no other."""
        today = self._means.options.day_of(work.now())
        if member.planned_on is not None and today > member.planned_on + REFUSED_AFTER:
            see.end(MemberState.FAILED, WhyNot.REFUSED)
        else:
            see.wait(again_at=work.now() + AGAIN_AFTER)

    def _keep_mail(
        self, campaign_id: UUID, member_id: UUID, state: MemberState, why: WhyNot | None, problem: str
    ) -> None:
        """Keep what came of an e-mail; nothing waits of a campaign that was ended meanwhile."""
        with self._begin() as work:
            row = CampaignRepository(work.session).lock(campaign_id)
            member = MemberRepository(work.session).find_member(member_id)
            assert row is not None, "nobody removes a campaign"
            assert member is not None, "nobody removes a member"
            see = See(work, self._means, row, member)
            if problem:
                see.wait(again_at=work.now())
                WorkRepository(work.session).set_problem(campaign_id, problem, work.now() + AGAIN_AFTER)
                return
            if state is MemberState.WAITING:
                self._wait_for_recipient(work, see, member)
                return
            see.end(state, why)
            if state in (MemberState.DONE, MemberState.UNCERTAIN):
                see.on_timeline(SENT if state is MemberState.DONE else PERHAPS)
            if row.problem:
                WorkRepository(work.session).set_problem(campaign_id, "", None)
