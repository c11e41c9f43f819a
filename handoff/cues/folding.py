"""One spelling for words that are compared: patterns are written in Simplified Chinese."""

from __future__ import annotations

import re
import unicodedata

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
