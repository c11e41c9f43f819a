"""Threats, complaints that nothing was solved, insults, disputes: what upset customers say."""

from __future__ import annotations

THREAT = (
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
NOT_THREAT = (
    r"(?:怎么|如何|能不能|可以|能|想|帮我?).{0,4}(?:删|改|撤|修改|取消|追加).{0,6}(?:差评|评价|投诉|"
    r"一星)"
    r"|(?:差评|投诉).{0,6}(?:怎么|能|可以).{0,3}(?:删|改|撤)"
    r"|(?:不会|不想|没有?要|别)(?:给|去|要)?(?:差评|投诉|报警|举报)|法院(?:传票|地址|路|旁|对面|门口)"
    r"|(?:送|寄|放|放在|在)(?:到)?(?:律师|法院|派出所)"
)
UNSOLVED = (
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
INSULT = (
    r"垃圾|骗子|傻[逼叉x比b]|煞笔|沙比|脑残|智障|白痴|废物|王八|混蛋|滚(?!动|筒|轮|烫)|妈的|tmd|他妈"
    r"|尼玛|cnm|nmsl|去死|狗东西|狗屁|放屁|不要脸|无耻|黑心|缺德|坑人|欺诈|奸商|忽悠|丢雷|仆街|扑街"
    r"|痴线|低能|恶心(?!想吐|呕)|人渣|吃屎|死全家|有病(?:吧|啊|是)|气死|太过分|欺人太甚|耍(?:我|人|猴)"
    r"|玩我"
    r"|\b(?:fuck\w*|shit\w*|bullshit|bastards?|idiots?|morons?|stupid|damn|wtf|crap|assholes?|"
    r"scammers?|thieves|liars?|ridiculous|disgusting|pathetic|useless|unacceptable|outrageous)\b"
)
SIGNED = r"签收|代收|已送达|已妥投|显示(?:已)?(?:送|收|到)|被.{0,4}领走|deliver(?:ed|y confirmed)|signed"
DISPUTED = (
    r"不(?:认|承认|给(?:退|换|赔|处理)|同意|肯)|拒绝|拒(?:退|赔|收)|赖(?:账|我)|说是我(?:的|自己)?"
    r"|怪我|推卸|(?:不是|又不是)我(?:弄|搞|摔|的问题)|凭什么|举证|鉴定|假一赔|refus(?:e|ed|es|ing)"
    r"|denied|den(?:y|ies)|reject(?:ed)?|blam(?:e|ed|ing) me"
)
EVIDENCE = (
    r"^\[?(?:图片|照片|视频|image|photo|picture|video)\]?"
    r"|(?:图片?|照片?|视频|截图).{0,4}(?:发|传|给)(?:你|您|过去|了)"
    r"|(?:sent|attached|here(?:'s| is| are)).{0,12}(?:photo|picture|image|video)"
)
ACCOUNT = (
    r"盗刷|盗号|被盗|(?:重复|多|两次|二次|双重)(?:扣|刷|付|支付)(?:款|费|钱|了)?"
    r"|扣(?:了)?(?:我)?(?:两|二|2|三|3)(?:次|笔|遍)|不是我(?:本人)?(?:下|付|买|登|操作)|异地登录"
    r"|charged (?:twice|two times|double|again)|double[- ]charged|hacked|unauthori[sz]ed"
    r"|stolen (?:card|account)"
)
