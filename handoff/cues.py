"""Words that call for a person whatever a classifier thinks: every textual cue is here.

They back the learned parts up (an outright request for a person must never be missed) and stand alone when
the engine is down. Patterns are written in Simplified Chinese; `plain` folds the Traditional characters
they need.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

_TRADITIONAL = str.maketrans(
    "並併來侷個們備傢傳傷傾僕價兒兩凈別刪剛劃動務匯協員問喫單嗎嘔噁嚴圖報場塗姦媽實審寶將專對導屬師幫"
    "幾廢彆彔彙後徑復恥惡態憑應懶戶掃掛換撲擔於時暈書會東査樓樣機檢檯殘殺氣決沒淨準溝滙滾瀉無煙熱燒燙"
    "瑪異癡發盜監眞碼稱筆箇簽籤紅紮結絕給絶經綫網線總繞繫纔翫聞聯聽腦腫臉臺舉菸蓆處號衕製複覈見視觸記"
    "訴診証詐評試話認說説談請講謝證議護讓豬貓負責買貸費貼賠質賬賴車軟軲載輕輪轆轉迴這連進過達遞還郵醫"
    "爛潰鈕鐵膿癢脫壞嚥夾斷釦銀錄錢録鍋鑑鑒長門開間闆雙電靜須預領頭頻題類顯颱饋馬騙驗體髮鬚麫麵麼麽點齣搵冇唔喺咗嘅係嚟佢畀"
    "俾瞭誤脹乾劑膚妝潔紐絲膠農藥濕捲風飯燈蟲顆",
    "并并来局个们备家传伤倾仆价儿两净别删刚划动务汇协员问吃单吗呕恶严图报场涂奸妈实审宝将专对导属师帮"
    "几废别录汇后径复耻恶态凭应懒户扫挂换扑担于时晕书会东查楼样机检台残杀气决没净准沟汇滚泻无烟热烧烫"
    "玛异痴发盗监真码称笔个签签红扎结绝给绝经线网线总绕系才玩闻联听脑肿脸台举烟席处号同制复核见视触记"
    "诉诊证诈评试话认说说谈请讲谢证议护让猪猫负责买贷费贴赔质账赖车软轱载轻轮辘转回这连进过达递还邮医"
    "烂溃纽铁脓痒脱坏咽夹断扣银录钱录锅鉴鉴长门开间板双电静须预领头频题类显台馈马骗验体发须面面么么点出找没不在了的是来他给"
    "给了误胀干剂肤妆洁纽丝胶农药湿卷风饭灯虫颗",
)
_SPACES = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")


def plain(text: str) -> str:
    """Lower case, half width, Simplified where a cue needs it, no blanks between Chinese characters."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower()).replace("’", "'")
    return _SPACES.sub("", folded.translate(_TRADITIONAL))


