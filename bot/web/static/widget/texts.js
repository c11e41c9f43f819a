// Every sentence of the widget itself. What the assistant and people say comes from the server.
const rows = {
  name: ["智能助手", "智慧助理", "Assistant"],
  open: ["打开在线客服", "開啟線上客服", "Open chat"],
  openNew: ["打开在线客服，{n} 条新消息", "開啟線上客服，{n} 則新訊息", "Open chat, {n} new messages"],
  close: ["收起", "收合", "Minimise"],
  online: ["随时为您服务", "隨時為您服務", "Here to help"],
  // The place and nothing more: whether anybody is there to take it is said in the conversation.
  queuePlace: ["排队中 · 第 {n} 位", "排隊中 · 第 {n} 位", "In the queue · number {n}"],
  queue: ["正在为您转接人工", "正在為您轉接專員", "Connecting you with a person"],
  human: ["正在为您服务", "正在為您服務", "is with you"],
  person: ["人工客服", "人工客服", "Support"],
  rating: ["请您评价本次服务", "請您評價本次服務", "Your rating?"],
  callPerson: ["转人工", "轉人工", "Talk to a person"],
  callPersonText: ["转人工客服", "轉人工客服", "I'd like to talk to a person"],
  log: ["对话内容", "對話內容", "Conversation"],
  write: ["请输入您的问题…", "請輸入您的問題…", "Write a message…"],
  send: ["发送", "傳送", "Send"],
  photo: ["发送图片", "傳送圖片", "Send a photo"],
  photoAlt: ["图片", "圖片", "Photo"],
  photoRemove: ["移除图片", "移除圖片", "Remove photo"],
  photoKind: ["只能发送 JPG、PNG 或 WebP 图片。", "只能傳送 JPG、PNG 或 WebP 圖片。", "Only JPG, PNG or WebP photos can be sent."],
  photoLarge: ["图片超过 5 MB，请换一张小一些的。", "圖片超過 5 MB，請換一張小一點的。", "The photo is over 5 MB; choose a smaller one."],
  photoGone: ["图片暂时打不开", "圖片暫時無法開啟", "The photo cannot be shown"],
  sending: ["发送中", "傳送中", "Sending"],
  waiting: ["等待网络", "等待網路", "Waiting for network"],
  sent: ["已发送", "已傳送", "Sent"],
  failed: ["没有发出去", "沒有送出", "Not sent"],
  retry: ["重试", "重試", "Retry"],
  drop: ["删除", "刪除", "Remove"],
  offline: ["网络不太稳定，正在重连。您的消息会自动补发。", "網路不太穩定，正在重新連線。您的訊息會自動補送。", "Connection lost, reconnecting. Your messages will be sent."],
  tooLong: ["太长了，请控制在 4096 字以内。", "太長了，請控制在 4096 字以內。", "Too long: 4096 characters at most."],
  newer: ["有新消息", "有新訊息", "New messages"],
  typing: ["正在输入", "正在輸入", "is typing"],
  you: ["我", "我", "You"],
  hello: ["您好，我是智能助手。", "您好，我是智慧助理。", "Hello, I am the assistant."],
  helloMore: ["订单、物流、售后都可以问我，需要时随时为您转人工。", "訂單、物流、售後都可以問我，需要時隨時為您轉人工。", "Ask me about orders, parcels and returns. A person is one tap away."],
  ask1: ["我的快递到哪了", "我的包裹到哪了", "Where is my parcel?"],
  ask2: ["我要退款", "我要退款", "I want a refund"],
  ask3: ["怎么开发票", "怎麼開發票", "How do I get an invoice?"],
};

const columns = { "zh-Hans": 0, "zh-Hant": 1, en: 2 };

/** Says a text in a language: texts(language)("queueAhead", { n: 2 }). */
export const texts = (language) => (key, values = {}) =>
  rows[key][columns[language]].replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** One of our languages from a BCP 47 tag. */
export function languageOf(tag) {
  const [first, ...rest] = (tag || "").toLowerCase().split(/[-_]/);
  if (first === "zh" || first === "yue") {
    return first === "yue" || rest.some((part) => ["hant", "tw", "hk", "mo"].includes(part)) ? "zh-Hant" : "zh-Hans";
  }
  return first ? "en" : "zh-Hans";
}
