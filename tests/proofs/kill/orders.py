"""What the proof tells the programs that play people, a word a line on standard input: ``pause`` and ``resume``."""

import os
import sys
import threading
from random import Random
from uuid import UUID


class Orders:
    """Hears them on a thread of its own. A program whose proof has gone ends itself."""

    def __init__(self) -> None:
        self._paused = threading.Event()
        self._number = 0
        threading.Thread(target=self._listen, name="orders", daemon=True).start()

    @property
    def paused(self) -> bool:
        """Whether nobody is to press or type anything now."""
        return self._paused.is_set()

    @property
    def number(self) -> int:
        """How many pauses were ordered so far."""
        return self._number

    def _listen(self) -> None:
        for line in sys.stdin:
            if line.strip() == "pause":
                self._number += 1
                self._paused.set()
            elif line.strip() == "resume":
                self._paused.clear()
        os._exit(0)


_WORDS = (
    "客户说昨晚有一笔不认识的交易",
    "金额是一千二百八十元",
    "卡一直在身边",
    "没有把密码告诉任何人",
    "希望马上停卡",
    "已核对出生日期和住址",
    "caller asks for the money back",
    "POS in Causeway Bay",
    "已说明十个工作日内回覆",
    "谢谢来电",
)


def note_for(seed: int, call_id: UUID | str) -> str:
    """Return the whole note that will be typed in this call: the same whoever asks, also after a restart."""
    chance = Random(f"{seed}-note-{call_id}")
    return "，".join(chance.sample(_WORDS, chance.randint(2, 4))) + "。"