_PERSON = (
    r"(?:人工(?!智能|费|成本|审核|湖|草|授|降|繁|石|制|林|皮|翻)|真人(?!秀|版|穿|模|试|拍|实|上身|cs)|活人"
    r"|(?:真|人类|在线|专属|售后|你们的?)?客服(?!电话|热线|几点|时间|态度|说(?!话)|让|告|承|答|回|骗|也|就|是|都|不|没"
    r"|跟我|和我|给我|一|根|之前|昨|今|刚|那|早|真是|人员说)"
    r"|(?:你[们哋])?(?:经理|主管|领导|老板|店长|负责人|上级|管事的?)|专员|专人|坐席|工作人员|服务员)"
)
_GET = (
    r"(?:转接?|接入?|换成?个?|找一?[下个]?|叫一?个?|要|想要?|帮我?[转接找叫]|联系|呼叫|请|让|来个?|派个?"
    r"|安排个?|给我个?|同|跟|和)(?:到|给|个|位|一下|下|你们?的?|的|一|名|聊|谈|找|能|会|说话)*"
)
_ENGLISH_PERSON = (
    r"(?:human(?: being)?|(?:live |real |human |customer )?(?:agent|person|people|operator|advis[eo]r)"
    r"|rep|representative|manager|supervisor|someone|somebody|live (?:chat|support)|staff"
    r"|(?:customer )?(?:service|support) (?:rep|representative|agent|person|team|staff))"
)
_ASKED_OTHERWISE = (
    r"^(?:请|要|我要|我想要?)?(?:转|接|上)?(?:人工|真人)(?:客服|服务|坐席|在线)?(?:吧|呢|啊|呀|吗|"
    r"谢谢|快点?|!|！|。|~|\.)*$"
    r"|^人工(?:客服|服务)?.{0,3}(?:人工|在吗|有吗|呢)"
    r"|有(?:没有?)?(?:真人|活人|人工)(?:客服|服务)?(?:吗|没|么|在|能|\?|？|$)|(?:真人|活人)(?:客服)?在(?:吗|不|线)"
    r"|(?:找|叫|换|来|派|给我?|有(?:没有?)?)(?:一?个|位)?.{0,2}(?:能|懂|管|负责)[^，,。.!！?？]{0,8}的(?:人|同事|客服)"
    r"|(?:给我?|帮我?)(?:接|转|换|叫)(?:一?个|位)人(?!家|民|参|送|带|用|寄|做|份|工费)|给我?(?:一?个)?人工(?:吧|$)"
    r"|找(?:个|一个)人(?:同|和|$|[。！!])|(?:不要|不好|别)再?用(?:机器人|机械人|ai)"
    r"|转(?:接|到|给)?(?:一下)?(?:售后|售前|物流|财务|技术|上级)(?:专员|客服|部门?|人员)?(?:吧|谢谢|处理|啊|呀|[。！!]|$)"
    r"|(?:能|可以|请|麻烦|让人|叫人).{0,4}(?:给我)?回(?:个|一个)?电话"
    r"|(?:真人|活人|人工)(?:客服)?(?:来|跟我|和我|接待|处理|解决|回复|出来|对话|沟通|聊)"
    r"|(?:不要|不想|别|没法|懒得|拒绝)(?:再)?(?:跟|和|用|给我|让|叫)?(?:你|这个)?(?:智能)?(?:机器人?|"
    r"ai)(?:聊|说|回|了|沟通|对话|自动)*"
    r"|转人工|转接人工|人工客服|人工服务(?!费)|[叫换](?:个|一个)?人(?:来|跟|和|吧|$)"
    r"|找(?:个|一个)人(?:来|跟|给|帮|处理|说|问|工)|让(?:个|一个)?人(?:来|联系|打给|回)"
    r"|(?:想|要|可以|能|能否|能不能|可不可以)(?:直接)?(?:跟|和|同)(?:真|活)?人(?:说|讲|聊|谈|倾|"
    r"沟通|对话)"
    r"|^(?:live |real |human )?(?:agent|human|representative|operator|person)(?: please| pls|"
    r" now)?[.!]*$"
    r"|\b(?:human|real person|live agent|live person)\b[^.?!]{0,12}(?:please|pls|now|plz)\b"
    r"|\b(?:no|not|stop|don't want|hate|done with)\b[^.?!]{0,16}\b(?:bots?|robots?|automated|"
    r"machine|ai)\b"
    r"|\b(?:anyone|someone|anybody) real\b|\bconnect me (?:to|with) (?:support|customer service)\b"
    r"|^customer service(?: rep\w*)?(?: please| pls| now)?[.!]*$"
    r"|\b(?:call|ring|phone) me(?: back| please| pls| asap| now|[.!?]*$)"
)
_ASKED = (
    rf"{_GET}{_PERSON}|{_ASKED_OTHERWISE}"
    r"|\b(?:talk|speak|chat|connect(?: me)?|transfer(?: me)?|put me through|hand me (?:over|off)"
    rf"|escalate|pass me|switch|forward me)\b[^.?!]{{0,18}}\b(?:to|with)\b[^.?!]{{0,14}}\b{_ENGLISH_PERSON}\b"
    r"|\b(?:want|need|get me|give me|get|is there|have|find me|bring me|like)\b"
    r"(?: an?| the| some| your| any| to have| me)* (?:actual |real |live |human )*"
    rf"{_ENGLISH_PERSON}\b(?! (?:else|told|said|to (?:deliver|receive|sign|be home)))"
)
_NOT_ASKED = (
    r"(?:不用|不需要|不必|先不|无需|别|不要|不想)(?:再)?(?:转|找|接|换|叫|要)?(?:人工|真人|客服)"
    r"|(?:人工|真人|客服)(?:客服|服务)?[^，,。！!？?]{0,2}(?:几点|几时|(?:上班|工作|服务|在线)时间|什么时候(?:上|下)班)"
    r"|(?:don't|do not|no need to|without) (?:need|want|talk|speak|transfer)[^.?!]{0,16}(?:human|"
    r"agent|person|rep)"
)
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
_FRAUD = (
    r"(?:冒充|假冒|自称|假的?|说(?:他|她)?是)(?:是|你们?的?|平台|淘宝|京东|官方|商家|快递)*(?:客服|官方|快递员|工作人员|商家"
    r"|公检法|警察)|诈骗|被骗(?:了)?(?:钱|\d)"
    r"|(?:让|叫|要)我.{0,10}(?:转账|汇款|验证码|银行卡|下载.{0,6}(?:app|软件|会议)|共享屏幕|屏幕共享|开会议|扫码付|贷款)"
    r"|安全账户|刷单|杀猪"
    # "This is a scam" is anger at the shop; a scam that came by phone or mail is a danger.
    r"|\b(?:(?:got|been|was|were|being) scammed|scam (?:call|text|message|sms|e-?mail|link|site|website)s?|scammers? (?:called|call|"
    r"texted|contacted|asked)|is (?:this|it|that) a scam|phishing|fraudster|impersonat\w+|pretend(?:ed|ing) to be"
    r"|claim(?:ed|ing|s)? to be (?:from|your))\b"
)
# The gravest first: what is to be done at once differs, and one message may hold several.
DANGERS: Mapping[str, re.Pattern[str]] = {
    "self_harm": re.compile(_SELF_HARM),
    "fire": re.compile(_FIRE),
    "swallowed": re.compile(_SWALLOWED),
    "injury": re.compile(_INJURY),
    "fraud": re.compile(_FRAUD),
}
_SAFETY = rf"{_SELF_HARM}|{_FIRE}|{_SWALLOWED}|{_INJURY}|{_FRAUD}"
# Asked of goods, not told of what happened; a danger told beside it counts.
_FEARED = (
    r"(?:过敏|漏电|触电|起火|着火|爆炸|中毒|自燃|冒烟|鼓包|烂脸|烫伤|烧[坏焦]|[起长出](?:红|皮|湿)?疹子?)"
)
_NOT_SAFETY = (
    rf"过敏(?:会|怎么办|的话)|(?:会不会|是否|能不能|怕|防|担心|不(?!小心|知|幸|但|仅)会?|没有?).{{0,3}}{_FEARED}(?:吗|么|\?|？|不)?(?![了过])"
    rf"|(?:会|容易|能).{{0,3}}{_FEARED}(?:吗|么|嘛|\?|？|不(?=$|[，,。]))|(?<!是){_FEARED}(?:吗|嘛|不(?=$|[，,。?？]))"
    r"|防(?:烫|漏电|火)|不冒烟"
)
_THREAT = (
    r"(?<![\da-z-])(?:12315|12345|12305)(?![\da-z-])|\b315\b|工商局?|消协|消委会|消保[会官]|消费者(?:协会|保护)|市场监管|质监"
    r"|邮政管理局|黑猫|曝光|媒体|记者|上新闻|上热搜|起诉|法院|律师|法律途径|打官司"
    r"|(?:告|投诉|举报|曝光)(?:死)?你们?|去告|告到|法庭见|报警|报案|(?<![\d-])110(?!\d|[-.]|\s*[a-z元块码号斤个件%度楼室房])"
    r"|(?:要|去|会|将|我|就|必须|准备|直接|马上|一定|全网)(?:去|要)?(?:投诉|举报|差评)|投诉到"
    r"|(?:给|打|来|等着|送)(?:你们?|你家|一个?|个|吃)*(?:差评|一星|1星)|差评(?:伺候|警告|见|等着|预定)"
    r"|(?:发|挂)(?:到)?(?:网上|小红书|微博|抖音|朋友圈|脸书|ig|threads)|人肉你"
    r"|\b(?:sue|suing|lawsuit|lawyer|attorney|solicitor|legal action|small claims|court|"
    r"trading standards|ombudsman|bbb|consumer (?:council|protection|affairs|rights)|regulator|"
    r"the press|the media|journalist|charge ?back|dispute (?:it|this|the charge)|police)\b"
    r"|\b(?:report|complain about|expose) (?:you|your|this (?:shop|store|company|seller))"
    r"|\b(?:one|1|zero)[- ]star|bad review|go(?:ing)? public\b"
)
_NOT_THREAT = (
    r"(?:怎么|如何|能不能|可以|能|想|帮我?).{0,4}(?:删|改|撤|修改|取消|追加).{0,6}(?:差评|评价|投诉|"
    r"一星)"
    r"|(?:差评|投诉).{0,6}(?:怎么|能|可以).{0,3}(?:删|改|撤)"
    r"|(?:不会|不想|没有?要|别)(?:给|去|要)?(?:差评|投诉|报警|举报)|法院(?:传票|地址|路|旁|对面|门口)"
    r"|(?:送|寄|放|放在|在)(?:到)?(?:律师|法院|派出所)"
)
_UNSOLVED = (
    r"还是(?:没|不|一样|老样子|这样|那样|打不|收不|连不|登不|用不|退不|查不)|依然(?:没|不|是)"
    r"|仍然?(?:没|不|是)"
    r"|(?:还|都|根本|并|一直)(?:没有?|未)(?:得到)?(?:人)?(?:解决|处理|搞定|弄好|答复|回应|结果|人管|"
    r"人理|下文|动静|进展)"
    r"|(?:问题|事情?|事儿).{0,4}(?:还在|没解决|没处理|没完)|没(?:能)?解决|解决不了|不管用"
    r"|没(?:什么)?用(?:啊|的|呀|!|。|$)|没帮上|白说|等于没说|说了(?:跟|和)?(?:没说|白说|等于)"
    r"|(?:说|问|催|讲|反映|反馈|联系|找|打)(?:了|过)?.{0,5}(?:多少|好几?|几|"
    r"[两三四五六七八九十\d]+)(?:百|十|多)?(?:遍|次|回)(?!来)"
    r"|第(?:[三四五六七八九十几n]|\d)次(?:了|来|问|找|联系|催)"
    r"|(?:又|老|总|净)?(?:是)?(?:这|那)(?:几)?句话|复制粘贴|车轱辘|绕(?:来绕去|圈)|踢皮球|答非所问"
    r"|没(?:听|看)(?:懂|明白)|我(?:问|说)的(?:是|不是)|不是(?:问|说)(?:这个|你|那个)"
    r"|(?:刚才|刚刚|前面|上面|之前)(?:就|不是|都)?(?:已经)?(?:说|问|讲|发)(?:过|了)"
    r"|\bstill (?:not|no|isn't|hasn't|haven't|doesn't|don't|won't|can't|didn't|nothing|waiting|"
    r"broken|the same|having|missing|unresolved)\b"
    r"|\bnot (?:solved|resolved|fixed|helping|helpful|working)\b"
    r"|\b(?:did ?n[o']t|does ?n[o']t|doesn't|didn't) (?:help|work|answer|solve|fix)\b"
    r"|\b(?:same (?:answer|thing|issue|problem)|already (?:told|said|tried|did|sent|asked|gave)|"
    r"how many times|going in circles|(?:third|3rd|fourth|4th|\w+th|nth) time|again and again|"
    r"over and over|not what i (?:asked|said|meant)|didn't answer)\b"
)
_INSULT = (
    r"垃圾|骗子|傻[逼叉x比b]|煞笔|沙比|脑残|智障|白痴|废物|王八|混蛋|滚(?!动|筒|轮|烫)|妈的|tmd|他妈"
    r"|尼玛|cnm|nmsl|去死|狗东西|狗屁|放屁|不要脸|无耻|黑心|缺德|坑人|欺诈|奸商|忽悠|丢雷|仆街|扑街"
    r"|痴线|低能|恶心(?!想吐|呕)|人渣|吃屎|死全家|有病(?:吧|啊|是)|气死|太过分|欺人太甚|耍(?:我|人|猴)"
    r"|玩我"
    r"|\b(?:fuck\w*|shit\w*|bullshit|bastards?|idiots?|morons?|stupid|damn|wtf|crap|assholes?|"
    r"scammers?|thieves|liars?|ridiculous|disgusting|pathetic|useless|unacceptable|outrageous)\b"
)
_SIGNED = r"签收|代收|已送达|已妥投|显示(?:已)?(?:送|收|到)|被.{0,4}领走|deliver(?:ed|y confirmed)|signed"
_DISPUTED = (
    r"不(?:认|承认|给(?:退|换|赔|处理)|同意|肯)|拒绝|拒(?:退|赔|收)|赖(?:账|我)|说是我(?:的|自己)?"
    r"|怪我|推卸|(?:不是|又不是)我(?:弄|搞|摔|的问题)|凭什么|举证|鉴定|假一赔|refus(?:e|ed|es|ing)"
    r"|denied|den(?:y|ies)|reject(?:ed)?|blam(?:e|ed|ing) me"
)
_EVIDENCE = (
    r"^\[?(?:图片|照片|视频|image|photo|picture|video)\]?"
    r"|(?:图片?|照片?|视频|截图).{0,4}(?:发|传|给)(?:你|您|过去|了)"
    r"|(?:sent|attached|here(?:'s| is| are)).{0,12}(?:photo|picture|image|video)"
)
_ACCOUNT = (
    r"盗刷|盗号|被盗|(?:重复|多|两次|二次|双重)(?:扣|刷|付|支付)(?:款|费|钱|了)?"
    r"|扣(?:了)?(?:我)?(?:两|二|2|三|3)(?:次|笔|遍)|不是我(?:本人)?(?:下|付|买|登|操作)|异地登录"
    r"|charged (?:twice|two times|double|again)|double[- ]charged|hacked|unauthori[sz]ed"
    r"|stolen (?:card|account)"
)

