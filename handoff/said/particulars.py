"""What of a promise a question may ask beside when and how much: who pays, where it goes, who comes, what to do. Pure.

Each particular has how it is asked and how a person's words speak of it: only words that do answer it, else the rule is
right. Patterns are written in Simplified Chinese and lower case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

COST, ACCOUNT, CARRIER, TO_DO, OLD_ONE, NEW_ONE, LOOKS, CONTACT, OTHER_TIME = (
    "cost", "account", "carrier", "to_do", "old_one", "new_one", "looks", "contact", "other_time",
)  # fmt: skip
WHOLE = "whole"  # "anything else I have to do": whatever was said is about it

_FREIGHT = r"(?:运费|邮费|邮资|快递费|上门费|配送费|车费|检测费)"
_CARRIERS = r"(?:顺丰|圆通|中通|申通|韵达|极兔|京东|德邦|邮政|ems|黑猫|新竹|宅配|dhl|ups|fedex|usps|royal mail|师傅|小哥|快递员|司机|快递公司|courier|driver)"
_OLD = r"(?:旧的|坏的|破的|碎的|原来(?:的货|那个)|错的|(?:the |my )?(?:old|broken|damaged|wrong|faulty) (?:one|item|\w+))"
_NEW = r"(?:新的(?!一)|(?:补|换|重新?)(?:寄|发|送)?(?:给我|过来|来)?的(?!货|时候|话|流程|条件|规则|政策)|换的那|补给我的|(?:the |my |a )?replacement|(?:the |my |your )?new (?:one|\w+))"
_GOES = r"(?:退|打|转|返|汇|入|存|刷)(?:回|到|去|给|进|返|我|落|入)*"
_PLACES = r"(?:支付宝|微信|零钱|银行卡?|信用卡|储蓄卡|卡|余额|钱包|账户|账号|帐户|帐号|原路|原来的)"

_ASKED: Mapping[str, re.Pattern[str]] = {
    COST: re.compile(
        rf"(?:谁|边个|哪一?方)(?:来)?(?:出|付|掏|给钱|畀|承担|负责).{{0,3}}|{_FREIGHT}.{{0,8}}(?:谁|边个|吗|么|咩|呢|嘛|多少|几多|[?？])"
        rf"|(?:要不要|用不用|使唔使|需不需要).{{0,4}}(?:出|付|给|畀|掏)?.{{0,2}}(?:钱|费|{_FREIGHT})"
        rf"|(?:要|用|需要|收).{{0,4}}(?:钱|费|{_FREIGHT}).{{0,2}}(?:吗|么|咩|嘛|[?？])|(?:免费|包邮)(?:的|嘅)?(?:吗|么|咩|[?？])"
        r"|\bis (?:the )?(?:shipping|postage|freight|delivery|it|that) (?:cost )?(?:on|for) (?:me|you|us)\b|\bwho(?:'s| is| will| would)? (?:pay\w*|cover\w*)\b|\b(?:do|will|would|should|must) i (?:have to |need to )?(?:pay|be charged)\b"
        r"|\bis (?:it|that|this|shipping|postage|the \w+) (?:really )?free\b|\b(?:shipping|postage|return|delivery) (?:cost|fee|charge)s?\b"
    ),
    ACCOUNT: re.compile(
        rf"哪(?:一)?[张个](?:银行|信用)?(?:卡|账|帐)|(?:什么|边个|边张)(?:银行)?(?:卡|账户|帐户|账号|帐号)|{_GOES}(?:哪|边度|边|什么地方)(?!一?天)|(?:退|打|入|到)(?:去|到|回)?(?:哪|边)张卡|钱(?:会)?(?:打|退|去|到|入)(?:去|到)?(?:哪|边)"
        rf"|{_GOES}(?:我的?|原来的?)?{_PLACES}.{{0,4}}(?:吗|么|咩|还是|行不行|可不可以|[?？])|(?:在|去|喺)?(?:哪里?|哪儿|边度?)(?:可以|能)?(?:看|睇|查|领|攞|拿到|找)"
        r"|\b(?:which|what) (?:\w+ )?(?:card|account|wallet|bank)\b|\bwhere (?:is|does|will|do|did) (?:it|this|that|the money|my money|the refund|you)\b.{0,12}\b(?:go(?:ing)?|sent?|paid|refund\w*|land)\b"
        r"|\b(?:back )?to my (?:card|account|paypal|bank|wallet)\b"
    ),
    CARRIER: re.compile(
        rf"(?:谁|边个|哪位)(?!.?签).{{0,3}}(?:来|上门|送|嚟|拿|取|收|揽|攞|派)|(?:哪家|哪个|什么|边间|边家|咩)(?:公司的?)?(?:快递|物流|速递)|(?:用|走|发)(?:的)?(?:什么|哪家|哪个|咩)(?:快递|物流)"
        rf"|{_CARRIERS}.{{0,3}}(?:送|来|发|派)?的?(?:吗|么|咩)"
        r"|\bwho(?:'s| is| will be| will)? (?:\w+ )?(?:deliver\w*|collect\w*|com(?:es?|ing)|pick\w*|bring\w*|ship\w*)\b|\b(?:which|what|who(?:'?s| is) the) (?:courier|carrier|company|shipping)\b"
    ),
    TO_DO: re.compile(
        r"(?:准备|带|备|提供|填|打印|包)(?:好|齐|些|点)?(?:什么|啥|哪些|咩|乜)|(?:要不要|需不需要|用不用|使唔使|需要|要|使).{0,4}(?:准备|包装|打包|包好|盒子|箱子|面单|标签|发票|配件|打印|在家|拆).{0,6}(?:吗|么|咩|嘛|不|[?？]|$)"
        r"|(?:怎么|点样?|如何)(?:包装|打包|包|装|准备)|(?:原)?(?:包装|盒子|箱子|面单|配件).{0,6}(?:要|需要|还)?.{0,3}(?:吗|么|咩|怎么办|丢了|[?？])"
        r"|\b(?:need|have|should|supposed|must)\b.{0,20}\b(?:pack\w*|box|label|receipt|print|prepare|wrap|invoice|be (?:at )?home)\b|\bwhat (?:do|should|must) i (?:need to )?(?:prepare|pack|bring|have ready)\b"
    ),
    OLD_ONE: re.compile(
        rf"{_OLD}.{{0,14}}(?:吗|么|咩|呢|怎么|点|要不要|用不用|扔|丢|[?？]|寄回|还回|退回|拿走)|(?:要不要|用不用|使唔使|使不使|要|需要|用).{{0,5}}(?:{_OLD}|寄回|寄返|还回|还给|退回来|送回).{{0,8}}"
        rf"|\b(?:(?:do|will|would) i (?:still )?(?:have|need) to|should i|must i)\b.{{0,4}}\b(?:return|send .{{1,24}} back|keep|give back|throw|ship .{{1,20}} back)\b|\bwhat (?:about|happens (?:to|with)|do i do with) {_OLD}"
    ),
    NEW_ONE: re.compile(rf"{_NEW}|(?:有|出)?(?:快递|物流|运)?单号.{{0,4}}(?:吗|没|未|么|呢|[?？])|\btracking (?:number|no|code)\b"),
    LOOKS: re.compile(r"(?:什么|哪个|哪种|咩|乜|几)(?:颜色|色|款|尺码|码|型号|口味)|(?:颜色|尺码|款式|型号).{0,4}(?:吗|么|呢|是什么|咩)|\b(?:what|which) (?:colou?r|size|model|version)\b"),
    CONTACT: re.compile(
        r"(?:会|系咪|是不是|要|到时候?).{0,6}(?:打(?:我|给|畀|电话)|来电|短信|通知我|联系我|联络我).{0,6}(?:吗|么|咩|嘛|[?？])|\b(?:will|do|would) (?:they|he|she|you|the \w+) (?:call|phone|text|ring|contact|notify|email|let me know)\b"
    ),
    OTHER_TIME: re.compile(
        r"(?:改|换|推迟|延|提前|约)(?:到|个|一下|去|做)?.{0,3}(?:时间|日子|[今明后听][天日早晚]|上午|下午|晚上|早上|周[一-日末]|星期|礼拜|\d+[点号]|点).{0,6}(?:吗|么|咩|行|可以|得|能|[?？])"
        r"|(?:可以|能|可唔可以|能不能|可不可以).{0,3}(?:改|换|推迟|延后|提前).{0,3}(?:时间|日子|[今明后听][天日早晚]|上午|下午|晚上|早上|周[一-日末]|星期|礼拜|\d+[点号]|后日|期|约)|(?:不在家|没人在家|冇人喺屋企|不方便|没空|冇时间)"
        r"|\b(?:change|move|reschedule|postpone)\b.{0,16}\b(?:time|day|date|it|pick-?up|collection|appointment|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\bnot (?:at )?home\b|\bwon'?t be (?:at )?(?:home|in|there)\b"
    ),
    WHOLE: re.compile(
        r"(?:还|仲|那)?(?:要|需要|用|使)(?:不要|不用|唔使)?我.{0,3}(?:做|干|配合|弄|操作|提供)(?:点|些|啲)?(?:什么|啥|咩|乜)|我(?:这边)?(?:还|仲|现在)?(?:要|需要|该|应该)(?:做|干|怎么做|点做|配合)(?:点|些|啲)?(?:什么|啥|咩|乜|吗|呢|$)"
        r"|(?:还|仲)?(?:有)?(?:什么|咩|乜|啥).{0,3}(?:要|需要|使)我(?:做|配合|弄)|\b(?:do|should) i (?:need|have) to do (?:any|some)thing\b|\bwhat (?:do|should|must) i (?:need to |have to )?do (?:now|next|then)?[?]?$"
        r"|\banything (?:else )?(?:i|for me) (?:need|have|should|to)\b"
    ),
}  # fmt: skip

_SPOKEN: Mapping[str, re.Pattern[str]] = {
    COST: re.compile(
        rf"{_FREIGHT}|(?:我们|我哋|店里|这边|商家|公司|卖家)(?:来)?(?:出|付|承担|负责)|不用(?:您|你)?(?:出钱|付|花钱|掏)|免费|包邮|不收|到付|唔使(?:你|您)?(?:畀|出|钱)"
        r"|\b(?:free|no charge|at our (?:cost|expense)|we(?:'ll| will)? (?:pay|cover)|on us|prepaid|shipping (?:cost|fee)s?|postage|won't be charged)\b"
    ),
    ACCOUNT: re.compile(rf"{_PLACES}|卡包|刷退|\b(?:card|visa|mastercard|amex|paypal|account|wallet|wechat|alipay|bank|original payment|e-?mail)\b"),
    CARRIER: re.compile(_CARRIERS),
    TO_DO: re.compile(
        r"(?:您|你)?(?:把|将)[^，,。]{1,12}(?:放|包|装|准备|交|给)|准备|包好|打包|包装|盒子|箱子|面单|标签|配件|发票|在家|\b(?:pack\w*|box|label|receipt|print|prepare|wrap|invoice|ready|at home)\b"
    ),
    OLD_ONE: re.compile(rf"{_OLD}|寄回|还回|不用[还退寄]|留着|唔使(?:还|寄|退)|\b(?:keep|return|send (?:it |\w+ )?back|throw|dispose|bin)\b"),
    NEW_ONE: re.compile(
        r"补[寄发送]|重新?[寄发]|换(?:个|一个|您|你|只|件|台)?(?:一?[个件台只])?新|新的|换货|\b(?:replacement|re-?send\w*|resent|swap\w*|exchange\w*|(?:a|the) new \w+|new one)\b"
    ),
    LOOKS: re.compile(r"[红蓝绿黄黑白灰紫粉橙棕金银青米][色的]|颜色|尺码|[大中小]码|\b(?:xs|s|m|l|xl|xxl)\b|码|型号|\b(?:blue|red|green|black|white|gr[ae]y|yellow|pink|purple|orange|brown|colou?r|size|large|medium|small)\b"),
    CONTACT: re.compile(r"打(?:您|你|电话|给)|来电|电话|短信|通知|联系|联络|\b(?:call|phone|text|ring|contact|notify|e-?mail|let you know)\b"),
    OTHER_TIME: re.compile(r"上门|取件|揽收|收件|[来嚟去过]{1,2}(?:拿|取|收|拉|装|修|攞)|预约|约了|约好|\b(?:pick\w*[ -]?up|collect\w*|appointment|booked|arranged)\b"),
}  # fmt: skip
_QUESTION = re.compile(
    r"[?？]|吗|么|嘛|呢|咩|未$|没$|没有$|了没|谁|边|哪|什么|啥|乜|几|多少|何时|怎|点(?:样|解|算|啊|呀)|要不要|用不用|使唔使|会不会|是不是|系咪|可唔可以|行不行|能不能|可不可以"
    r"|^(?:is|are|do|does|will|would|can)\b|\b(?:who|whos|what|when|where|which|how|why)\b|\b(?:do|does|did|is|are|was|will|would|should|must|can|may|has|have) (?:i|it|you|they|we|she|he|the|my|that|this|anyone|somebody|someone)\b|\bnumber\b|\b(?:yet|anything)\b"
)
_IN_GENERAL = re.compile(
    r"一般|通常|平时|默认|你们都?发|如果|要是|假如|的话|规定|政策|流程|规则|怎么算|怎样算|点计|点搞|手续费|都是|(?:退货|换货|退换货?|寄回).{0,4}(?:运费|邮费)"
    r"|\b(?:usually|normally|in general|generally|policy|if i|how (?:do|can) i)\b"
)


_ANOTHER = re.compile(
    r"另外?(?:一|那|嗰)|别的|其他|其它|第二(?:件|个|单|笔)|之前那|上次(?:买|那)|(?:还|仲)?(?:在|喺)(?:路上|途中|半路)|在途|(?:再|重新)?买(?:个|件|的|一)?(?:新|别)|再(?:买|下单)"
    r"|\b(?:my|the|an|any)? ?other (?:order|parcel|one|package|item|refund|purchase)|\banother (?:order|parcel|one|package|item)|\bsecond (?:order|parcel|one)|\bon (?:the|its) way\b|\bin transit\b|\bbuy(?:ing)? (?:a )?(?:new|another)"
)


def of_another(folded: str) -> bool:
    """Whether the words name another order, or other goods, than those that were talked of."""
    return _ANOTHER.search(folded) is not None


def asked_particulars(folded: str) -> frozenset[str]:
    """What a short question asks of a promise, whatever was promised; a question on the rules asks nothing of it."""
    if _IN_GENERAL.search(folded) or of_another(folded):
        return frozenset()
    kinds = frozenset(kind for kind, pattern in _ASKED.items() if pattern.search(folded))
    return kinds if _QUESTION.search(folded) else kinds & {OTHER_TIME}


def particulars_in(folded: str) -> frozenset[str]:
    """What of it a person's words speak of."""
    return frozenset(kind for kind, pattern in _SPOKEN.items() if pattern.search(folded))
