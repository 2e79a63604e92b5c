"""How else a name of the trial bank may be written: the other romanisation, the other script, another order.

Written by hand from dictionaries and from how people spell their names; nothing of what links records is used here.
"""

from typing import Final

from agent_desktop.demo.trial_bank.draw import Draw


def _table(text: str) -> dict[str, str]:
    return {item[0]: item[1:] for item in text.split()}


# Pinyin of the characters of the names in Hong Kong's style.
_PINYIN: Final = _table(
    "陳chen 黃huang 李li 張zhang 劉liu 何he 梁liang 吳wu 楊yang 林lin 鄭zheng 周zhou 曾zeng 鄧deng 郭guo 馮feng 葉ye"
    " 謝xie 羅luo 麥mai 潘pan 袁yuan 蕭xiao 區ou 蔡cai 許xu 譚tan 呂lü 杜du 莫mo 沈shen 趙zhao 朱zhu 徐xu 江jiang"
    " 姚yao 陸lu 蘇su 簡jian 黎li 彭peng 溫wen 鍾zhong 唐tang 高gao 余yu 司si 徒tu"
    " 詠yong 詩shi 嘉jia 敏min 欣xin 晴qing 怡yi 筠yun 珊shan 美mei 玲ling 芳fang 瑩ying 麗li 玉yu 雪xue 曉xiao 佩pei"
    " 雅ya 彤tong 慧hui 嬌jiao 愛ai 心xin 月yue 樂le 芷zhi 嵐lan 愷kai 儀yi 浩hao 俊jun 傑jie 偉wei 明ming 健jian"
    " 志zhi 輝hui 朗lang 誠cheng 強qiang 雄xiong 光guang 卓zhuo 逸yi 軒xuan 子zi 希xi 家jia 文wen 榮rong 忠zhong"
    " 國guo 耀yao 邦bang 立li 德de 賢xian 星xing"
)
# Hong Kong's spelling of the characters of the names in the mainland's style.
_CANTONESE: Final = _table(
    "王Wong 李Lee 张Cheung 刘Lau 陈Chan 杨Yeung 赵Chiu 黄Wong 周Chow 吴Ng 徐Tsui 孙Suen 胡Wu 朱Chu 高Ko 林Lam 何Ho"
    " 郭Kwok 马Ma 罗Law 梁Leung 宋Sung 郑Cheng 谢Tse 韩Hon 唐Tong 冯Fung 于Yu 董Tung 萧Siu 程Ching 曹Tso 袁Yuen 邓Tang"
    " 傅Fu 沈Shum 曾Tsang 彭Pang 吕Lui 苏So 卢Lo 蒋Cheung 蔡Choi 贾Ka 丁Ting 魏Ngai 欧Au 阳Yeung"
    " 芳Fong 娜Na 敏Man 静Ching 燕Yin 婷Ting 慧Wai 欣Yan 雨Yu 涵Ham 萱Huen 怡Yi 蕊Yui 佳Kai 琪Ki 悦Yuet 梦Mung 雪Suet"
    " 兰Lan 莹Ying 淑Shuk 霞Ha 珍Chun 宁Ning 曼Man 若Yeuk 晴Ching 琳Lam 伟Wai 磊Lui 洋Yeung 勇Yung 军Kwan 杰Kit 涛To"
    " 明Ming 超Chiu 鹏Pang 鑫Yam 宇Yu 浩Ho 然Yin 子Tsz 轩Hin 一Yat 晨San 睿Yui 凯Hoi 博Pok 文Man 海Hoi 强Keung 龙Lung"
    " 刚Kong 志Chi 峰Fung 斌Pan 建Kin"
)
_SIMPLIFIED: Final = str.maketrans(
    "陳黃張劉吳楊鄭鄧馮葉謝羅麥蕭區許譚呂趙陸蘇簡溫鍾詠詩瑩麗曉嬌愛樂嵐愷儀傑偉輝誠強軒榮國賢",
    "陈黄张刘吴杨郑邓冯叶谢罗麦萧区许谭吕赵陆苏简温钟咏诗莹丽晓娇爱乐岚恺仪杰伟辉诚强轩荣国贤",
)
_TRADITIONAL: Final = str.maketrans(
    "张刘陈杨赵黄吴孙马罗郑谢韩冯萧邓吕苏卢蒋贾欧阳静悦梦兰莹宁伟军杰涛鹏轩凯强龙刚",
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧呂蘇盧蔣賈歐陽靜悅夢蘭瑩寧偉軍傑濤鵬軒凱強龍剛",
)
# The spellings of one sound that are about equally usual.
_ALIKE: Final = {
    "Tsz": "Tze", "Sze": "Sz", "Yee": "Yi", "Yi": "Yee", "Shum": "Sum", "Suet": "Shuet", "Lo": "Law", "Lee": "Li",
    "Chu": "Chue", "Yu": "Yue", "Mei": "May", "Hoi": "Hoy", "Chow": "Chau", "Poon": "Pun", "Kwan": "Gwan",
}  # fmt: skip


def simplified(chinese: str) -> str:
    """Return a name of the trial bank in the mainland's characters."""
    return chinese.translate(_SIMPLIFIED)


def traditional(chinese: str) -> str:
    """Return a name of the trial bank in Hong Kong's characters."""
    return chinese.translate(_TRADITIONAL)


def in_pinyin(chinese: str) -> str:
    """Return *He Shiyong* for 何詩詠; empty where a character is not in the table."""
    double = chinese[:2] == "司徒"
    family, given = (chinese[:2], chinese[2:]) if double else (chinese[:1], chinese[1:])
    if not given or not all(mark in _PINYIN for mark in chinese):
        return ""
    return f"{_joined(family)} {_joined(given)}"


def in_hong_kong_spelling(chinese: str) -> str:
    """Return *Wong Wai Ming* for 王伟明; empty where a character is not in the table."""
    if len(chinese) < 2 or not all(mark in _CANTONESE for mark in chinese):
        return ""
    return " ".join(_CANTONESE[mark] for mark in chinese)


def spelled_alike(draw: Draw, latin: str) -> str:
    """Return the name with one of its words in a spelling that is as usual."""
    words = latin.split()
    places = [place for place, word in enumerate(words) if word in _ALIKE]
    if places:
        place = draw.one_of(places)
        words[place] = _ALIKE[words[place]]
    return " ".join(words)


def reordered(draw: Draw, latin: str, family: str) -> str:
    """Return the name as another clerk writes it: the surname last or first with a comma, hyphens, capitals."""
    words = latin.split()
    if family not in words:
        return latin.upper()
    place = words.index(family)
    english, given = words[:place], words[place + 1 :]
    if not given:  # a name from abroad, the surname last
        return draw.one_of((f"{family.upper()}, {' '.join(english)}", f"{family} {' '.join(english)}"))
    hyphened = "-".join((given[0], *(word.lower() for word in given[1:])))
    forms = [
        f"{family.upper()} {' '.join(given)}",
        f"{' '.join(given)} {family.upper()}",
        f"{hyphened} {family}",
        f"{family} {''.join((given[0], *(word.lower() for word in given[1:])))}",
    ]
    if english:
        forms += [f"{family.upper()}, {' '.join((*english, *given))}", f"{family} {' '.join((*given, *english))}"]
    return draw.one_of(forms)


def _joined(chinese: str) -> str:
    return "".join(_PINYIN[mark] for mark in chinese).capitalize()
