"""What customers ask, in four ways of writing, and the entry that answers it; and what no entry answers."""

from __future__ import annotations

from datetime import date

import pytest

from actions.knowledge.search import load_knowledge

TODAY = date(2026, 11, 30)
# Entry, then the intent a question is taken for, and the question.
ANSWERED = """
abilities | bot_challenge: 你可以做什麼
abilities | bot_challenge: what can you do
abilities | bot_challenge: 你会干啥
abilities | bot_challenge: 你能做什么
abilities | bot_challenge: 你有什么功能
abilities | bot_challenge: 你可以做啲咩
abilities | bot_challenge: 你可以幫我做什麼
abilities | bot_challenge: what are you able to help with
account_delete | account: 我想刪除帳號
account_delete | account: 點樣刪除帳戶
account_delete | account: how do I delete my account
account_stolen | account: someone used my account
address_change | change_order: 收货地址怎么改
address_change | change_order: 下单后还能改地址吗
address_change | change_order: 怎么改收货地址
address_change | change_order: 點樣改地址
address_change | change_order: how can I change my address
cancel_how | cancel_order: 訂單可以取消嗎
cancel_how | cancel_order: 怎么取消订单
cancel_how | cancel_order: 未发货可以取消吗
cancel_how | cancel_order: 发货了还能取消吗
cancel_how | cancel_order: 點樣取消訂單
cancel_how | cancel_order: 怎麼取消訂單
cancel_how | cancel_order: how do I cancel an order
cancel_how | cancel_order: can I cancel after it shipped
cash_on_delivery | payment_problem: 可以貨到付款嗎
cash_on_delivery | payment_problem: can I pay cash
colour | product_question: 有冇其他顏色
coupon_not_applied | price_protection: 忘了用券 能补吗
coupon_not_applied | promotion: 優惠碼用唔到
coupon_stack | promotion: 可以疊加優惠嗎
coupon_stack | promotion: 折價券可以一起用嗎
coupon_stack | promotion: can I use two vouchers at once
coupon_use | promotion: 折扣碼喺邊度輸入
coupon_use | promotion: 點樣用優惠碼
coupon_use | promotion: 折價券怎麼用
coupon_use | promotion: how do I use my voucher
courier_choice | track_shipment: 用咩快遞寄
courier_choice | track_shipment: 能发顺丰吗
courier_choice | track_shipment: 发什么快递
courier_choice | track_shipment: what courier do you use
delivery_appointment | change_delivery: 周末送货吗
delivery_appointment | delivery_time: 过年送货吗
delivery_area | delivery_time: 内蒙能送到吗
delivery_area | order_status: 新疆发吗
delivery_area | product_question: 可以寄到外島嗎
delivery_area | return_logistics: 寄澎湖可以嗎
delivery_overseas | delivery_time: 可唔可以寄去澳門
delivery_overseas | delivery_time: 送到台北要幾天
delivery_overseas | delivery_time: 送香港要幾耐
delivery_overseas | product_question: do you ship to japan
delivery_time_rules | delivery_time: 幾日送到
delivery_time_rules | delivery_time: how long does shipping take
desk_contact | ask_human: 有冇電話可以打
desk_contact | ask_human: 客服电话多少
desk_contact | ask_human: 怎么联系客服
desk_contact | ask_human: do you have a phone number
desk_contact | ask_human: 客服電話幾多號
desk_contact | complaint: how to contact you
exchange_rules | return_policy: 可以換大一號嗎
exchange_rules | request_exchange: 可唔可以換尺碼
exchange_rules | return_policy: 換貨要唔要俾運費
exchange_rules | request_exchange: can I exchange it for another size
genuine | product_question: 係真貨嗎
genuine | product_question: is it genuine
genuine | product_question: 是正品嗎
genuine | product_question: 係咪正貨
genuine | product_question: 會唔會係水貨
installment | payment_problem: 可以分期嗎
installment | payment_problem: 分期有利息嗎
invoice_carrier | invoice: 可以存手機載具嗎
invoice_carrier | invoice: 發票載具
invoice_how | invoice: 怎么开发票
invoice_how | invoice: how do I get an invoice
invoice_how | invoice: 收據喺邊度攞
invoice_how | invoice: 收據可以補嗎
invoice_how | invoice: 可以补开发票吗
invoice_how | invoice: 去年的发票还能开吗
invoice_types | invoice: 可以開統編嗎
invoice_types | invoice: 公司統編發票怎麼開
invoice_types | invoice: 可以開三聯式發票嗎
invoice_types | invoice: 发票能开专票吗
invoice_types | invoice: 统编怎么开
invoice_types | invoice: 可以打統編嗎
invoice_types | invoice: can I get a VAT invoice
invoice_types | invoice: 发票可以开公司吗
languages | ask_human: 可以講廣東話嗎
login_fail | account: 登入唔到
login_fail | account: 收唔到驗證碼
membership | promotion: 會員有咩著數
missing_how | wrong_or_missing_item: 少寄了怎麼辦
missing_how | wrong_or_missing_item: 少发了怎么办
missing_how | wrong_or_missing_item: 发错货了怎么办
missing_how | wrong_or_missing_item: what if something is missing
order_number_where | order_status: 訂單號碼在哪裡找
order_number_where | order_status: 订单号在哪里看
order_number_where | order_status: 訂單編號在哪
order_number_where | order_status: 訂單號喺邊度睇
order_number_where | nlu_fallback: where do I find my order number
parts | nlu_fallback: 加湿器滤芯哪里买
password_reset | account: 密碼唔記得咗
password_reset | account: 唔見咗密碼
password_reset | account: how do I change my password
payment_safe | payment_problem: is my payment safe
payment_ways | payment_problem: 可以用微信付嗎
payment_ways | payment_problem: 可唔可以用信用卡俾錢
payment_ways | payment_problem: 可唔可以用八達通
payment_ways | payment_problem: 可以刷卡嗎
payment_ways | payment_problem: 可以用轉數快嗎
payment_ways | payment_problem: 可唔可以用支付寶香港
payment_ways | payment_problem: LINE Pay 可以嗎
payment_ways | payment_problem: do you take paypal
plane | product_question: 行動電源可以上飛機嗎
plane | product_question: 充电宝能带上飞机吗
plane | product_question: 能带飞机吗
plane | product_question: 充电宝可以带上高铁吗
points_use | promotion: 积分能当钱花吗
points_use | promotion: 點數怎麼用
points_use | promotion: 點數可以折抵多少
points_use | promotion: 積分幾時到期
presale_coupon | payment_problem: 付尾款能不能用券
presale_coupon | payment_problem: 付尾款可以用券吗
presale_coupon | promotion: 尾款可以用优惠券吗
presale_deposit | return_policy: 定金可以退嗎
presale_deposit | request_refund: 訂金退唔退
presale_how | payment_problem: 尾款啥时候付
presale_ship | order_status: 付完尾款什么时候发货
presale_ship | order_status: 预售什么时候发货
price | product_question: 可以平啲嗎
price | product_question: 可以便宜一點嗎
price_protection_rules | price_protection: do you price match
quality_exchange | damaged_or_defective: 東西是壞的怎麼辦
quality_exchange | damaged_or_defective: 质量问题怎么办
quality_exchange | damaged_or_defective: 东西坏了怎么办
quality_exchange | damaged_or_defective: 商品有质量问题怎么处理
quality_exchange | out_of_scope: 收到坏的怎么办
quality_exchange | damaged_or_defective: 收到的東西壞了怎麼辦
quality_exchange | chitchat: 收到爛嘢點算
quality_exchange | damaged_or_defective: what if it arrives broken
quality_exchange | damaged_or_defective: what if the item is defective
refund_how | request_refund: 怎么申请退款
refund_how | request_refund: 退款怎么操作
refund_how | request_refund: 點樣申請退款
refund_how | request_refund: how do I get a refund
refund_how | request_refund: how do I ask for a refund
refund_way | refund_status: 退款要幾多日先入到戶口
refund_way | refund_status: 信用卡退款要多久
refund_way | refund_status: how many days until the refund is on my card
refund_way | refund_status: 退款退到哪里
refund_way | refund_status: 退款幾天會到帳
refund_way | refund_status: how long does a refund to my card take
refund_way | refund_status: how long does the refund take
refund_way | refund_status: 退款幾耐到數
return_excluded | return_policy: 內衣可以退嗎
return_excluded | return_policy: 食物可以退嗎
return_freight | return_policy: 退货邮费我出吗
return_freight | return_policy: 退貨要自己付郵資嗎
return_freight | return_policy: 退货要不要运费
return_freight | return_policy: 不是 我就问问退货要不要运费
return_freight | return_policy: 退貨運費誰付
return_freight | return_policy: 退貨郵費邊個出
return_freight | return_policy: do you offer free returns
return_freight | return_policy: who pays for return postage
return_gift | return_policy: 贈品要一起退嗎
return_how | request_return: 怎麼退貨
return_how | request_return: 點樣退貨
return_inspection | refund_status: 退货多久退钱
return_late | nlu_fallback: 過咗七日點算
return_late | return_policy: can I return it after a week
return_opened | return_policy: 開箱後可以退嗎
return_opened | return_policy: 剪咗吊牌可唔可以退
return_opened | return_policy: can I return the opened box
return_part | return_policy: 可以只退一件嗎
return_window | return_policy: 收到货多少天内能退
return_window | return_policy: 鑑賞期有幾天
return_window | nlu_fallback: 买错了怎么办
return_window | return_policy: 退货要几天内
return_window | return_policy: 七天鑑賞期怎麼算
return_window | return_policy: 鑑賞期內可以退嗎
review_delete | review: 評價可以刪嗎
review_delete | review: can I delete my review
review_reward | review: 怎么写评价有奖励吗
review_reward | review: 写评价有奖励吗
review_reward | review: 評價有獎勵嗎
review_write | review: 喺邊度寫評價
review_write | review: 點樣寫評價
ship_when | order_status: 幾時出貨
ship_when | order_status: when do you dispatch
ship_when | order_status: 春节发货吗
shipping_fee | return_policy: 包唔包運費
shipping_fee | promotion: 運費多少
shipping_fee | promotion: 滿多少免運
shipping_fee | promotion: 免運門檻
shipping_fee | promotion: 離島運費
shop_address | product_question: 你們有沒有實體門市
shop_address | return_logistics: 你们店地址在哪 能上门自提吗
shop_address | product_question: 有門市嗎
shop_address | product_question: 有冇實體店
shop_address | bot_challenge: where are you located
size | product_question: 我該買什麼尺寸
size | product_question: 尺寸怎麼選
size | product_question: 著咩碼好
size | product_question: what size should I get
station_code | change_delivery: 代取可以不
station_code | change_delivery: 可以让邻居代取吗
station_code | track_shipment: 取件碼喺邊
station_hours | change_delivery: 驿站能放几天
station_hours | change_delivery: 可以放几天
station_hours | return_logistics: 超过时间没取会怎样
station_hours | change_delivery: 智能櫃放幾耐
station_hours | change_delivery: 自提點放幾日
station_not_wanted | change_delivery: 可以送货上门吗
stock | product_question: 仲有冇存貨
stock | product_question: 幾時有貨
stock | product_question: is it in stock
store_pickup | change_delivery: 可以去7-11取貨嗎
store_pickup | change_delivery: 能放到便利店自己去拿吗
store_pickup | change_delivery: 可以自取嗎
store_pickup | change_delivery: 可以超商取貨嗎
store_pickup | change_delivery: can I pick it up myself
subsidy | promotion: 國補怎麼領
track_how | track_shipment: 怎麼查包裹
track_how | track_shipment: 怎么查物流
track_how | order_status: 怎么查订单
track_how | track_shipment: 點查物流
track_how | track_shipment: how do I track my order
track_how | track_shipment: how do I track my parcel
track_how | order_status: 我没登录能查订单吗
track_how | out_of_scope: 游客能查吗
trade_in | promotion: 舊機換新機點計
warranty_term | warranty_repair: 保固多久
warranty_term | warranty_repair: 有冇保養期
warranty_term | warranty_repair: 有冇保養
warranty_term | warranty_repair: 保養幾耐
warranty_term | warranty_repair: is there a warranty
weather_delay | delivery_time: 下大雨會延遲送嗎
weather_delay | out_of_scope: 下雪了快递会不会停
weather_delay | track_shipment: 快递停运了吗
weather_delay | delivery_time: 台风天还送货吗
weather_delay | out_of_scope: 颱風會送貨嗎
weather_delay | delivery_time: 打風送唔送貨
"""
# Neither small talk nor what only an order or a colleague knows.
UNANSWERED = """
out_of_scope: 帮我写首诗
out_of_scope: 附近哪里好吃
out_of_scope: 今天天气怎么样
chitchat: 你喜欢我吗
out_of_scope: 推薦一部電影
chitchat: 明天放假吗
out_of_scope: 聽日會唔會落雨
out_of_scope: 六合彩開咩
out_of_scope: who won the game
out_of_scope: what is the capital of france
nlu_fallback: 处理结果是什么
nlu_fallback: what was I promised
nlu_fallback: what happened with my request
nlu_fallback: 客服刚才说什么
nlu_fallback: 送货前会打电话吗
request_return: 我想退货
nlu_fallback: 收件人電話多少
nlu_fallback: 帆布鞋多少钱买的
nlu_fallback: 下单时间是什么时候
greet: 你好
nlu_fallback: 100分
chitchat: 几点了
chitchat: 你吃饭了吗
out_of_scope: can you write my essay
chitchat: 你真笨
chitchat: 我们去看电影吧
out_of_scope: 怎么做红烧肉
out_of_scope: 北京有多少人
out_of_scope: 怎么去机场
chitchat: what time is it
chitchat: do you like music
out_of_scope: 点样减肥
out_of_scope: 借我一百块
out_of_scope: 幫我訂位
out_of_scope: 台北好玩嗎
return_logistics: 我的收货地址是哪
change_order: 收件人电话多少
bot_challenge: 你是真人吗
bot_challenge: are you a real person?
out_of_scope: whats the weather
out_of_scope: 写个python代码
chitchat: tell me a joke
out_of_scope: what day is it
out_of_scope: 今天星期几
bot_challenge: 你叫什么名字
out_of_scope: 股票涨了没
out_of_scope: 帮我订个酒店
chitchat: 我想你了
out_of_scope: 附近有什么好吃的
out_of_scope: 翻译一下这句话
bot_challenge: how old are you
chitchat: 我失恋了
chitchat: 今日好凍
out_of_scope: 台灣總統是誰
out_of_scope: play some music
chitchat: did you get my message?
ask_human: 可以轉真人客服嗎
not_received: 快递放门口丢了怎么办
"""


def answered() -> list[tuple[str, str, str]]:
    """Question, intent and entry of each line."""
    cases = []
    for line in ANSWERED.strip().splitlines():
        entry, _, rest = line.partition(" | ")
        intent, _, text = rest.partition(": ")
        cases.append((text, intent, entry))
    return cases


def unanswered() -> list[tuple[str, str]]:
    lines = (line.partition(": ") for line in UNANSWERED.strip().splitlines())
    return [(text, intent) for intent, _, text in lines]


def found(text: str, intent: str) -> str | None:
    hit = load_knowledge().find(text, TODAY, intents=(intent,))
    return hit.entry.id if hit else None


@pytest.mark.parametrize(("text", "intent", "entry"), answered())
def test_a_question_finds_its_entry(text: str, intent: str, entry: str) -> None:
    assert found(text, intent) == entry


@pytest.mark.parametrize(("text", "intent"), unanswered())
def test_what_is_not_in_the_base_gets_no_confident_answer(text: str, intent: str) -> None:
    assert found(text, intent) is None


@pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope", "chitchat"])
@pytest.mark.parametrize("text", [text for text, _ in unanswered()])
def test_nor_does_it_when_the_intent_says_nothing(text: str, intent: str) -> None:
    assert found(text, intent) is None
