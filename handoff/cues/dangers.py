"""Dangers by their words, and which of several is the gravest; what is only asked of goods is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from handoff.cues.folding import plain

_POWERED = (
    r"(?:电池|充电宝|充电器|充电线|移动电源|尿袋|手机|平板|笔记本|耳机|音箱|插座|插头|插排|插线板|排插|电线|线路|主板|电机|电器"
    r"|空气炸锅|炸锅|电锅|电热毯|电饭煲|取暖器|暖风机|烤箱|微波炉|吹风机|卷发棒|加湿器|水壶|热水器|洗衣机|冰箱|风扇|灯|底座|机器)"
)
_BATTERY = r"(?:电池|充电宝|移动电源|尿袋|手机|平板|笔记本|耳机|电瓶)"
_PLUG = r"(?:插座|插头|插排|排插|插线板|插[口孔]|尾插|接口|充电口|充电头|端口|usb口|type-?c口|电线|线路|主板|充电器|适配器|数据线)"
_NO_FOOD = (
    r"(?:面霜|护肤品|化妆品|洗(?:衣|发|面|手|洁|碗)\w|酒精|干燥剂|零件|塑料片"
    r"|胶水|香水|精油|口红|乳液|护手霜|樟脑)"
)
# What harms from within before anything is felt: a doctor at once, whatever the symptoms.
_DEADLY = r"(?:电池|纽扣|磁铁|磁力[球珠棒]|磁珠|螺丝|钉子|大头针|缝衣针|回形针|刀片|玻璃|洁厕|消毒|漂白|管道疏通|杀虫|农药|老鼠药)"
_DEVICE = (
    r"(?:power ?bank|batter(?:y|ies)|charger|phone|laptop|tablet|plug|socket|outlet|cable|adapter|port|fryer|kettle|lamp|heater"
    r"|blanket|humidifier|toaster|oven|dryer|speaker|ear(?:buds|phones)|headphones|vacuum|fan|machine|device|it)"
)
_SCORCHED = r"(?:melt(?:ed|ing)|sparking|burn(?:t|ed|ing)|scorched|charred)"
_LIMB = (
    r"(?:手(?:指|掌|臂|背|腕)?|脸|脚|腿|胳膊|皮肤|眼睛?|嘴[巴唇]?|头皮|脖子|身上|后背|屁股|肚子|耳朵"
    r"|孩子?|小孩|宝宝?|婴儿|娃|老人|老婆|老公|儿子|女儿|爸爸?|妈妈?|我|人)"
)
_SORE = r"(?<![桌椅床柜壶])(?:脸|手|嘴[巴唇]?|眼睛?|皮肤|头皮|脖子|胳膊|腿|脚|身上|屁股|全身)"
_FIRE = (
    r"触电|漏电|电(?:到|了)(?:我|孩|一下|手)|(?:被|差点)电(?:到|了|死)|着火|起火|失火|自燃|煤气"
    r"|(?<!不)(?<!不会)(?<![得子咙])(?<!子都)冒(?:[了出着过很大股阵一点儿]{0,3})[黑白浓青]?烟"
    r"|摸[^，,。]{0,6}(?:发麻|麻手|麻麻|有电)"
    rf"|{_POWERED}[^，,。！!？?]{{0,8}}(?<![卖火屏幕量打挤单款评])爆(?:了|开|裂)"
    r"|冒火(?:花|星|苗|光)|(?:插|电|线|充|接)[^，,。！!？?]{0,6}(?:打火|火花|火星|火苗)"
    r"|(?:电池|手机|充电|插座|锅|瓶|屏幕|它).{0,6}(?:爆炸|炸了|炸开|炸裂)|爆炸了|烧起来"
    rf"|{_BATTERY}[^，,。！!？?]{{0,8}}(?:鼓包|鼓起|鼓胀|鼓了|膨胀|[脹胀](?:了|起|大|包|气|晒))|(?:鼓包|膨胀)的?(?:{_BATTERY})"
    rf"|{_POWERED}[^，,。！!？?]{{0,8}}烧(?:坏|黑|焦|糊|化|穿|着|毁|断|了(?=$|[，,。！!？?啊呀]))"
    rf"|{_PLUG}[^，,。！!？?]{{0,5}}(?:黑了|发黑|烧|糊了|焦|熔|融化|化了)|烧(?:坏|黑|焦|糊|化|穿|毁|熔)?了?的?{_PLUG}"
    r"|烧焦(?![^，,。]{0,8}(?:洗|清|刷|擦|去除))|(?:闻到|一股|有股|有点|发出|散发|股)[^，,。]{0,4}(?:焦|糊)(?:糊)?(?:的)?味"
    r"|焦糊味|(?<![烤糖])有焦味"
    r"|\b(?:electrocuted|electric shock|got shocked|shocked me|caught fire|on fire|fire hazard|burning smell"
    r"|smok(?:e|ing) (?:came|coming|from|out|is coming|was coming)|(?:there(?:'s| is| was)|saw|see) (?:some |a lot of )?smoke"
    rf"|{_DEVICE}(?:'s| is| was| are| were| has| started| starts| began| begins| keeps| just| now| still| all| been)+ smoking(?! hot)"
    r"|smells? (?:of |like )?(?:burn(?:ing|t)|smoke)|explod(?:ed|ing)|blew up"
    r"|(?:swollen|bulging|leaking) battery|battery (?:is |has |got )*(?:swollen|bulging|swelling|puffed up)"
    r"|(?:plug|socket|charger|cable|cord|wire|adapter|outlet|port|connector|pins?) (?:is |are |was |has |just |got |all |been |completely )*"
    rf"{_SCORCHED}|(?:burn(?:t|ed)|scorched|charred|melted) (?:plug|socket|charger|cable|cord|wire|adapter|outlet|port|connector)"
    r"|sparks (?:from|out of|flew))\b"
)
_SWALLOWED = (
    rf"把[^，,。！!？?]{{0,6}}{_DEADLY}[^，,。！!？?]{{0,3}}(?:吃|吞|咽|喝)(?:了|下|进|掉|肚)"
    rf"|(?:吃|吞|喝|咽|误[食吞服])(?:了|下|进|到|掉|落|去)*[一点些半几两个颗粒块枚根那这小]*(?:{_DEADLY})"
    rf"|{_DEADLY}[^，,。！!？?]{{0,3}}被[^，,。！!？?]{{0,6}}(?:吃|吞|咽|喝)(?:了|下|进|掉)"
    r"|\b(?:swallow(?:ed|s)?|ate|ingested|drank)(?: an?| the| some| one| two| small| little| tiny| of| aaa?| button| coin| disc| lithium)*"
    r" (?:batter(?:y|ies)|cell|magnets?|screws?|nails?|needle|glass|bleach|pesticide|drain cleaner)\b"
)
_INJURY = (
    r"(?:烧|烫|炸|灼|割|夹|轧|咬)伤|(?:被|会|差点).{0,4}(?:烫|炸|砸|割|划)(?:到|伤|了)"
    rf"|把[^，,。！!？?]{{0,4}}{_LIMB}(?:给|都|也|全|直接|又){{0,2}}(?:烫|炸|砸|割|划|烧|灼|夹|扎)(?:到|伤|了|坏|破|烂|红|肿|出)"
    rf"|{_SORE}(?:都|全|也|上|部|就|又|已经|开始|直接|突然|有点|一直){{0,3}}(?:烂|溃烂|红肿|肿|化脓|流脓|发炎|脱皮|灼痛|刺痛|毁容|起水[泡疱])"
    r"|(?<!不)烂脸|皮肤溃烂|(?:起|长|出)(?:了)?(?:一|满|好|很|多|大|身|片|些|点|脸|小|红|皮|湿|荨|麻)*疹"
    r"|烫到(?:了)?(?:我|手|脸|脚|腿|孩|宝)"
    r"|(?:受|弄|划|割|刺|砸|扎|擦|摔)伤(?!害|心)|流血|出血|划破(?:手|脸|皮)"
    r"|(?:用|吃|喝|穿|抹|擦|涂|戴)(?:了|完|过|后).{0,12}(?:过敏|红肿|起疹|起泡|呕吐|拉肚子|腹泻|头晕|中毒|不舒服|恶心想吐)"
    r"|过敏(?:了|很|严重|反应)(?!吗|怎)|食物中毒|中毒了|(?:送|去|进|住|上)(?:了)?(?:医院|急诊|icu)|住院"
    r"|叫救护车|窒息|噎(?:住|到)|误[食吞服]"
    rf"|把[^，,。！!？?]{{0,4}}{_NO_FOOD}[^，,。！!？?]{{0,2}}(?:吃|吞|咽|喝)(?:了|下|进|掉)"
    rf"|(?:吃|吞|喝|咽|舔)(?:了|下|进|到|掉|落)+[一点些半几个颗粒口块袋包那这]*(?:{_NO_FOOD})"
    r"|\b(?:burn(?:ed|t) (?:my|me|his|her)|burns? on|scald(?:ed|s)? (?:my|me|his|her)|scalded"
    r"|blisters? on|(?:skin|face) (?:is |has |got |all )*(?:swollen|peeling|blistered|infected|festering)"
    r"|injur(?:ed|y)|bleeding|hospital|poison(?:ed|ing)|allergic reaction|rash(?! ?guard)"
    r"|choked|swallowed (?:a |the |some )?(?:button(?! (?:batter|cell))|part|piece|cream)|(?:can't|cannot|trouble) breath(?:e|ing))\b"
)
_SELF_HARM = (
    r"自杀|轻生|不想活|不想生|活不下去|活着(?:没|不)(?:什么)?(?:意思|意义|如死)|(?<![得了])想(?:去)?死(?![你我他她它这那])|去死给你"
    r"|死给你|不如死|寻死|跳楼(?!价|大|甩|促|清仓|机|促销|处理)|割腕|自残|想不开了?$|(?:结束|了结)(?:我)?(?:自己)?的?(?:生命|一生|性命)"
    r"|吞(?:了)?安眠药|\b(?:suicid\w*|kill(?:ing)? myself|end (?:my life|it all)|hurt(?:ing)? myself|want to die|(?:don't|do not) want to live)\b"
)
# Nobody the customer knows: "你们有人…" is of the shop, "快递员打电话说弄丢了" is the courier telling of a loss.
_STRANGER = (
    r"(?:(?<!你们)(?<!那边)(?<!这边)(?<!店里)(?<!快递)(?<!站点)(?<!驿站)(?<!公司)有一?个?(?:陌生)?(?:人|男的?|女的?|男人|女人|电话|号码|短信)|陌生(?:人|电话|号码|来电|短信)"
    r"|不认识的(?:人|号码)?|(?:接|收)到(?:了|一|个|条|通|过)*(?:陌生|奇怪|诈骗)?的?(?:电话|来电|短信|邮件)|莫名其妙)"
)
_CALLS = r"(?:电话|来电|打来|打给|联系|短信|邮件|微信|加我|发消息|发信息)"
_PAYS = r"(?:理赔|赔(?!礼|罪|不是|了|过|付?(?:成功|到账))|退[^，,。]{0,3}[款钱](?!吗|呢|没|还|了|已|成功|到账|中|申请)|打钱|返钱|返款|[双两三]倍|补偿|补钱)"
# What no courier wants of whom he owes money.
_BAITED = r"(?:加(?:他|她|我|个|一下)*(?:的)?(?:微信|qq|好友|line|whatsapp|群)|点(?:击|开|进|了)?(?:个|一下|那个|这个)?(?:链接|网址)|备用金|共享屏幕|下载.{0,6}(?:app|软件)|(?:报|提供|给|填|要|发)(?:他|她|我)?(?:的)?(?:银行)?(?:卡号|验证码|密码))"
# Up to there it is the caller who speaks: "没收到", "我要", "怎么" are the customer's own.
_SAYS = r"(?:(?!没|怎么|我要|我想|我也?不|能不能|可不可以|可以吗|你们|不[给能肯]|拒)[^。!?]){0,24}"
_MONEY_OUT_OF_NOWHERE = (
    rf"{_STRANGER}[^。!?]{{0,10}}(?:{_CALLS}|说|话|讲|称){_SAYS}{_PAYS}"
    rf"|{_CALLS}{_SAYS}(?:{_PAYS}[^。!?]{{0,14}}{_BAITED}|{_BAITED}[^。!?]{{0,14}}{_PAYS})"
    r"|\b(?:someone|somebody|a stranger|(?:an? )?(?:unknown|strange|weird) (?:number|caller|person|man|woman)|(?:a|some) (?:guy|man|woman|person)|(?:i )?(?:just )?(?:got|received|had) an? (?:phone )?(?:call|text|message|sms|e-?mail))\b"
    r"(?! from (?:you|the courier|your|customer service))[^.!?]{0,70}\b(?:compensat\w+|refund(?:ing)? me|pay(?:ing)? me|reimburse\w*|give me (?:the |my |some )?money|money back|send me (?:the |my |some )?money)\b"
)
_FRAUD = (
    r"(?:冒充|假冒|自称|假的?|说(?:他|她)?是)(?:是|你们?的?|平台|淘宝|京东|官方|商家|快递)*(?:客服|官方|快递员|工作人员|商家"
    r"|公检法|警察)|诈骗|被骗(?:了)?(?:钱|\d)"
    r"|(?:让|叫|要)我.{0,10}(?:转账|汇款|验证码|银行卡|下载.{0,6}(?:app|软件|会议)|共享屏幕|屏幕共享|开会议|扫码付|贷款)"
    r"|安全账户|刷单|杀猪"
    # "This is a scam" is anger at the shop; a scam that came by phone or mail is a danger.
    r"|\b(?:(?:got|been|was|were|being) scammed|scam (?:call|text|message|sms|e-?mail|link|site|website)s?|scammers? (?:called|call|"
    r"texted|contacted|asked)|is (?:this|it|that) a scam|phishing|fraudster|impersonat\w+|pretend(?:ed|ing) to be"
    r"|claim(?:ed|ing|s)? to be (?:from|your))\b"
    rf"|{_MONEY_OUT_OF_NOWHERE}"
)
# The gravest first: what is to be done at once differs, and one message may hold several.
DANGERS: Mapping[str, re.Pattern[str]] = {
    "self_harm": re.compile(_SELF_HARM),
    "fire": re.compile(_FIRE),
    "swallowed": re.compile(_SWALLOWED),
    "injury": re.compile(_INJURY),
    "fraud": re.compile(_FRAUD),
}
SAFETY = rf"{_SELF_HARM}|{_FIRE}|{_SWALLOWED}|{_INJURY}|{_FRAUD}"
# Asked of goods, not told of what happened; a danger told beside it counts.
_FEARED = (
    r"(?:过敏|漏电|触电|起火|着火|爆炸|中毒|自燃|冒烟|鼓包|烂脸|烫伤|烧[坏焦]|[起长出](?:红|皮|湿)?疹子?)"
)
_NOT_SAFETY = (
    rf"过敏(?:会|怎么办|的话)|(?:会不会|是否|能不能|怕|防|担心|不(?!小心|知|幸|但|仅)会?|没有?).{{0,3}}{_FEARED}(?:吗|么|\?|？|不)?(?![了过])"
    rf"|(?:会|容易|能).{{0,3}}{_FEARED}(?:吗|么|嘛|\?|？|不(?=$|[，,。]))|(?<!是){_FEARED}(?:吗|嘛|不(?=$|[，,。?？]))"
    r"|防(?:烫|漏电|火)|不冒烟"
)

_harmless = re.compile(_NOT_SAFETY)


@lru_cache(maxsize=4096)
def dangers(text: str) -> tuple[str, ...]:
    """Kinds of danger that the words tell, the gravest first; empty where they tell none."""
    told = happened(plain(text))
    return tuple(kind for kind, pattern in DANGERS.items() if pattern.search(told))


def happened(folded: str) -> str:
    """The words without those that only ask whether goods could be dangerous."""
    return _harmless.sub("。", folded)


def gravest(kinds: Iterable[str]) -> str:
    """The one of these kinds of danger that counts before the others; empty when there is none."""
    known = set(kinds)
    return next((kind for kind in DANGERS if kind in known), "")
