"""How customers ask for a person: outright, in passing, for a certain colleague, in pinyin, in English."""

from __future__ import annotations

_PERSON = (
    r"(?:人工(?!智能|费|成本|审核|湖|草|授|降|繁|石|制|林|皮|翻|泪|养|钩|合成|珍|关节|晶|喂|呼吸|缝|打磨|另算|的?(?:按钮|按键|入口|功能|开关))|真人(?!秀|版|穿|模|试|拍|实|上身|cs|图|发|照|同款)|活人"
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
    r"|转人工(?!的?(?:按钮|按键|入口|功能|开关))|转接人工|人工客服(?!已经|都|帮我|给我|让我|刚|昨|上次|之前|说(?!话)|那[边里]说|答)|人工服务(?!费|收费|要钱|要收|免费)|[叫换](?:个|一个)?人(?:来|跟|和|吧|$)"
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
# A certain colleague: by a pet name with "are you there", by a title, or as the one who served before.
_PET_NAME = r"(?:小(?!刀|灯|袋|扇|本|物|票|样|号|件|程|区|哥|店|米|盒|包|的|孩|朋|礼|心|时|事|费|编|姐)[\u4e00-\u9fff]{1,2}?|阿(?:[\u4e00-\u9fff]{1,2}?|[a-z]{2,10}))"
_THERE = r"(?:还|今天|现在)?在(?:吗|么|嘛|没|不在|不|线)"
_TITLED = r"(?:[\u4e00-\u9fff]{0,2}(?:经理|主管|店长|领班|组长)|(?![大小老帅亲好姐哥])[\u4e00-\u9fff]{1,2}(?<![大小老帅亲姐哥])[姐哥])"
_COLLEAGUE = (
    rf"(?:^|[，,。!！ ]|你好|您好|请问|找)(?:{_PET_NAME}|{_TITLED}){_THERE}"
    rf"|(?:^|[，,。!！ ]|你好|您好|请问|找){_TITLED}(?:呢|去哪了|上班没)[?？]*$"
    rf"|^(?:你好|您好)?[，, ]?我?(?:想|要)?找(?:{_PET_NAME}|{_TITLED})(?:吧|啊|呀|哈)?[。!！]*$"
    rf"|的那(?:位|个客服|个同事|个小姐姐)(?:呢|{_THERE}|上班)"
    r"|(?:帮我?|麻烦你?|请|那|给我?)转(?:接|到|给)?(?:一下)?(?:工号)?(?:\d{3,5}(?![\d块元到])|[\u4e00-\u9fff]{2,4}(?:部门?|组)(?=$|[吧啊呀处，,。!！]))"
    r"|有(?:没有)?(?:一?个)?(?:会|懂|能|管)[\u4e00-\u9fff]{0,6}的(?:人|同事|客服)?(?:没|不|吗|么)[?？]*$|有人类"
    r"|(?:能|可以|要不|不如|或者|直接|让[^，,。]{0,4}|^)(?:给我)?(?:打|通)个?电话(?:说|讲|聊|沟通|教)(?=$|[吧吗我行好]|可以|清楚|一下)"
    r"|\b(?:zhuan ?)?ren ?gong\b|\b(?:zhuan|zhao|yao|you) ?ke ?fu\b"
    r"|\b(?:raise|pass|forward|escalate|transfer)\b[^.?!]{0,14}\bto\b[^.?!]{0,16}\b(?:team|department|dept)\b"
)
ASKED = (
    rf"{_COLLEAGUE}|{_GET}{_PERSON}|{_ASKED_OTHERWISE}"
    r"|\b(?:talk(?:ing)?|speak(?:ing)?|chat|connect(?: me)?|transfer(?: me)?|put me through|hand me (?:over|off)"
    rf"|escalate|pass me|switch|forward me)\b[^.?!]{{0,18}}\b(?:to|with)\b[^.?!]{{0,14}}\b{_ENGLISH_PERSON}\b"
    r"|\b(?:want|need|get me|give me|get|is there|have|find me|bring me|like)\b"
    r"(?: an?| the| some| your| any| to have| me)* (?:actual |real |live |human )*"
    rf"{_ENGLISH_PERSON}\b(?! (?:else|told|said|to (?:deliver|receive|sign|be home)))"
)
# A person is named to be declined.
DECLINED = (
    r"(?:不用|不需要|不必|无需|先不|先别|别|甭|不使|不好|不要|不想|没必要|懒得)(?:再|要|给我|帮我|去|着急)*"
    r"(?:(?:转|找|接|换|叫|麻烦|打扰|惊动)(?:给|到|去|个|一个)*(?:你们?的?)?(?:人工|真人|客服|专员|同事|经理|主管|人|他们)|(?:人工|真人|客服)(?!智能))(?:客服|服务)?(?:了|啦|喇)?"
    r"|(?:不|没)(?:转|找|接|换|叫)(?:人工|真人|客服|人|他们)(?:客服)?了"
    r"|(?:don'?t|do not|no need (?:to|for)|not? need(?:ed)?|rather not|instead of)"
    r" (?:(?:need|want|like|bother|wait(?:ing)? for|talk(?:ing)?|speak(?:ing)?|connect|transfer|pass|call|me|to|with|an?|the|any|your|real|live|human|customer|service) )*"
    r"(?:humans?|agents?|people|persons?|reps?|representatives?|anyone|anybody|someone|somebody|staff)\b"
    r"|\bno (?:humans?|agents?|persons?|people|reps?)(?: please| needed| required| thanks?|[.!]*$)|\bdon'?t (?:transfer|connect|put|pass) me\b"
)
NOT_ASKED = (
    rf"{DECLINED}|(?:转|找|接)(?:人工|真人|客服)(?:客服)?之?前"
    r"|(?:比|不如|不输)(?:你们?的?)?(?:人工|真人|客服)(?:客服)?|\b(?:sounds?|talks?|write|just) like (?:an? )?(?:real )?(?:human|person)"
    r"|(?:人工|真人|客服)(?:客服|服务)?[^，,。！!？?]{0,2}(?:几点|几时|(?:上班|工作|服务|在线)时间|什么时候(?:上|下)班)"
)
