"""The syllables of a name, however it was spelled: in Chinese characters, in pinyin or in Hong Kong's spelling.

Hong Kong's romanisation has no standard and does not tell aspirated from plain sounds, so Cantonese is brought to a
coarse form that jyutping (LSHK, 1993) and the spellings in daily use both lead to: *Ts-*, *Ch-* and *Tz-* are one,
*Shum* and *Sum* are one. Mandarin is pinyin without tones.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import product
from typing import Final

from pypinyin import Style, lazy_pinyin

from agent_desktop.records.customers.folding import fold, has_han, pinyin_readings

MOST_READINGS: Final = 8
"""A spelled name has at most so many ways to be cut into syllables that are followed up."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Every syllable of Standard Mandarin as pinyin writes it, without tones; v stands for u with two dots.
PINYIN: Final = _words(
    """
    a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen ceng cha
    chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo ci cong cou cu cuan
    cui cun cuo da dai dan dang dao de den deng di dian diao die ding diu dong dou du duan dui dun duo e ei en eng er fa
    fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ha
    hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie jin jing
    jiong jiu ju juan jue jun ka kai kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan
    lang lao le lei leng li lia lian liang liao lie lin ling liu lo long lou lu luan lun luo lv lve ma mai man mang mao
    me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao nie
    nin ning niu nong nou nu nuan nun nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou
    pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua ruan
    rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shen sheng shi shou shu shua shuai shuan
    shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te teng ti tian tiao tie ting tong tou tu
    tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya
    yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao
    zhe zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo
    """
)

_CANTONESE_STARTS: Final = ("", *_words("p m f t n l k ng h kw w ch s y"))
_CANTONESE_ENDS: Final = _words(
    "a ai au am an ang ap at ak e eng ek i iu im in ing ip it ik o oi on ong ok ot u ui un ung ut uk eung euk uen uet"
)
CANTONESE: Final = frozenset({start + end for start in _CANTONESE_STARTS for end in _CANTONESE_ENDS} | {"ng", "m"})

_JYUTPING: Final = re.compile(r"(ng(?=[aeiou])|gw|kw|[bpmfdtnlgkhwzcsj]|)([a-z]*)[1-6]?")
_STARTS: Final = {"b": "p", "d": "t", "g": "k", "gw": "kw", "z": "ch", "c": "ch", "j": "y"}
_ENDS: Final = {
    "ei": "i", "ou": "o", "oe": "eu", "oeng": "eung", "oek": "euk", "eoi": "ui", "eon": "un", "eot": "ut", "yu": "u",
    "yun": "uen", "yut": "uet", "oet": "ut", "em": "im", "ep": "ip", "eu": "iu", "et": "it",
}  # fmt: skip

_SPELLED_START: Final = re.compile(r"(tsz|tz|ts|ch|c|sh|sz|s|kw|gw|qu|k|g|ng(?=[aeiou])|n|t|d|p|b|y|j|[mflhwz]|)(.*)")
_SPELLED_STARTS: Final = {
    "tsz": "ch", "tz": "ch", "ts": "ch", "c": "ch", "z": "ch", "sh": "s", "sz": "s", "gw": "kw", "qu": "kw", "g": "k",
    "d": "t", "b": "p", "j": "y",
}  # fmt: skip
_SPELLED_ENDS: Final = {
    "": "i", "e": "e", "ee": "i", "ei": "i", "ey": "i", "ie": "i", "ou": "o", "oo": "u", "ow": "au", "aw": "o",
    "or": "o", "oe": "o",
    "um": "am", "oon": "un", "oong": "ung", "ue": "u", "eui": "ui", "oi": "oi", "oy": "oi", "ay": "ai",
    "uk": "uk", "ook": "uk", "eun": "un", "ar": "a", "ah": "a", "aa": "a", "aai": "ai", "aau": "au", "aam": "am",
    "aan": "an", "aang": "ang", "aap": "ap", "aat": "at", "aak": "ak", "eong": "eung", "oeng": "eung", "ew": "iu",
    "yuen": "uen", "yu": "u",
}  # fmt: skip

# Surnames that are read otherwise than the same character inside a word, in Cantonese.
_CANTONESE_SURNAMES: Final = {"區": "au", "区": "au", "單": "sin", "单": "sin", "查": "cha", "翟": "chak", "仇": "kau"}