CUES: Mapping[str, tuple[re.Pattern[str], re.Pattern[str] | None]] = {
    "asked_for_human": (re.compile(_ASKED), re.compile(_NOT_ASKED)),
    "safety": (re.compile(_SAFETY), None),
    "threat": (re.compile(_THREAT), re.compile(_NOT_THREAT)),
    "still_unsolved": (re.compile(_UNSOLVED), None),
    "insult": (re.compile(_INSULT), None),
    "signed": (re.compile(_SIGNED), None),
    "disputed": (re.compile(_DISPUTED), None),
    "evidence_given": (re.compile(_EVIDENCE), None),
    "account_safety": (re.compile(_ACCOUNT), None),
}

_harmless = re.compile(_NOT_SAFETY)


@lru_cache(maxsize=4096)
def find(text: str) -> Mapping[str, str]:
    """Cue name → the words that show it, for each cue in the text. Remembered: many rules look at the same text."""
    folded = plain(text)
    found: dict[str, str] = {}
    for name, (pattern, unless) in CUES.items():
        hit = pattern.search(_happened(folded) if name == "safety" else folded)
        if hit and hit.group().strip() and not (unless and unless.search(folded)):
            found[name] = hit.group()
    return MappingProxyType(found)


@lru_cache(maxsize=4096)
def dangers(text: str) -> tuple[str, ...]:
    """Kinds of danger that the words tell, the gravest first; empty where they tell none."""
    happened = _happened(plain(text))
    return tuple(kind for kind, pattern in DANGERS.items() if pattern.search(happened))


def _happened(folded: str) -> str:
    """The words without those that only ask whether goods could be dangerous."""
    return _harmless.sub("。", folded)


def gravest(kinds: Iterable[str]) -> str:
    """The one of these kinds of danger that counts before the others; empty when there is none."""
    known = set(kinds)
    return next((kind for kind in DANGERS if kind in known), "")
