"""Build the lists of surnames, given-name characters and universities from two published packages.

Sources, fetched by hand: ``pip download --no-deps mimesis==22.2.0 faker==40.54.0`` (both MIT). Surnames are
the union of both with `MORE_SURNAMES`; given-name characters are those of both packages' given names.

    python tools/build_names.py mimesis-22.2.0-py3-none-any.whl faker-40.54.0-py3-none-any.whl
"""

from __future__ import annotations

import argparse
import ast
import json
import zipfile
from pathlib import Path
from typing import Any

OUTPUT = Path(__file__).resolve().parent.parent / "src" / "xiangtu" / "lexicon" / "words"

# The hundred most frequent surnames, as the Ministry of Public Security's yearly reports on names list them,
# and some two hundred that follow: from general knowledge, without order.
COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔"
    "谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
)
FREQUENT = (
    "汤温康施文牛洪樊葛章鲁俞倪翟柳詹管岳齐伍甘骆涂焦庄柴欧单卫耿裴盛童司项祝游左宁申兰祁阮欧纪梅季牟路聂晏尤关安乔"
    "符喻辛舒娄屈霍阎傅卞凌柏喻古池强车曲谷冉鲍华蓝成苗商滕赖殷蒲艾解褚房屠臧宫景佟丛木初隋鞠裘路仇应宗麦苟郎桂原习"
    "栗刁靳苑储荆缪闵费冷匡窦连占简饶辜巩寇冀明党宿米沙毕楚边卓瞿邢荣迟娄车封伏刑代翁凤晋桑揭巫乌门尚"
)

# Surnames that neither package has, or that are written in a second way; all occur in the press.
MORE_SURNAMES = (
    "亓仝逄佘付肖代郗矫禚綦庹仉冼奚佀丘邱亢况闫萧昝敖旷枚植樵檀眭竺麴蔺菅蹇逯邝邬邸郇郏郦郄郸鄢钮钭揭隗缑璩展撒扈粘"
    "蔚颉么乜仵侍呙尕巢帅库弓戎慕揣晁暴桓汲漆狄玄羿肇蒯虞衡訾谌贲阙阚雍顿褟侴偰厍啜妥寇岐庾弭恽拜栗楮泮湛滑璧皋睢"
    "瞿祃禤缐罕耶肖胥芈茆茌荔蒿虢袭訚赏酆铁阎雒靖鞠颛饶鲍麹"
    "佴侬励沐斛毋牙琚笪苌闪锺郅鄞荚弋逢漕缴撖妫谯税敏茶寸字自移火者勉岩刀药降洒才母宛操"
)
# Surnames that in print are ordinary words far more often: a name needs more than this to start with one.
WORDS_ABOVE_ALL = frozenset(
    "能信修元充全公养农出刀利别剧力劳区南卜及双台同后吾员和园国圈坎坚垢堵壮夜奇奉委姿字宇官宣家容宾密富寸寿尔展山巨差布"
    "希帖席干平年幸广开归念性怀户才扎折拓招拜提操支於时易星是普智更杭步水来松查格满火牧由益盖相空秘第索红经练者芳花计那都"
    "闻阳阴须顿首香高盛应从有党向门尚车强池成古连木曲初信海通银铁隆直风黑过让越降霍韶鱼鲜麻法线贡豆良用乐居端在新老权但丰东包危况冶印咸哈巴师库扶敬斯束玉班皮盘终花藏衣诸谈赏融阿帅勾仰云井厉吉惠祖秋赫么"
    "税敏茶自移者勉岩药降洒才牙操"
) - frozenset("霍高向应党尚古连成强车盛易")

MORE_COMPOUNDS = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 "
    "皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 "
    "子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 "
    "段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 "
    "左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 "
    "褚师 张廖 范姜 纳兰 爱新觉罗 叶赫那拉 完颜 耶律 尔朱 贺兰 哥舒 西野 北堂 南郭 东野 东门 "
    "淳于 单于 闾邱 梁邱 左邱 "
)
# What the packages list as surnames and is none, or is a slip.
NOT_SURNAMES = frozenset({"萧何", "陈范", "张简", "欧杨", "太公", "羊角"})

