"""What the demo shop sells, who buys there, and which way its parcels go. Plain data."""

from dataclasses import dataclass

from actions.shop.model import Text


def _t(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    name: Text
    category: str
    price: int  # CNY, minor units
    specs: tuple[Text, ...]
    no_reason: bool = True


def _p(zh: str, en: str, category: str, price: int, *specs: Text, no_reason: bool = True) -> Product:
    return Product(name=_t(zh, en), category=category, price=price, specs=specs, no_reason=no_reason)


BLACK, WHITE, BLUE = _t("黑色", "Black"), _t("白色", "White"), _t("蓝色", "Blue")
RED, GREY, GREEN = _t("红色", "Red"), _t("灰色", "Grey"), _t("绿色", "Green")
S, M, L, XL = _t("S 码", "Size S"), _t("M 码", "Size M"), _t("L 码", "Size L"), _t("XL 码", "Size XL")
ONE = _t("标准款", "Standard")

PRODUCTS: tuple[Product, ...] = (
    _p("无线蓝牙耳机", "Wireless earbuds", "electronics", 19900, BLACK, WHITE, BLUE),
    _p("机械键盘 87 键", "Mechanical keyboard, 87 keys", "electronics", 32900, BLACK, WHITE),
    _p("移动电源 20000 毫安", "Power bank 20000 mAh", "electronics", 12900, BLACK, WHITE),
    _p("智能手表", "Smart watch", "electronics", 69900, BLACK, GREY, RED),
    _p("电动牙刷", "Electric toothbrush", "electronics", 15900, WHITE, BLUE),
    _p("扫地机器人", "Robot vacuum", "appliances", 189900, WHITE, BLACK),
    _p("空气炸锅 5 升", "Air fryer, 5 litres", "appliances", 29900, WHITE, GREEN),
    _p("电热水壶", "Electric kettle", "appliances", 8900, WHITE, GREY),
    _p("吹风机", "Hair dryer", "appliances", 25900, WHITE, RED),
    _p("加湿器", "Humidifier", "appliances", 11900, WHITE, BLUE),
    _p("纯棉短袖 T 恤", "Cotton T-shirt", "clothing", 5900, S, M, L, XL),
    _p("牛仔裤", "Jeans", "clothing", 15900, S, M, L, XL),
    _p("连帽卫衣", "Hoodie", "clothing", 13900, S, M, L, XL),
    _p("轻薄羽绒服", "Light down jacket", "clothing", 39900, S, M, L, XL),
    _p("羊毛围巾", "Wool scarf", "clothing", 9900, RED, GREY, BLUE),
    _p("连衣裙", "Dress", "clothing", 18900, S, M, L),
    _p("运动跑鞋", "Running shoes", "shoes", 36900, *(_t(f"{n} 码", f"EU {n}") for n in (38, 40, 42, 44))),
    _p("帆布鞋", "Canvas shoes", "shoes", 12900, *(_t(f"{n} 码", f"EU {n}") for n in (36, 38, 40, 42))),
    _p("登山靴", "Hiking boots", "shoes", 49900, *(_t(f"{n} 码", f"EU {n}") for n in (40, 42, 44))),
    _p("双肩背包", "Backpack", "bags", 19900, BLACK, GREY, BLUE),
    _p("20 寸行李箱", "Cabin suitcase", "bags", 29900, BLACK, RED, GREEN),
    _p("不锈钢保温杯", "Steel thermos", "home", 7900, WHITE, GREEN, RED),
    _p("四件套床品", "Bedding set", "home", 25900, GREY, BLUE),
    _p("记忆棉枕头", "Memory foam pillow", "home", 11900, ONE),
    _p("不粘平底锅", "Non-stick pan", "home", 13900, ONE),
    _p("护眼台灯", "Desk lamp", "home", 15900, WHITE, BLACK),
    _p("收纳箱三件套", "Storage boxes, set of 3", "home", 6900, WHITE, GREY),
    _p("保湿面霜", "Moisturising cream", "beauty", 16900, ONE),
    _p("防晒霜", "Sunscreen", "beauty", 9900, ONE),
    _p("洗发水套装", "Shampoo set", "beauty", 8900, ONE),
    _p("瑜伽垫", "Yoga mat", "sports", 7900, GREEN, BLUE, GREY),
    _p("可调节哑铃", "Adjustable dumbbell", "sports", 25900, _t("10 公斤", "10 kg"), _t("20 公斤", "20 kg")),
    _p("羽毛球拍双拍", "Badminton rackets, pair", "sports", 16900, RED, BLUE),
    _p("婴儿纸尿裤", "Nappies", "baby", 11900, M, L, XL),
    _p("积木玩具 500 块", "Building blocks, 500 pieces", "baby", 14900, ONE),
    _p("儿童绘本 10 册", "Picture books, 10 volumes", "books", 9900, ONE),
    _p("坚果礼盒", "Nut gift box", "food", 12900, ONE),
    _p("新鲜车厘子 2 斤", "Fresh cherries, 1 kg", "fresh", 13900, ONE, no_reason=False),
    _p("大闸蟹礼券", "Hairy crab box", "fresh", 39900, ONE, no_reason=False),
    _p("刻字保温杯", "Engraved thermos", "custom", 12900, WHITE, BLACK, no_reason=False),
    _p("定制手机壳", "Custom phone case", "custom", 4900, BLACK, WHITE, no_reason=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    region: Text
    hub: Text
    street: Text
    station: Text


def _place(zh: str, en: str, hub: str, hub_en: str, street: str, street_en: str) -> Place:
    station = _t(f"菜鸟驿站（{street[:-1]}店）", f"Cainiao Station, {street_en}")
    return Place(region=_t(zh, en), hub=_t(hub, hub_en), street=_t(street, street_en), station=station)


PLACES: tuple[Place, ...] = (
    _place("上海市 徐汇区", "Xuhui, Shanghai", "上海转运中心", "Shanghai hub", "漕溪路", "Caoxi Road"),
    _place("北京市 朝阳区", "Chaoyang, Beijing", "北京转运中心", "Beijing hub", "望京街", "Wangjing Street"),
    _place(
        "广东省 深圳市 南山区", "Nanshan, Shenzhen", "深圳转运中心", "Shenzhen hub", "科苑路", "Keyuan Road"
    ),
    _place(
        "四川省 成都市 武侯区",
        "Wuhou, Chengdu",
        "成都转运中心",
        "Chengdu hub",
        "人民南路",
        "Renmin South Road",
    ),
    _place("湖北省 武汉市 洪山区", "Hongshan, Wuhan", "武汉转运中心", "Wuhan hub", "珞喻路", "Luoyu Road"),
    _place("陕西省 西安市 雁塔区", "Yanta, Xi'an", "西安转运中心", "Xi'an hub", "小寨路", "Xiaozhai Road"),
    _place(
        "江苏省 南京市 鼓楼区",
        "Gulou, Nanjing",
        "南京转运中心",
        "Nanjing hub",
        "中山北路",
        "Zhongshan North Road",
    ),
    _place("福建省 厦门市 思明区", "Siming, Xiamen", "厦门转运中心", "Xiamen hub", "湖滨路", "Hubin Road"),
    _place(
        "辽宁省 沈阳市 和平区", "Heping, Shenyang", "沈阳转运中心", "Shenyang hub", "南京街", "Nanjing Street"
    ),
    _place("云南省 昆明市 五华区", "Wuhua, Kunming", "昆明转运中心", "Kunming hub", "翠湖路", "Cuihu Road"),
)
HONG_KONG = _place(
    "香港 九龍 旺角", "Mong Kok, Hong Kong", "香港转运中心", "Hong Kong hub", "彌敦道", "Nathan Road"
)
TAIPEI = _place(
    "臺灣 臺北市 大安區", "Da'an, Taipei", "台北转运中心", "Taipei hub", "復興南路", "Fuxing South Road"
)
WAREHOUSE = _t("杭州仓", "Hangzhou warehouse")
FIRST_HUB = _t("杭州转运中心", "Hangzhou hub")


@dataclass(frozen=True, slots=True, kw_only=True)
class Courier:
    name: Text
    prefix: str
    digits: int


COURIERS: tuple[Courier, ...] = (
    Courier(name=_t("顺丰速运", "SF Express"), prefix="SF", digits=13),
    Courier(name=_t("中通快递", "ZTO Express"), prefix="7", digits=13),
    Courier(name=_t("圆通速递", "YTO Express"), prefix="YT", digits=13),
    Courier(name=_t("韵达快递", "Yunda Express"), prefix="4", digits=12),
    Courier(name=_t("京东物流", "JD Logistics"), prefix="JD", digits=13),
    Courier(name=_t("极兔速递", "J&T Express"), prefix="JT", digits=13),
    Courier(name=_t("邮政快递包裹", "China Post"), prefix="98", digits=11),
)

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
)
GIVEN_NAMES = (
    "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 霞 平 刚 桂英 建华 志强 秀英 雨桐 子涵 浩然 欣怡 梓萱 俊杰 "
    "思远 晓东 海燕 嘉怡 文博 一诺 诗涵 宇轩 佳宁 天佑"
).split()
HK_NAMES = "陳家豪 黃詠詩 何俊傑 梁嘉欣 鄭子軒 林曉彤 葉梓晴 許志明".split()
ENGLISH_NAMES = (
    "Emma Wilson,James Brown,Olivia Davis,Noah Miller,Sophia Moore,Liam Taylor,Grace Anderson,Henry Thomas,"
    "Chloe Jackson,Lucas White,Mia Harris,Oscar Martin,Ella Thompson,Jack Garcia,Ruby Clark,Leo Lewis"
).split(",")
