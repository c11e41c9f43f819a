// The demo shop page: a few goods, who one visits as, and what to ask.
import { drawing, goods } from "./goods.js";

const texts = {
  brand: ["小满商店", "小滿商店", "Xiaoman"],
  visitAs: ["身份", "身分", "Visit as"],
  guest: ["游客", "訪客", "Guest"],
  language: ["语言", "語言", "Language"],
  title: ["日用好物，慢慢挑", "日用好物，慢慢挑", "Good things for every day"],
  lead: ["订单、物流、售后，右下角的智能助手随时为您办。", "訂單、物流、售後，右下角的智慧助理隨時為您服務。", "Orders, parcels, returns: the assistant in the corner sees to it."],
  ask: ["问问客服", "問問客服", "Ask us"],
  tryTitle: ["可以这样问", "可以這樣問", "Things to try"],
  tryGuest: ["您现在是游客：查订单时，助理会请您提供订单号和手机号后四位。", "您現在是訪客：查訂單時，助理會請您提供訂單編號和手機號碼末四碼。", "You are a guest: to look up an order the assistant asks for its number and the phone's last four digits."],
  example: ["例如 {id}，后四位 {phone_tail}。", "例如 {id}，末四碼 {phone_tail}。", " Try {id} with {phone_tail}."],
  youAre: ["您现在是{name}：{story}", "您現在是{name}：{story}", "You are {name}: {story}"],
  away: ["演示商店暂时没有应答，请以游客身份试用。", "示範商店暫時沒有回應，請以訪客身分試用。", "The demo shop does not answer right now; try it as a guest."],
  goods: ["本周推荐", "本週推薦", "This week"],
  foot: ["这是演示商店，商品与订单均为虚构。", "這是示範商店，商品與訂單均為虛構。", "A demo shop: goods and orders are made up."],
  console: ["客服工作台", "客服工作台", "Agents' console"],
};
const asks = [
  ["我的快递到哪了", "我的包裹到哪了", "Where is my parcel?"],
  ["我要退款", "我要退款", "I want a refund"],
  ["七天无理由怎么算", "七天鑑賞期怎麼算", "How does the 7-day return work?"],
  ["帮我改一下收货地址", "幫我改一下收件地址", "Please change my delivery address"],
  ["等了半个月了还没到，你们到底管不管", "等了半個月還沒到，你們到底管不管", "Two weeks and nothing has arrived. Do you people even care?"],
  ["转人工", "轉人工", "I'd like to talk to a person"],
];
const columns = { "zh-Hans": 0, "zh-Hant": 1, en: 2 };
const $ = (id) => document.getElementById(id);
const chat = document.querySelector("frontdesk-chat");
let customers = [];

const recall = (key) => {
  try {
    return localStorage.getItem(`shop:${key}`) || "";
  } catch {
    return "";
  }
};
const remember = (key, value) => {
  try {
    localStorage.setItem(`shop:${key}`, value);
  } catch {
    // a private window: the choice holds for this page
  }
};

const preferred = () => {
  const tag = (recall("language") || navigator.language).toLowerCase();
  if (!tag.startsWith("zh")) return "en";
  return /hant|tw|hk|mo/.test(tag) ? "zh-Hant" : "zh-Hans";
};
let language = preferred();
const column = () => columns[language];
const inLanguage = (value) => (typeof value === "string" ? value : (value?.[language] ?? value?.zh ?? ""));

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function make(name, text, properties = {}) {
  const element = Object.assign(document.createElement(name), properties);
  if (text) element.textContent = text;
  return element;
}

function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  chat.setAttribute("language", chosen);
  $("language").value = chosen;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = texts[element.dataset.text][column()];
  showGoods();
  showAsks();
  listCustomers();
  showStory();
}

function showGoods() {
  const cards = goods.map(({ names, specs, price, shape }) => {
    const body = make("div");
    const line = make("p");
    line.append(make("strong", `¥${price}`), make("small", specs[column()]));
    body.append(make("h3", names[column()]), line);
    const card = make("article", "", { className: "item" });
    card.append(drawing(shape), body);
    return card;
  });
  $("goods").replaceChildren(...cards);
}

function showAsks() {
  const buttons = asks.map((ask) =>
    make("button", ask[column()], {
      type: "button",
      onclick: () => {
        chat.show();
        chat.send(ask[column()]);
      },
    }),
  );
  $("asks").replaceChildren(...buttons);
}

function listCustomers() {
  const known = customers.map(({ customer, name, story }) =>
    make("option", `${name} · ${inLanguage(story)}`, { value: customer }),
  );
  const chosen = $("who").value;
  $("who").replaceChildren(make("option", texts.guest[column()], { value: "" }), ...known);
  $("who").value = chosen;
}

function showStory(problem) {
  const customer = customers.find((one) => one.customer === $("who").value);
  const example = customers[0]?.orders[0];
  if (problem) $("story").textContent = texts[problem][column()];
  else if (customer) $("story").textContent = fill(texts.youAre[column()], { name: customer.name, story: inLanguage(customer.story) });
  else $("story").textContent = texts.tryGuest[column()] + (example ? fill(texts.example[column()], example) : "");
}

async function visitAs(id) {
  remember("who", id);
  showStory();
  if (!id) return chat.removeAttribute("identity");
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch("/api/demo/identity", { method: "POST", headers, body: JSON.stringify({ customer: id }) });
    if (!answer.ok) throw new Error(answer.status);
    chat.setAttribute("identity", (await answer.json()).identity);
  } catch {
    $("who").value = "";
    showStory("away");
  }
}

async function start() {
  speak(language);
  $("language").onchange = (event) => {
    remember("language", event.target.value);
    speak(event.target.value);
  };
  $("who").onchange = (event) => visitAs(event.target.value);
  $("open").onclick = () => chat.show();
  try {
    const answer = await fetch("/api/demo/customers");
    if (answer.ok) customers = await answer.json();
  } catch {
    // without the demo shop one visits as a guest
  }
  listCustomers();
  showStory();
  const last = recall("who");
  if (customers.some(({ customer }) => customer === last)) {
    $("who").value = last;
    await visitAs(last);
  }
}

start();
