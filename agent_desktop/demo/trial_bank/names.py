"""Names in the styles of Hong Kong, the mainland and abroad, put together from common parts.

Nobody is meant by them: a name that somebody bears comes about by chance.
"""

from typing import Final, NamedTuple

from agent_desktop.demo.trial_bank.draw import Draw


class Name(NamedTuple):
    """A person's or a firm's name as the bank writes it. `family` and `family_chinese` are empty for a firm."""

    latin: str
    chinese: str
    family: str = ""
    family_chinese: str = ""


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((latin, chinese) for latin, _, chinese in (item.partition(":") for item in text.split()))


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_HONG_KONG_FAMILIES: Final = _pairs(
    "Chan:陳 Wong:黃 Lee:李 Cheung:張 Lau:劉 Ho:何 Leung:梁 Ng:吳 Yeung:楊 Lam:林 Cheng:鄭 Chow:周 Tsang:曾"
    " Tang:鄧 Kwok:郭 Fung:馮 Yip:葉 Tse:謝 Lo:羅 Mak:麥 Poon:潘 Yuen:袁 Siu:蕭 Au:區 Choi:蔡 Hui:許 Tam:譚"
    " Lui:呂 To:杜 Mok:莫 Shum:沈 Chiu:趙 Chu:朱 Tsui:徐 Kong:江 Yiu:姚 Luk:陸 So:蘇 Kan:簡 Lai:黎 Pang:彭"
    " Wan:溫 Chung:鍾 Tong:唐 Ko:高 Yu:余 Szeto:司徒"
)
_HONG_KONG_WOMEN: Final = _pairs(
    "Wing:詠 Sze:詩 Ka:嘉 Man:敏 Yan:欣 Ching:晴 Yi:怡 Kwan:筠 Shan:珊 Mei:美 Ling:玲 Fong:芳 Ying:瑩 Lai:麗"
    " Yuk:玉 Suet:雪 Hiu:曉 Pui:佩 Nga:雅 Tung:彤 Wai:慧 Kiu:嬌 Oi:愛 Sum:心 Yuet:月 Lok:樂 Chi:芷 Lam:嵐"
    " Hoi:愷 Yee:儀"
)
_HONG_KONG_MEN: Final = _pairs(
    "Ho:浩 Chun:俊 Kit:傑 Wai:偉 Ming:明 Kin:健 Chi:志 Fai:輝 Long:朗 Shing:誠 Keung:強 Hung:雄 Kwong:光"
    " Cheuk:卓 Yat:逸 Hin:軒 Tsz:子 Hei:希 Ka:家 Lok:樂 Man:文 Wing:榮 Chung:忠 Kwok:國 Yiu:耀 Pong:邦 Lap:立"
    " Tak:德 Yin:賢 Sing:星"
)
_MAINLAND_FAMILIES: Final = _pairs(
    "Wang:王 Li:李 Zhang:张 Liu:刘 Chen:陈 Yang:杨 Zhao:赵 Huang:黄 Zhou:周 Wu:吴 Xu:徐 Sun:孙 Hu:胡 Zhu:朱"
    " Gao:高 Lin:林 He:何 Guo:郭 Ma:马 Luo:罗 Liang:梁 Song:宋 Zheng:郑 Xie:谢 Han:韩 Tang:唐 Feng:冯 Yu:于"
    " Dong:董 Xiao:萧 Cheng:程 Cao:曹 Yuan:袁 Deng:邓 Fu:傅 Shen:沈 Zeng:曾 Peng:彭 Lü:吕 Su:苏 Lu:卢 Jiang:蒋"
    " Cai:蔡 Jia:贾 Ding:丁 Wei:魏 Ouyang:欧阳"
)
_MAINLAND_WOMEN: Final = _pairs(
    "fang:芳 na:娜 min:敏 jing:静 yan:燕 ting:婷 hui:慧 xin:欣 yu:雨 han:涵 xuan:萱 yi:怡 rui:蕊 jia:佳 qi:琪"
    " yue:悦 meng:梦 xue:雪 lan:兰 ying:莹 shu:淑 xia:霞 zhen:珍 ning:宁 man:曼 ruo:若 qing:晴 lin:琳"
)
_MAINLAND_MEN: Final = _pairs(
    "wei:伟 lei:磊 yang:洋 yong:勇 jun:军 jie:杰 tao:涛 ming:明 chao:超 peng:鹏 xin:鑫 yu:宇 hao:浩 ran:然"
    " zi:子 xuan:轩 yi:一 chen:晨 rui:睿 kai:凯 bo:博 wen:文 hai:海 qiang:强 long:龙 gang:刚 zhi:志 feng:峰"
    " bin:斌 jian:建"
)
_ENGLISH_WOMEN: Final = _words(
    "Alice Amy Angela Bonnie Candy Carmen Cherry Christine Connie Doris Elaine Emily Fiona Gloria Grace Helen Iris Ivy"
    " Janice Joyce Karen Kitty Louisa Mandy Nancy Olivia Phoebe Queenie Rachel Sandy Stella Tracy Vanessa Wendy Yvonne"
)
_ENGLISH_MEN: Final = _words(
    "Alan Andy Anthony Ben Calvin Charles Daniel Derek Edmond Eric Francis Gary Gordon Henry Ivan Jason Keith Kelvin"
    " Lawrence Leo Martin Nelson Oscar Patrick Peter Raymond Ricky Samuel Simon Stanley Terence Victor Vincent Wilson"
)
_ABROAD_FAMILIES: Final = _words(
    "Ashworth Barlow Bennett Carrington Delaney Eriksen Fairbank Ferreira Gallagher Hartley Hollis Iyer Jansen Kapoor"
    " Lindqvist Marchetti Mehta Moreau Nakamura Okafor Pereira Prescott Quigley Rahman Rossi Santos Schneider Sharma"
    " Sinclair Tanaka Thornton Vance Weber Whitlock Yamada"
)
_ABROAD_WOMEN: Final = _words(
    "Anna Beatriz Clara Divya Elise Freya Hannah Isabel Julia Kavita Laura Marie Nora Priya Sofia"
)
_ABROAD_MEN: Final = _words("Adam Bruno David Edward Felix Hugo Ian Jonas Kenji Luca Marco Neil Oliver Rohan Thomas")

