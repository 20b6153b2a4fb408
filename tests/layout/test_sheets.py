"""Whole pages in the styles of many papers, each with what a careful reader says of it.

Places and people are invented. A sheet is a list of pieces: the article that a piece belongs to (None: to no
article) and its text; the page is the pieces one after another.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiangtu.layout import read_articles
from xiangtu.model.records import Article, Page


@dataclass(frozen=True)
class Told:
    """What a careful reader says of one article."""

    title: str | None = None
    kicker: str | None = None
    bylines: tuple[tuple[str, str], ...] = ()
    section: str | None = None


@dataclass(frozen=True)
class Sheet:
    name: str
    pieces: tuple[tuple[str | None, str], ...]
    told: dict[str, Told] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.pieces)


def read(text: str) -> tuple[Article, ...]:
    return read_articles(Page("p", "0" * 64, text))


def squeeze(text: str) -> str:
    return re.sub(r"[\s#*]", "", text)


def told_by(article: Article) -> Told:
    bylines = tuple((byline.name, byline.role) for byline in article.bylines)
    return Told(article.title, article.kicker, bylines, article.section)


def expected(sheet: Sheet) -> dict[str, Told]:
    """Text of each article, in the order of the page, and what is said of it."""
    texts: dict[str, str] = dict.fromkeys(sheet.told, "")
    for key, text in sheet.pieces:
        if key is not None:
            texts[key] += squeeze(text)
    return {texts[key]: told for key, told in sheet.told.items()}


def found(sheet: Sheet) -> dict[str, Told]:
    text = sheet.text
    return {
        squeeze("".join(text[start:end] for start, end in sorted(article.segments))): told_by(article)
        for article in read(text)
    }


BRIEFS = Sheet(
    "简讯一版，标题无标记，本报讯带括号署名",
    (
        (None, "2021年6月18日 星期五 责任编辑：孟凡 校对：秦月  第3版\n\n"),
        (
            "a",
            "柳河镇粮食收购有序推进\n本报讯（记者 韩立 通讯员 周正平）连日来，柳河镇抢抓晴好天气，组织粮站、合作社开仓收粮。截至6月16日，全镇收购小麦1.2万吨。\n该镇党委副书记田野介绍，镇里设立了6个临时晾晒场，方便农户就近晾晒。\n",
        ),
        (
            "b",
            "东坡乡“夜校”讲法律\n本报讯（通讯员 吴桐）“夜里来听课，不耽误白天干活。”6月15日，东坡乡上庄村村民郝大山说。今年以来，东坡乡开办农民法律夜校12期，听课群众900余人次。\n",
        ),
        (
            "c",
            "县水务局排查小型水库隐患\n本报讯（全媒体记者 高远 实习生 林小雨）汛期来临，县水务局组织3个督查组，对全县28座小型水库逐一排查，发现隐患11处，现已整改9处。\n",
        ),
    ),
    {
        "a": Told("柳河镇粮食收购有序推进", None, (("韩立", "reporter"), ("周正平", "correspondent"))),
        "b": Told("东坡乡“夜校”讲法律", None, (("吴桐", "correspondent"),)),
        "c": Told("县水务局排查小型水库隐患", None, (("高远", "reporter"), ("林小雨", "intern"))),
    },
)

WEB = Sheet(
    "网页新闻：面包屑、来源行、插图说明、责编",
    (
        (None, "首页 > 新闻中心 > 乡镇动态 > 正文\n\n"),
        (
            "a",
            "青溪县：小小竹笋撬动富民大产业\n\n2022-04-11 09:32 来源：青溪县融媒体中心 作者：彭小川 阅读：1532\n\n　　青溪网讯 春雨过后，竹笋破土。4月10日，走进青溪县云岭镇竹海村，漫山遍野都是挖笋的村民。\n\n",
        ),
        ("p", "村民在竹林里挖笋。彭小川 摄\n\n"),
        (
            "a",
            "　　“今年雨水好，一天能挖两百多斤。”村民邓春梅一边挖笋一边说。竹海村有竹林8600亩，近年来，该村成立竹笋专业合作社，统一收购、统一加工、统一销售。\n\n　　“合作社去年给我分红3200元。”脱贫户龙老四告诉记者。\n\n　　一、延长链条，竹笋变“金条”\n\n　　云岭镇引进竹笋加工企业3家，开发出笋干、笋丝等12个产品，年产值突破6000万元。\n\n　　二、搭上快递，山货出大山\n\n　　镇里建起电商服务站，竹笋当天采摘、当天发货。\n\n　　云岭镇镇长覃卫东表示，下一步将建设竹笋冷链物流园，带动更多群众增收。\n\n责任编辑：罗敏\n",
        ),
        (None, "\n上一篇：青溪县召开春耕备耕现场会\n下一篇：没有了\n"),
    ),
    {
        "a": Told("青溪县：小小竹笋撬动富民大产业", None, (("彭小川", "author"),)),
        "p": Told(None, None, (("彭小川", "photographer"),)),
    },
)

WRAPPED = Sheet(
    "每栏一行十六字的折行文字，两篇",
    (
        (
            "a",
            "沙河子镇党员干部包户联心\n解难题办实事三百件\n\n本报讯（记者 宋楠）今年以来，沙河子\n镇把“包户联心”作为密切联系群众的重要\n抓手，组织全镇46名机关干部、218名农\n村党员包联群众4100户，面对面听民声，\n心贴心解民忧。\n　　三家窝堡村的孙桂芝老人常年独居，\n党员刘国柱每周上门两次，帮她挑水、买\n药。“比亲儿子还亲。”老人逢人便说。\n　　截至目前，全镇共收集意见建议412\n条，解决难题300件。镇党委书记佟明说，\n包联不是走过场，要一包到底。\n\n",
        ),
        (
            "b",
            "北大沟林场\n防火巡护不松劲\n\n□记者 卜凡 通讯员 石磊\n　　清晨五点，北大沟林场护林员老段已\n经走在巡山路上。入春以来，林场落实网\n格化巡护制度，27名护林员全员上岗，重\n点时段24小时值守。\n　　“一根火柴也不能进山。”老段说。林\n场还在进山路口设立检查站9处，配发扑\n火工具1600件（套）。\n",
        ),
    ),
    {
        "a": Told("沙河子镇党员干部包户联心 解难题办实事三百件", None, (("宋楠", "reporter"),)),
        "b": Told("北大沟林场 防火巡护不松劲", None, (("卜凡", "reporter"), ("石磊", "correspondent"))),
    },
)

MARKDOWN = Sheet(
    "Markdown 页：引题、主题、副题，文内小标题，栏目名",
    (
        (None, "# 武陵周报\n\n"),
        (
            "a",
            "## 茶香满山 富民有路\n\n——禾库乡发展有机茶产业纪实\n\n**□ 本报记者 田茂林 通讯员 龙金花**\n\n立夏时节，禾库乡的茶山上，采茶女的歌声此起彼伏。全乡有机茶园达到1.5万亩，年产值8000万元。\n\n### 一片叶子，带活一个村\n\n“过去种苞谷，一亩地收不到五百块。”杉木寨村党支部书记石大贵说，改种茶叶后，亩均收入翻了十番。\n\n### 一个品牌，闯出一条路\n\n乡里注册“禾库云雾”商标，统一标准、统一包装，产品进了长沙、广\n\n州的超市。去年，全乡茶农人均增收2600元。\n\n",
        ),
        (None, "### 基层快讯\n\n"),
        (
            "b",
            "## 双溪口社区开展消防演练\n\n**本报讯**（通讯员 杨胜）5月9日，双溪口社区联合县消防救援大队开展消防疏散演练，120名居民参加。\n\n",
        ),
        (
            "c",
            "## 麻栗场镇敬老院添新衣\n\n**本报讯**（通讯员 吴秀英）日前，爱心企业为麻栗场镇敬老院36名老人送去夏装。\n",
        ),
    ),
    {
        "a": Told(
            "茶香满山 富民有路",
            "——禾库乡发展有机茶产业纪实",
            (("田茂林", "reporter"), ("龙金花", "correspondent")),
        ),
        "b": Told("双溪口社区开展消防演练", None, (("杨胜", "correspondent"),), "基层快讯"),
        "c": Told("麻栗场镇敬老院添新衣", None, (("吴秀英", "correspondent"),), "基层快讯"),
    },
)

SIGNED_AT_END = Sheet(
    "短消息，署名在文末括号里，没有职务",
    (
        (
            "a",
            "安乐镇推行“积分换物”\n\n近日，安乐镇红旗村的“积分超市”开门营业，村民用参加卫生清扫攒下的积分，换回了洗衣液、毛巾。该村把环境卫生、邻里互助等纳入积分，每月评比一次。（贺兰 冯刚）\n\n",
        ),
        (
            "b",
            "西塬村苹果套袋忙\n\n眼下正是苹果套袋的关键期。在西塬村果园里，果农们手脚麻利，一只只果袋很快套好。全村3200亩苹果将在6月底前完成套袋。（尚文）\n\n",
        ),
        (
            "c",
            "县税务局送政策进企业\n\n为让企业应享尽享税惠政策，县税务局组织业务骨干走进工业园区，为18家企业答疑。企业负责人直呼“及时雨”。（任静 县税务局）\n\n",
        ),
        (
            "d",
            "张家洼小学举办读书节\n\n4月23日，张家洼小学举办第五届读书节，学生们朗诵、讲故事、演课本剧，校园里书香浓浓。（通讯员 马晓红）\n",
        ),
    ),
    {
        "a": Told("安乐镇推行“积分换物”", None, (("贺兰", "author"), ("冯刚", "author"))),
        "b": Told("西塬村苹果套袋忙", None, (("尚文", "author"),)),
        "c": Told("县税务局送政策进企业", None, (("任静", "author"),)),
        "d": Told("张家洼小学举办读书节", None, (("马晓红", "correspondent"),)),
    },
)

HEADLINES_APART = Sheet(
    "两个标题印在前面，两篇正文在后，第二篇的署名在中间",
    (
        ("a", "白杨街道做优“家门口”养老服务\n\n"),
        ("b", "临河镇把好汛期安全关\n\n"),
        (
            "a",
            "■ 记者 邢雨 通讯员 卢静\n\n本报讯 今年以来，白杨街道聚焦养老服务，建成社区养老服务站7个，日间照料床位160张。老人们在家门口就能吃上热饭、看上病。\n\n白杨街道还引进专业机构，为失能老人提供上门助浴、助洁服务，累计服务3400人次。\n\n",
        ),
        (
            "b",
            "■ 记者 蔺国强 通讯员 贾敏\n\n本报讯 进入汛期，临河镇对辖区5公里河堤开展拉网式排查，储备编织袋2万条、救生衣300件。临河镇还组建80人的应急抢险队，24小时待命。\n",
        ),
    ),
    {
        "a": Told("白杨街道做优“家门口”养老服务", None, (("邢雨", "reporter"), ("卢静", "correspondent"))),
        "b": Told("临河镇把好汛期安全关", None, (("蔺国强", "reporter"), ("贾敏", "correspondent"))),
    },
)

INTERLEAVED = Sheet(
    "分栏交错：第一篇断在半句，接在第二篇之后",
    (
        (
            "a",
            "## 盐湖农场试种耐盐水稻\n\n本报讯（记者 米娜）在盐湖农场三分场，一片片耐盐水稻长势喜人。技术员艾力介绍，水稻试验田面积200亩，选用耐盐水稻新品种，预计亩产可达400公\n\n",
        ),
        (
            "b",
            "## 二道桥社区百姓舞台唱响新生活\n\n本报讯（通讯员 古丽娜尔·艾山）7月8日晚，二道桥社区广场上歌声飞扬，居民自编自演的节目赢得阵阵掌声。社区每周五搭起百姓舞台，已演出26场。\n\n",
        ),
        ("a", "斤。农场负责人表示，水稻试种成功后，明年将扩大到3000亩，让盐碱地变成米粮仓。\n"),
    ),
    {
        "a": Told("盐湖农场试种耐盐水稻", None, (("米娜", "reporter"),)),
        "b": Told("二道桥社区百姓舞台唱响新生活", None, (("古丽娜尔·艾山", "correspondent"),)),
    },
)

PICTURES = Sheet(
    "图片新闻与插在句中的图片说明",
    (
        (
            "a",
            "渔家傲：浅海“种”出致富路\n\n本报记者 乔海生\n\n凌晨四点，望潮岛码头已是灯火通明，一艘艘渔船满载海带靠岸。望潮岛村党支部书记\n\n",
        ),
        ("p", "渔民在晾晒海带（资料图片）\n\n"),
        (
            "a",
            "阮阿福站在码头上，和收购商核对斤两。“今年海带亩产比去年高出一成。”他说。\n\n全村养殖海带4200亩，年收入超过3000万元。\n\n",
        ),
        ("q", "6月2日，望潮岛镇中心小学的孩子们在海边捡拾垃圾，用行动守护碧海银滩。\n通讯员 柯晨 摄\n\n"),
        ("r", "▲近日，石浦村妇女在织补渔网，准备迎接开渔季。记者 乔海生 摄影报道\n"),
    ),
    {
        "a": Told("渔家傲：浅海“种”出致富路", None, (("乔海生", "reporter"),)),
        "p": Told(),
        "q": Told(None, None, (("柯晨", "photographer"),)),
        "r": Told(None, None, (("乔海生", "photographer"),)),
    },
)

PEOPLES = Sheet(
    "少数民族姓名、复姓、二字名加空格、无分隔的姓名",
    (
        (
            "a",
            "牧区来了“马背宣讲队”\n\n全媒体记者 阿迪力·吐尔逊 通讯员 欧阳雪 其其格\n\n7月的那仁草原水草丰美。“马背宣讲队”走进夏牧场，用双语为牧民讲政策。队长赛里克说，宣讲队今年已走了40个牧业点。\n\n",
        ),
        (
            "b",
            "边关小镇办起“国门夜市”\n\n记者 王 伟 通讯员 李 娜\n\n夜幕降临，边关小镇的“国门夜市”热闹起来，60个摊位摆满特色小吃。夜市办主任周航说，开市一个月，营业额突破200万元。\n\n",
        ),
        (
            "c",
            "红柳沟里产业兴\n\n本报记者董璐王仁贵\n\n红柳沟村靠养驼致富。全村养驼1200峰，驼奶日产2吨。村民哈斯家去年收入18万元。\n",
        ),
    ),
    {
        "a": Told(
            "牧区来了“马背宣讲队”",
            None,
            (("阿迪力·吐尔逊", "reporter"), ("欧阳雪", "correspondent"), ("其其格", "correspondent")),
        ),
        "b": Told("边关小镇办起“国门夜市”", None, (("王伟", "reporter"), ("李娜", "correspondent"))),
        "c": Told("红柳沟里产业兴", None, (("董璐", "reporter"), ("王仁贵", "reporter"))),
    },
)

SCHOOL = Sheet(
    "学校公众号：图/文、撰稿人、校审",
    (
        (
            "a",
            "劳动教育进田间\n——梅岭县第二小学开展春耕实践活动\n\n为培养学生的劳动意识，3月25日，梅岭县第二小学组织五年级学生走进东篱农场，开展春耕实践活动。\n活动中，农场师傅讲解犁、耙、锄的用法。同学们两人一组，翻土、播种、浇水，忙得不亦乐乎。\n带队老师汤佳慧说：“孩子们懂得了粒粒皆辛苦。”\n\n图/文：沈玉洁\n撰稿人：曾可\n编辑：何苗\n校审：温良\n",
        ),
    ),
    {
        "a": Told(
            "劳动教育进田间",
            "——梅岭县第二小学开展春耕实践活动",
            (("沈玉洁", "author"), ("曾可", "author")),
        )
    },
)

BODIES_SIGN = Sheet(
    "机构署名与作者单位",
    (
        (
            "a",
            "乡贤议事会化解邻里纠纷\n\n供稿：崇仁乡人民政府\n\n崇仁乡建立乡贤议事会，聘请28名老党员、老教师担任调解员，一年化解纠纷96起。\n\n",
        ),
        (
            "b",
            "法官送法进校园\n\n本报讯（通讯员 赖文婷）3月1日，江口县法院法官来到江口一中，为600名师生上开学第一课。法官结合案例讲解未成年人保护法。\n（作者单位：江口县人民法院）\n",
        ),
    ),
    {
        "a": Told("乡贤议事会化解邻里纠纷", None, (("崇仁乡人民政府", "author"),)),
        "b": Told("法官送法进校园", None, (("赖文婷", "correspondent"),)),
    },
)

LEADS_WITHOUT_BRACKETS = Sheet(
    "X网讯、记者报道不带括号",
    (
        (
            "a",
            "湖心镇：莲子丰收采摘忙\n\n洞庭网讯 通讯员陈佳丽 8月的湖心镇，万亩荷塘莲蓬饱满。8月6日一早，莲农们划着小船采摘莲蓬，合作社现场收购。\n\n湖心镇种植湘莲1.3万亩，带动2100户农户增收。\n\n",
        ),
        (
            "b",
            "九龙山隧道双线贯通\n\n本报九龙山8月5日讯 记者马骁、通讯员谷雨报道：今天上午，随着最后一声炮响，九龙山隧道双线贯通。隧道全长5.6公里，是县道改造的控制性工程。\n\n",
        ),
        (
            "c",
            "古镇夜游点亮消费\n\n山城融媒讯（记者 方圆 文/图）入夜，磁窑古镇灯火璀璨，游人如织。今年暑期，古镇接待游客32万人次，同比增长45%。\n",
        ),
    ),
    {
        "a": Told("湖心镇：莲子丰收采摘忙", None, (("陈佳丽", "correspondent"),)),
        "b": Told("九龙山隧道双线贯通", None, (("马骁", "reporter"), ("谷雨", "correspondent"))),
        "c": Told("古镇夜游点亮消费", None, (("方圆", "reporter"),)),
    },
)

FEATURE = Sheet(
    "长通讯：无标记的小标题，文末署名",
    (
        (
            "a",
            "一个人的邮路\n\n——记桐花岭乡村邮递员谢长根\n\n桐花岭海拔1800米，散落着11个自然寨。二十六年来，谢长根背着邮包，走完了25万公里山路。\n\n风雨无阻的脚步\n\n“信在人在。”这是谢长根常挂在嘴边的话。2008年冰灾，大雪封山，他拄着木棍走了两天，把汇款单送到留守老人手里。\n\n寨子里的“大管家”\n\n代购种子、帮寄土货、教老人用手机，谢长根什么都管。寨民们说，有他在，心里踏实。\n\n最美的风景\n\n2020年，通寨公路修好了，谢长根骑上了摩托车。“路好走了，我还要再送十年。”他说。\n\n（本报记者 洪波 通讯员 梁小燕）\n",
        ),
    ),
    {
        "a": Told(
            "一个人的邮路", "——记桐花岭乡村邮递员谢长根", (("洪波", "reporter"), ("梁小燕", "correspondent"))
        )
    },
)

REPEATED = Sheet(
    "串到别篇末尾的段落在本篇里又印一遍",
    (
        (
            "a",
            "## 栗园乡开展普法宣传\n\n■记者 盛楠 通讯员 路遥\n\n本报讯 近日，栗园乡司法所走进集市，向赶集群众发放普法资料800份，解答咨询60余人次。\n\n栗园乡将持续推进普法工作，让群众办事依法、遇事找法。\n\n",
        ),
        (
            "b",
            "冬季取暖事关群众安全。连日来，槐树店镇组织网格员挨家挨户检查炉具和烟道，发放一氧化碳报警器2600个，确保群众温暖过冬。\n\n",
        ),
        (
            "b",
            "## 槐树店镇上门排查取暖隐患\n\n■记者 盛楠 通讯员 温馨\n\n本报讯 “大爷，烟道要常清理，睡前记得开窗缝。”12月3日，槐树店镇网格员史玉芬在村民家中叮嘱。\n\n冬季取暖事关群众安全。连日来，槐树店镇组织网格员挨家挨户检查炉具和烟道，发放一氧化碳报警器2600个，确保群众温暖过冬。\n\n槐树店镇还对独居老人建立台账，每天一次电话问安。\n",
        ),
    ),
    {
        "a": Told("栗园乡开展普法宣传", None, (("盛楠", "reporter"), ("路遥", "correspondent"))),
        "b": Told("槐树店镇上门排查取暖隐患", None, (("盛楠", "reporter"), ("温馨", "correspondent"))),
    },
)

UNTITLED_BRIEFS = Sheet(
    "一句话新闻栏：只有栏目名，没有标题",
    (
        (None, "简讯\n\n"),
        ("a", "本报讯 5月6日，县总工会为一线环卫工人送去防暑用品。（苗青）\n"),
        ("b", "本报讯 近日，县图书馆举办少儿绘本阅读活动，40个家庭参加。（记者 申亮）\n"),
        ("c", "本报讯 5月7日，青石镇卫生院组织医生下村义诊，服务群众130人次。（通讯员 费小勇）\n"),
    ),
    {
        "a": Told(None, None, (("苗青", "author"),), "简讯"),
        "b": Told(None, None, (("申亮", "reporter"),), "简讯"),
        "c": Told(None, None, (("费小勇", "correspondent"),), "简讯"),
    },
)

MASTHEAD = Sheet(
    "报头、版次、责编行，通栏大题",
    (
        (None, "今日溧源\nJINRI LIYUAN\n2022年11月3日 星期四 农历壬寅年十月初十 第1856期 今日4版\n\n"),
        (
            "a",
            "全县乡村建设现场推进会召开\n任志远讲话 姚舜主持\n\n本报讯 （记者 季明 葛红） 11月2日，全县乡村建设现场推进会在桃源镇召开。县委书记任志远出席会议并讲话，县委副书记、县长姚舜主持会议。\n\n会议指出，要坚持规划先行，分类推进村庄建设。会上，桃源镇、南渡镇作了交流发言。\n\n",
        ),
        (
            "b",
            "我县新增两家省级农业龙头企业\n\n本报讯 （通讯员 强伟） 日前，省农业农村厅公布新一批省级农业产业化龙头企业名单，我县康源粮油、绿野果蔬两家企业上榜。至此，我县省级龙头企业达到9家。\n\n",
        ),
        (None, "本版责编：芮芳 组版：戚小龙 校对：方芸\n"),
    ),
    {
        "a": Told(
            "全县乡村建设现场推进会召开 任志远讲话 姚舜主持",
            None,
            (("季明", "reporter"), ("葛红", "reporter")),
        ),
        "b": Told("我县新增两家省级农业龙头企业", None, (("强伟", "correspondent"),)),
    },
)

PLAIN = Sheet(
    "一篇没有任何标记的文字",
    (
        (
            "a",
            "近日，平川县供销社系统化肥储备工作全面启动，3.2万吨春耕化肥陆续入库。\n平川县供销社主任郎平安说，今年把储备点设到了乡镇，农民不出村就能买到平价化肥。\n截至2月底，全县已供应化肥8000吨。",
        ),
    ),
    {"a": Told()},
)

SPACED = Sheet(
    "标题逐字空格，分两句",
    (
        (
            "a",
            "# 凤 栖 镇 卫 生 院  为 老 人 送 健 康\n\n本报讯(通讯员 成芳)3月12日,凤栖镇卫生院医生来到敬老院,为52名老人免费体检。\n\n",
        ),
        (
            "b",
            "# 冰 雪 运 动 进 校 园\n\n本报讯(记者 傅雷)1月5日,松江县实验小学冰雪运动会开赛,300名小学生参加。\n",
        ),
    ),
    {
        "a": Told("凤栖镇卫生院 为老人送健康", None, (("成芳", "correspondent"),)),
        "b": Told("冰雪运动进校园", None, (("傅雷", "reporter"),)),
    },
)

DATELINE_PRESS = Sheet(
    "跨媒体署名：记者串写、某地报道",
    (
        (
            "a",
            "开往春天的“慢火车”\n大河客户端记者 樊小兵 见习记者 郁宁 通讯员 鲍军 兰考报道\n清晨六点，绿皮“慢火车”缓缓驶出小站。车厢里，菜农挑着担子，学生背着书包。票价最低一元，三十年没涨过。\n列车长顾红霞说，慢火车是沿线群众的“赶集车”“求学车”。\n如今，铁路部门在车厢里设起农产品展示台，帮助沿线八个村卖出山货40万元。\n责编：丁宁 审核：尹航\n",
        ),
    ),
    {
        "a": Told(
            "开往春天的“慢火车”",
            None,
            (("樊小兵", "reporter"), ("郁宁", "reporter"), ("鲍军", "correspondent")),
        )
    },
)

SHEETS: tuple[Sheet, ...] = (
    BRIEFS,
    WEB,
    WRAPPED,
    MARKDOWN,
    SIGNED_AT_END,
    HEADLINES_APART,
    INTERLEAVED,
    PICTURES,
    PEOPLES,
    SCHOOL,
    BODIES_SIGN,
    LEADS_WITHOUT_BRACKETS,
    FEATURE,
    REPEATED,
    UNTITLED_BRIEFS,
    MASTHEAD,
    PLAIN,
    SPACED,
    DATELINE_PRESS,
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_page_is_read_as_a_careful_reader_reads_it(sheet: Sheet) -> None:
    assert found(sheet) == expected(sheet)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_line_ends_and_wide_spaces_change_nothing_but_offsets(sheet: Sheet) -> None:
    """A page that kept its CR (the corpus room turns them into LF) and one with wide blank lines."""
    plain = list(expected(sheet).values())
    for variant in (sheet.text.replace("\n", "\r\n"), sheet.text.replace("\n\n", "\n\u3000\n\n")):
        assert [told_by(article) for article in read(variant)] == [told_by(a) for a in read(sheet.text)]
    assert len(plain) == len(read(sheet.text))


STORIES = tuple(
    f"{mark}{place}{event}\n\n{byline}\n\n本报讯 {place}{event}，干部群众齐上阵，全镇完成{number}户。\n\n"
    f"“我们要一件接着一件办。”{place}负责人说，{event}还要再加把劲。\n\n"
    for mark in ("",)
    for place, event, byline, number in (
        ("松岭镇", "推进旱厕改造", "■ 记者 王小明", 310),
        ("白河乡", "开展秋粮收购", "■ 通讯员 李晓红 周强", 42),
        ("红星街道", "办起老年食堂", "■记者 赵大海 通讯员 欧阳敏", 77),
        ("双塔社区", "举办邻里节", "□本报记者 孙丽", 1200),
        ("石门村", "修通产业路", "□记者 马骏\n通讯员 田甜", 56),
    )
)


def _identity(article: Article) -> tuple[object, ...]:
    return article.id, told_by(article), article.reading.text, article.reading.sentences


@settings(deadline=None, max_examples=25)
@given(st.permutations(STORIES))
def test_exchanging_articles_of_a_page_gives_the_same_articles(stories: list[str]) -> None:
    assert sorted(map(_identity, read("".join(stories))), key=str) == sorted(
        map(_identity, read("".join(STORIES))), key=str
    )


def test_a_page_of_sixty_articles_has_sixty_articles() -> None:
    shuffled = random.Random(60)
    names = [a + b for a in "东西南北上下前后" for b in "山河沟湾坪坝岭滩"][:60]
    shuffled.shuffle(names)
    text = "".join(
        f"{name}镇抓好春耕备耕\n\n■ 记者 王小明\n\n本报讯 {name}镇抓好春耕备耕，{name}农资到户。\n\n" for name in names
    )
    assert [article.title for article in read(text)] == [f"{name}镇抓好春耕备耕" for name in names]
