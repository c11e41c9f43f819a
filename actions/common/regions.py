"""Which region a new address lies in: told from its own words, never left over from another place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handoff.wording.texts import simplified

_PROVINCES = (
    "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海"
    "|台湾|臺湾|内蒙古|广西|西藏|宁夏|新疆"
)
# Places that are often written without what they are ("上海世纪大道100号").
_CITIES = (
    "北京|上海|天津|重庆|香港|澳门|九龙|新界|广州|深圳|东莞|佛山|珠海|中山|惠州|汕头|杭州|宁波|温州|绍兴|嘉兴|金华|台州"
    "|南京|苏州|无锡|常州|南通|徐州|扬州|成都|绵阳|武汉|宜昌|西安|咸阳|厦门|福州|泉州|沈阳|大连|昆明|大理|长沙|株洲"
    "|郑州|洛阳|济南|青岛|烟台|合肥|芜湖|南昌|贵阳|南宁|桂林|海口|三亚|太原|大同|石家庄|唐山|保定|哈尔滨|长春|兰州"
    "|银川|西宁|拉萨|乌鲁木齐|呼和浩特|台北|臺北|新北|桃园|台中|臺中|台南|臺南|高雄|新竹|基隆"
)
_CITIES_EN = (
    "beijing|shanghai|tianjin|chongqing|hong kong|kowloon|macau|guangzhou|shenzhen|dongguan|hangzhou|ningbo|nanjing|suzhou|wuxi"
    "|chengdu|wuhan|xi'?an|xiamen|fuzhou|shenyang|dalian|kunming|changsha|zhengzhou|jinan|qingdao|hefei|harbin|taipei|taichung|kaohsiung"
)
_PROVINCE = re.compile(rf"(?:{_PROVINCES})(?:省|(?:壮族|回族|维吾尔)?自治区)?|[\u4e00-\u9fff]{{2,3}}省")
# "南京路" and "北京东路" are roads wherever they are.
_ROAD_AFTER = r"(?!市?[东西南北中]?[一二三]?(?:路|街|大道|大街|巷|里|湾))"
_CITY = re.compile(
    rf"(?:{_CITIES}){_ROAD_AFTER}(?:市|特别行政区)?"
    r"|(?:(?![省市区县路街道巷弄号村])[\u4e00-\u9fff]){2,8}?(?:(?<![超城夜菜门都])市|自治州|盟)(?!场)"
)
_DISTRICT = re.compile(
    r"(?:(?![省市路街道巷弄号村栋楼])[\u4e00-\u9fff]){1,8}?(?:(?<![小园社校厂景片])区|县|(?<=[左右前后中])旗)"
)
_GAP = re.compile(r"[\s,，、]*")
_NO_REGION = re.compile(
    r"\d{7,}|\d+ |^\d+\w?$|\b(street|st|road|rd|avenue|ave|lane|drive|building|block|tower|flat|unit|room|floor|suite|apartment|apt|house|gate)\b",
    re.IGNORECASE,
)
_LAST_CITY = re.compile(rf"(?<=\S)[\s,]+(?:in )?({_CITIES_EN})(?: city)?[\s.]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placed:
    """An address in the two parts that the shop keeps; an empty region where none is known."""

    region: str
    street: str

    @property
    def whole(self) -> str:
        if not self.region:
            return self.street
        if re.search(r"[\u4e00-\u9fff]", self.street):
            return f"{self.region.replace(' ', '')}{self.street}"
        return f"{self.street}, {self.region}"


def placed(address: str, region: str) -> Placed | None:
    """The address beside the region of the order so far; None when it lies elsewhere and does not say in which city."""
    if not re.search(r"[\u4e00-\u9fff]", address):
        return _placed_in_letters(address, region)
    units, in_city, street = _units(address)
    if not units:
        return Placed(region, street)
    within = _within(units, region)
    if within is not None and (in_city or _says_city(within)):
        return Placed(within, street)
    return Placed(" ".join(units), street) if in_city else None


def joined(answer: str, address: str) -> str:
    """An answer that names only the region ("上海市浦东新区"), before the address that lacked it."""
    said, _, rest = _units(answer)
    if not said or rest:
        return answer
    units, _, street = _units(address)
    return "".join([*said, *(unit for unit in units if unit not in said), street])


def _units(address: str) -> tuple[list[str], bool, str]:
    """The province, city and district that the address begins with, whether a city is among them, and the rest."""
    plain, at, found, in_city = simplified(address), 0, [], False
    begin = re.match(r"\s*(中国|中华人民共和国)?\s*", plain)
    at = begin.end() if begin else 0
    for kind in (_PROVINCE, _CITY, _CITY, _DISTRICT):
        unit = kind.match(plain, at)
        if unit:
            found.append(address[at : unit.end()])
            in_city = in_city or kind is _CITY
            gap = _GAP.match(plain, unit.end())
            at = gap.end() if gap else unit.end()
    return found, in_city, address[at:].strip()


def _within(units: list[str], region: str) -> str | None:
    """The region as far down as the units name it; None when one of them is not of it."""
    plain, ends = simplified(region), []
    for unit in units:
        named = re.sub(r"[省市区县]$", "", simplified(unit))
        at = plain.find(named)
        if at < 0:
            return None
        ends.append(at + len(named))
    rest = re.match(r"[^\s]*", region[max(ends) :])
    return region[: max(ends) + (rest.end() if rest else 0)]


def _says_city(region: str) -> bool:
    return _units(region)[1]


def _placed_in_letters(address: str, region: str) -> Placed | None:
    """ "8 Nanjing Road, Huangpu, Shanghai": what stands after the last part with a number or a street."""
    parts = [part.strip(" .") for part in address.split(",") if part.strip(" .")]
    at = len(parts)
    while at > 1 and not _NO_REGION.search(parts[at - 1]):
        at -= 1
    named = parts[at:]
    if named:
        kept = (
            all(part.lower() in region.lower() for part in named)
            and named[0] == region.split(",", maxsplit=1)[0]
        )
        return Placed(region if kept else ", ".join(named), ", ".join(parts[:at]))
    last = _LAST_CITY.search(address)
    return Placed(last[1], address[: last.start()].strip(" ,")) if last else Placed(region, address)