_FIRM_FIRST: Final = _pairs(
    "Golden:金 Eastern:東 Silver:銀 Harbour:港 Peak:峰 Jade:翠 Bright:明 Ocean:洋 Star:星 Pearl:珠 Grand:宏"
    " Lucky:福 Blue:藍 Lotus:蓮"
)
_FIRM_SECOND: Final = _pairs(
    "Bridge:橋 Gate:門 Wave:濤 Garden:園 Crane:鶴 River:江 Mountain:山 Field:田 Sail:帆 Lantern:燈 Orchid:蘭"
    " Cloud:雲 Bay:灣 Stone:石"
)
_FIRM_TRADES: Final = (
    ("Trading", "貿易"),
    ("Engineering", "工程"),
    ("Foods", "食品"),
    ("Logistics", "物流"),
    ("Electronics", "電子"),
    ("Textiles", "紡織"),
    ("Design", "設計"),
    ("Catering", "餐飲"),
    ("Medical Supplies", "醫療用品"),
    ("Consulting", "顧問"),
    ("Printing", "印刷"),
    ("Travel", "旅遊"),
)
_SIMPLIFIED: Final = str.maketrans(
    "東銀東橋門濤園鶴燈蘭雲灣貿紡織設計餐飲醫療顧問電遊藍蓮", "东银东桥门涛园鹤灯兰云湾贸纺织设计餐饮医疗顾问电游蓝莲"
)


def hong_kong_name(draw: Draw, *, woman: bool, family: tuple[str, str] | None = None) -> Name:
    """Return a name such as *Grace Ho Wing Sze* 何詠詩; of `family` where one is given."""
    latin, chinese = family or draw.one_of(_HONG_KONG_FAMILIES)
    syllables = _HONG_KONG_WOMEN if woman else _HONG_KONG_MEN
    first, second = draw.one_of(syllables), draw.one_of(syllables)
    given = f"{first[0]} {second[0]}" if second[1] != first[1] else first[0]
    given_chinese = first[1] + second[1] if second[1] != first[1] else first[1]
    shown = f"{latin} {given}"
    if draw.chance(0.65):
        shown = f"{draw.one_of(_ENGLISH_WOMEN if woman else _ENGLISH_MEN)} {shown}"
    return Name(shown, chinese + given_chinese, latin, chinese)


def mainland_name(draw: Draw, *, woman: bool, family: tuple[str, str] | None = None) -> Name:
    """Return a name such as *Li Jiaxin* 李佳欣; of `family` where one is given."""
    latin, chinese = family or draw.one_of(_MAINLAND_FAMILIES)
    syllables = _MAINLAND_WOMEN if woman else _MAINLAND_MEN
    given, given_chinese = draw.one_of(syllables)
    if draw.chance(0.75):
        second, second_chinese = draw.one_of(syllables)
        given, given_chinese = given + second, given_chinese + second_chinese
    return Name(f"{latin} {given.capitalize()}", chinese + given_chinese, latin, chinese)


def name_from_abroad(draw: Draw, *, woman: bool, family: tuple[str, str] | None = None) -> Name:
    """Return a name such as *Clara Hartley*, without a Chinese one; of `family` where one is given."""
    latin = family[0] if family else draw.one_of(_ABROAD_FAMILIES)
    return Name(f"{draw.one_of(_ABROAD_WOMEN if woman else _ABROAD_MEN)} {latin}", "", latin, "")


def firm_name(draw: Draw, *, mainland: bool) -> Name:
    """Return a firm's name such as *Jade Bridge Trading Limited* 翠橋貿易有限公司."""
    first, second, trade = draw.one_of(_FIRM_FIRST), draw.one_of(_FIRM_SECOND), draw.one_of(_FIRM_TRADES)
    chinese = f"{first[1]}{second[1]}{trade[1]}有限公司"
    if mainland:
        return Name(f"{first[0]} {second[0]} {trade[0]} Co., Ltd.", chinese.translate(_SIMPLIFIED))
    return Name(f"{first[0]} {second[0]} {trade[0]} Limited", chinese)
