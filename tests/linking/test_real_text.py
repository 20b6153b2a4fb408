"""Small pages read and linked: what a reader would take for one is one, for two is two."""

from hashlib import sha256
from itertools import count

import pytest

from xiangtu.linking import link
from xiangtu.model import Page
from xiangtu.pipeline.extraction import extract

STORIES = {
    "a reporter and a mayor of one name": (
        "王芳", 2,
        "夏庄镇办夜校\n\n本报讯（记者 王芳）3月5日，莒县夏庄镇夜校开班，夏庄镇镇长周海涛参加。\n",
        "夏庄镇春耕忙\n\n本报讯（记者 赵敏）3月6日，莒县夏庄镇镇长王芳来到田头，查看春耕。\n",
    ),
    "the head of a bureau in full and in short": (
        "张伟", 1,
        "罗田县人社局送岗\n\n本报讯（记者 李强）近日，罗田县人力资源和社会保障局在凤山镇举办招聘会。"
        "罗田县人社局局长张伟介绍，现场签约80人。\n",
        "招聘会开到村口\n\n本报讯（通讯员 周婷）3月1日，罗田县人社局走进胜利镇。"
        "县人社局局长张伟说，今年再办十场。\n",
    ),
    "mayors of two towns": (
        "王军", 2,
        "黄宅镇修路\n\n本报讯（记者 方圆）近日，浦江县黄宅镇镇长王军带队修路。\n",
        "白马镇植树\n\n本报讯（记者 方圆）近日，浦江县白马镇镇长王军带队植树。\n",
    ),
    "who reports from two towns": (
        "方圆", 1,
        "黄宅镇修路\n\n本报讯（记者 方圆）近日，浦江县黄宅镇镇长王军带队修路。\n",
        "白马镇植树\n\n本报讯（记者 方圆）近日，浦江县白马镇镇长王军带队植树。\n",
    ),
    "party secretary and mayor of a town": (
        "马超", 1,
        "安边镇抗旱\n\n本报讯（记者 高亮）近日，定边县安边镇党委书记马超到田间查看旱情。\n",
        "安边镇春播\n\n本报讯（记者 高亮）4月2日，定边县安边镇镇长马超介绍，全镇已播种玉米2万亩。\n",
    ),
    "two women known by surname": (
        "王女士", 2,
        "邻里食堂\n\n本报讯（记者 高亮）定边县安边镇居民王女士说，饭菜可口。\n",
        "夜市开张\n\n本报讯（记者 高亮）定边县安边镇居民王女士说，夜市热闹。\n",
    ),
    "secretary and head of a village": (
        "赵磊", 1,
        "力角村修渠\n\n本报讯（通讯员 李阳）宾川县力角镇力角村党总支书记赵磊介绍，水渠全长3公里。\n",
        "力角村葡萄熟了\n\n本报讯（通讯员 李阳）宾川县力角镇力角村村委会主任赵磊说，今年葡萄丰收。\n",
    ),
    "heads of two counties": (
        "高翔", 2,
        "县里开会\n\n本报讯（记者 何静）阳城县县长高翔主持会议。\n",
        "县里调研\n\n本报讯（记者 何静）嵩县县长高翔到车村镇调研。\n",
    ),
    "secretary and head of a county": (
        "王宇", 1,
        "县里开会\n\n本报讯（记者 何静）宝应县委书记王宇主持会议。\n",
        "县里调研\n\n本报讯（记者 何静）宝应县委副书记、县长王宇到射阳湖镇调研。\n",
    ),
    "a court in full and in short": (
        "会宁县人民法院", 1,
        "巡回审判\n\n本报讯（记者 何静）会宁县人民法院走进甘沟驿镇开庭。\n",
        "法官进村\n\n本报讯（记者 何静）会宁县法院法官来到会宁县新添堡回族乡。\n",
    ),
    "one of two numbered schools": (
        "盐池县第一小学", 1,
        "开学了\n\n本报讯（记者 何静）盐池县第一小学举行升旗仪式。\n",
        "开学了\n\n本报讯（记者 何静）盐池县第二小学举行升旗仪式。\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", STORIES)
def test_two_pages_give_as_many_nodes_of_a_name_as_there_are_things(case):
    name, expected, *texts = STORIES[case]
    numbers = count(1)
    pages = [
        extract(Page(f"{next(numbers)}.txt", sha256(text.encode("utf-8")).hexdigest(), text))
        for text in texts
    ]
    graph = link(pages)
    assert link(pages[::-1]) == graph
    found = [entity for entity in graph.entities if name in (entity.name, *entity.aliases)]
    assert len(found) == expected