@lru_cache(maxsize=50_000)
def cantonese_of_character(character: str) -> str:
    """Return the coarse Cantonese of one Chinese character; empty where its reading is not known."""
    from ToJyutping import get_jyutping_list  # a second, when names are first compared

    reading = get_jyutping_list(character)[0][1]
    return _coarse(reading.split()[0]) if reading else ""


@lru_cache(maxsize=50_000)
def toned(character: str) -> str:
    """Return the pinyin of one Chinese character with its tone: the same for its traditional and simplified form."""
    return "".join(lazy_pinyin(character, style=Style.TONE3, neutral_tone_with_five=True))


def han_of(name_chinese: str) -> str:
    """Return the Chinese characters of a name alone; empty where it has none."""
    return "".join(mark for mark in fold(name_chinese) if has_han(mark))


def mandarin_readings(han: str) -> list[list[str]]:
    """Return the ways to read Chinese characters in Mandarin, as syllables without tones."""
    return pinyin_readings(han)


def cantonese_reading(han: str) -> list[str]:
    """Return the coarse Cantonese syllables of Chinese characters; empty where one is not known."""
    syllables = [cantonese_of_character(character) for character in han]
    if han[:1] in _CANTONESE_SURNAMES:
        syllables[0] = _CANTONESE_SURNAMES[han[0]]
    return syllables if all(syllables) else []


def as_cantonese(words: Iterable[str]) -> list[list[str]]:
    """Return the ways to read folded Latin words as Hong Kong's spelling; none where a word cannot be read so."""
    return _read(words, _cut_cantonese)


def as_pinyin(words: Iterable[str]) -> list[list[str]]:
    """Return the ways to read folded Latin words as pinyin; none where a word cannot be read so."""
    return _read(words, _cut_pinyin)


@lru_cache(maxsize=50_000)
def can_be_chinese(word: str) -> bool:
    """Say whether a folded Latin word can be one or more syllables of Mandarin or Cantonese."""
    return bool(_cut_pinyin(word) or _cut_cantonese(word))


def _coarse(jyutping: str) -> str:
    matched = _JYUTPING.fullmatch(jyutping)
    if matched is None:
        return ""
    start, end = matched.groups()
    end = _ENDS.get(end, end)
    end = re.sub("^aa", "a", end)
    return _STARTS.get(start, start) + end


def _coarse_spelled(spelled: str) -> str:
    """Return the coarse form of one spelled syllable; empty where it cannot be one."""
    if spelled in ("ng", "m"):
        return spelled
    matched = _SPELLED_START.fullmatch(spelled)
    assert matched is not None
    start, end = matched.groups()
    if not end and start not in ("tsz", "sz"):
        return ""
    end = end if end != "e" or start not in ("sz", "tsz") else "i"  # Sze is si, Tse is che
    sound = _SPELLED_STARTS.get(start, start) + _SPELLED_ENDS.get(end, end)
    return sound if sound in CANTONESE else ""


@lru_cache(maxsize=50_000)
def _cut_cantonese(word: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_cuts(word, _coarse_spelled, spare=0))


@lru_cache(maxsize=50_000)
def _cut_pinyin(word: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_cuts(word.replace("u:", "v"), lambda part: part if part in PINYIN else "", spare=1))


def _cuts(word: str, sound_of: Callable[[str], str], *, spare: int) -> list[tuple[str, ...]]:
    """Cut into at most three syllables, the fewest first and up to `spare` more: *Xian* may be *xi an*.

    A word of a Chinese name has no more than three.
    """
    if not word.isalpha() or not word.isascii() or len(word) > 18:
        return []
    found: list[tuple[str, ...]] = []
    whole = sound_of(word)
    if whole:
        found.append((whole,))
    for first in range(1, len(word)):
        left = sound_of(word[:first])
        if not left:
            continue
        right = sound_of(word[first:])
        if right:
            found.append((left, right))
        for second in range(first + 1, len(word)):
            middle, last = sound_of(word[first:second]), sound_of(word[second:])
            if middle and last:
                found.append((left, middle, last))
    found.sort(key=len)
    fewest = len(found[0]) if found else 0
    return [cut for cut in found if len(cut) <= fewest + spare][:4]


def _read(words: Iterable[str], cut: Callable[[str], tuple[tuple[str, ...], ...]]) -> list[list[str]]:
    options = [cut(word) for word in words]
    if not options or not all(options):
        return []
    readings: list[list[str]] = []
    for chosen in product(*options):
        readings.append([syllable for part in chosen for syllable in part])
        if len(readings) == MOST_READINGS:
            break
    return readings