# Characters of given names that neither package has; most occur in the names of older people.
MORE_GIVEN = (
    "登仲广培法水木根土火炳焕烽灿炜发财福禄寿喜顺旺满囤仓粮谷丰田地山川江河湖海波涛浪潮洪润泽溪泉源流渊深浩瀚淼"
    "金银铜铁锁钢铭锋锐钧铎铮铃银钏锦镇钟鑫柱梁栋材树林森松柏杨柳桂梅兰竹菊荷莲花草叶枝苗果桃李杏梨枣棠"
    "春夏秋冬晨晓朝夕旦昼夜星辰月阳光辉明亮照耀晴朗昌盛兴隆荣华富贵吉祥如意安康宁静和平顺利仁义礼智信忠孝廉德"
    "文武学才艺书画诗词章典经纬史记言语论谦谨诚厚实善良正直公道理建设立创开启始初新进取争胜利强壮健勇敢刚毅坚定"
    "国家邦民众军兵卫援朝跃超英红旗革命东西南北中大小长高远近宽广宏伟巨少幼老伯叔季孟昆弟兄妹姐娃妮妞丫囡香芬芳"
    "秀丽美艳娇娟婷婉娥娜娅媛嫦妹嫂姣妍姝妙巧灵聪慧敏捷颖悟思念恩爱情怀志愿望希盼愉快乐欢喜悦庆贺祝福佑保全"
    "玉珍珠宝璐瑶琪琳琼瑾瑜璇玑珊瑚珏珂琦琛璋璞环佩凤龙虎豹狮鹏鹤燕鸿雁莺鹃鸽麒麟骏骥马驹牛羊兔云霞霄雪雷雨露霖雾"
    "霜冰凌风飞翔腾升起程路遥遇逢迎送来往归同共联合友朋宾客贤杰俊豪英雄才士彦儒生先元首魁冠群伦世代传承继续延绵永恒"
    "久长年岁纪时运气势力量功勋业绩成就有为必定自然若虚凡非克难攻关求索问知识见闻观察省悟觉醒改革放通达流畅行"
    "双全重堂里樑基社娣济万伍仪态容貌端庄贞洁素雅淑惠温柔顺从心怡佳好尚优良萍蓉蕾薇蔓莉莎茜茹苹芸芝芹蕊"
)

# Lines that name what is kept and from where: every list has one.
HEADERS = {
    "surnames": (
        "Surnames; second field: common (top hundred), frequent, rare, or word (mostly a word).",
        "mimesis 22.2.0 (zh) and faker 40.54.0 (zh_CN), and the project's own additions.",
    ),
    "given_name_characters": (
        "Characters of given names; second field: how many of the given names have it.",
        "mimesis 22.2.0 (zh) and faker 40.54.0 (zh_CN), and the project's own additions.",
    ),
    "universities": ("Universities and colleges, full names.", "mimesis 22.2.0 (zh)."),
}


def mimesis_people(wheel: Path) -> dict[str, Any]:
    """Return the Chinese ``person.json`` of the mimesis wheel."""
    with zipfile.ZipFile(wheel) as archive:
        people: dict[str, Any] = json.loads(archive.read("mimesis/datasets/zh/person.json"))
    return people


def faker_people(wheel: Path) -> dict[str, Any]:
    """Return the literal lists of faker's Chinese person provider, read without running it."""
    with zipfile.ZipFile(wheel) as archive:
        tree = ast.parse(archive.read("faker/providers/person/zh_CN/__init__.py"))
    found: dict[str, Any] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = _literals(node.value)
    return found


def _literals(node: ast.expr) -> list[str]:
    return sorted(
        {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    )


def is_chinese(text: str) -> bool:
    """Whether `text` is of CJK characters alone."""
    return bool(text) and all("\u3400" <= char <= "\u9fff" for char in text)


def surnames(mimesis: dict[str, Any], faker: dict[str, Any]) -> list[str]:
    """Return the lines of the list of surnames."""
    found = {
        *mimesis["surnames"],
        *faker["last_names"],
        *MORE_SURNAMES,
        *MORE_COMPOUNDS.split(),
        *COMMON,
        *FREQUENT,
    }
    tier = {**dict.fromkeys(FREQUENT, "frequent"), **dict.fromkeys(COMMON, "common")}
    tier.update(dict.fromkeys(WORDS_ABOVE_ALL, "word"))
    return [f"{name}\t{tier.get(name, 'rare')}" for name in sorted(found - NOT_SURNAMES) if is_chinese(name)]


def given_name_characters(mimesis: dict[str, Any], faker: dict[str, Any]) -> list[str]:
    """Return the lines of the list of given-name characters."""
    names = {*mimesis["names"]["male"], *mimesis["names"]["female"]}
    names |= {*faker["first_names_male"], *faker["first_names_female"]}
    counts: dict[str, int] = {}
    for name in names:
        for char in set(name):
            if is_chinese(char):
                counts[char] = counts.get(char, 0) + 1
    for char in MORE_GIVEN:
        counts.setdefault(char, 1)
    return [f"{char}\t{count}" for char, count in sorted(counts.items())]


def universities(mimesis: dict[str, Any]) -> list[str]:
    """Return the lines of the list of universities."""
    return sorted({name.strip() for name in mimesis["university"] if is_chinese(name.strip())})


def write(name: str, lines: list[str], output: Path) -> None:
    """Write a list with its header."""
    what, source = HEADERS[name]
    header = [
        f"# {what}",
        f"# Source: {source} Made by tools/build_names.py. Licence: MIT; additions Apache-2.0.",
    ]
    text = "".join(line + "\n" for line in [*header, *lines])
    (output / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("mimesis", type=Path, help="mimesis-22.2.0-py3-none-any.whl")
    parser.add_argument("faker", type=Path, help="faker-40.54.0-py3-none-any.whl")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="folder to write to")
    arguments = parser.parse_args()
    mimesis, faker = mimesis_people(arguments.mimesis), faker_people(arguments.faker)
    write("surnames", surnames(mimesis, faker), arguments.output)
    write("given_name_characters", given_name_characters(mimesis, faker), arguments.output)
    write("universities", universities(mimesis), arguments.output)


if __name__ == "__main__":
    main()
