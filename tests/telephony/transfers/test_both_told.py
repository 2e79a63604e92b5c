"""Who was asked in is told of each step of the transfer, as whoever asked them is."""

from telephony.contract import CallAction, TransferState
from tests.telephony.support import Centre
from tests.telephony.test_any_order import Watched
from tests.telephony.transfers.scene import consulting


def test_the_colleague_is_told_that_the_caller_is_being_handed_over_to_them(centre: Centre) -> None:
    scene = consulting(centre)
    watched = Watched(centre, scene.specialist)
    centre.act(scene.agent, scene.call_id, CallAction.COMPLETE_TRANSFER)
    watched.follow()

    assert watched.desk == centre.desk(scene.specialist)
    assert watched.desk.call is not None
    assert watched.desk.call.transfer is not None
    assert watched.desk.call.transfer.state is TransferState.COMPLETING
