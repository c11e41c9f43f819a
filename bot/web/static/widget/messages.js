// The conversation as the customer sees it: one node for each message, in log order, unsent ones last.
import { flowing, h, linked, whole } from "./dom.js";

const PAUSE = 10 * 60 * 1000; // a silence after which the time is shown

/** What became of the choices of each message: `answer` is what the customer then wrote, `over` that a person came first. */
function fates(all) {
  const found = [];
  let after = {};
  for (let at = all.length - 1; at >= 0; at--) {
    const { from, text, agent } = all[at];
    const person = from === "agent" || (from === "system" && agent); // also one who comes or goes
    found[at] = after;
    if (from === "customer") after = { answer: text || " " };
    else if (person) after = { over: true };
  }
  return found;
}

/** Log ids are "milliseconds-number". */
function earlier(a, b) {
  const [am, an = 0] = a.split("-").map(Number);
  const [bm, bn = 0] = b.split("-").map(Number);
  return am - bm || an - bn;
}

export class Messages {
  /** `host`: { say, language, choose(choice), retry(id), drop(id), photo(file) → blob, zoom(address) } */
  constructor(host) {
    this.host = host;
    this.log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions" });
    this.clear();
  }

  clear() {
    this.known = new Map();
    this.nodes = new Map();
    this.log.replaceChildren();
  }

  get list() {
    return [...this.known.values()].sort((a, b) => earlier(a.id, b.id));
  }

  /** Adds or replaces; tells how many of them were new and not the customer's own. */
  take(messages) {
    let news = 0;
    for (const message of messages) {
      if (!this.known.has(message.id) && message.from !== "customer") news += 1;
      this.known.set(message.id, { ...this.known.get(message.id), ...message });
    }
    return news;
  }

  /** Shows what is known and what is still in the outbox. */
  show(outbox, online) {
    const list = this.list;
    const mine = new Set(list.map((message) => message.client_message_id));
    const waiting = outbox
      .filter((item) => !mine.has(item.id))
      .map((item) => ({ ...item, id: `out:${item.id}`, from: "customer", item }));
    const all = [...list, ...waiting];
    const last = all.findLast((message) => message.from === "customer");
    const fate = fates(all);
    const rows = [];
    all.forEach((message, at) => {
      const before = all[at - 1];
      if (!before || message.at_ms - before.at_ms > PAUSE) rows.push(this.time(message));
      const same = before?.from === message.from && before.agent?.name === message.agent?.name;
      rows.push(this.row(message, { same, fate: fate[at], online, newest: message === last }));
    });
    this.place(rows);
  }

  /** Only what differs is touched: a live region reads out what is added. */
  place(rows) {
    const kept = new Set(rows);
    for (const child of [...this.log.children]) if (!kept.has(child)) child.remove();
    rows.forEach((row, at) => {
      if (this.log.children[at] !== row) this.log.insertBefore(row, this.log.children[at] || null);
    });
  }

  row(message, look) {
    const key = message.client_message_id || message.item?.id || message.id;
    const print = JSON.stringify([message, look, this.host.language]);
    const before = this.nodes.get(key);
    if (before?.print === print) return before.node;
    const content = this.content(message, look);
    const node = before?.node || h("div");
    node.className = `row ${message.from}${look.same ? " same" : ""}`;
    node.replaceChildren(...content);
    this.nodes.set(key, { node, print });
    return node;
  }

  content(message, { same, fate, online, newest }) {
    const { say } = this.host;
    const { from, text, item } = message;
    const name = from === "agent" ? message.agent?.name || say("person") : say(from === "customer" ? "you" : "name");
    const shown = from === "agent" && !same ? "name" : "sr";
    const byPerson = from === "agent" || from === "customer"; // who broke lines where they should be
    return [
      from !== "system" && h("span", { class: shown }, name),
      (message.file || message.photo) && this.photo(message),
      text && h("div", { class: "text" }, ...linked(byPerson ? text : flowing(text))),
      ...this.cards(message.card),
      message.choices && !fate.over && this.choices(message, fate.answer),
      item?.progress < 1 && h("progress", { value: item.progress, max: 1 }),
      from === "customer" && this.state(item, online, newest),
    ].filter(Boolean);
  }

  state(item, online, newest) {
    const { say, retry, drop } = this.host;
    if (!item) return newest && h("div", { class: "state" }, say("sent"));
    if (!item.refused) return h("div", { class: "state" }, say(online ? "sending" : "waiting"));
    const reasons = { file_too_large: "photoLarge", too_large: "photoLarge", unsupported_file: "photoKind" };
    const why = say(reasons[item.refused] || "failed");
    return h(
      "div",
      { class: "state bad" },
      why,
      h("button", { type: "button", onclick: () => retry(item.id) }, say("retry")),
      h("button", { type: "button", onclick: () => drop(item.id) }, say("drop")),
    );
  }

  cards(card) {
    if (!card) return [];
    if (card.items) return card.items.flatMap((item) => this.cards(item));
    const [key, ...lines] = card.lines || [];
    const image = webAddress(card.image);
    return [
      h(
        "div",
        { class: "card" },
        h("div", { class: "top" }, h("span", {}, card.title), card.state && h("span", { class: "pill" }, card.state)),
        h(
          "div",
          { class: "body" },
          image && h("img", { src: image, alt: "", referrerPolicy: "no-referrer", loading: "lazy" }),
          h("div", {}, key && h("p", { class: "key" }, key), ...lines.map((line) => h("p", {}, whole(line)))),
        ),
      ),
    ];
  }

  /** `answer`: what was pressed or written instead; a choice is made once. */
  choices(message, answer) {
    const { choose } = this.host;
    const stars = message.choices.map(({ title }) => /^★*/.exec(title)[0].length);
    if (stars.length === 5 && stars.every(Boolean)) return this.stars(message.choices, answer);
    const buttons = message.choices.map((choice) =>
      h("button", { type: "button", disabled: Boolean(answer), onclick: () => choose(choice) }, choice.title),
    );
    return h("div", { class: "choices", role: "group" }, ...buttons);
  }

  /** Choices that begin with one to five stars are a rating: a row to press, with the words beside it; what was given stays lit. */
  stars(choices, answer) {
    const words = h("span", { class: "words", "aria-hidden": "true" });
    const rising = [...choices].sort((a, b) => a.title.indexOf(" ") - b.title.indexOf(" "));
    const buttons = rising.map((choice, at) => {
      const light = () => show(at);
      const press = answer ? { disabled: true } : { onclick: () => this.host.choose(choice), onpointerenter: light, onfocus: light };
      return h("button", { type: "button", "aria-label": choice.title, ...press }, "★");
    });
    const show = (upto) => {
      buttons.forEach((button, at) => button.classList.toggle("lit", at <= upto));
      words.textContent = rising[upto]?.title.replace(/^★+ */, "") || "";
    };
    const clear = () => show(rising.findIndex(({ title }) => title === answer));
    clear();
    return h("div", { class: "choices stars", role: "group", onpointerleave: clear, onfocusout: clear }, ...buttons, words);
  }

  photo({ photo, file }) {
    const { say, zoom } = this.host;
    const frame = h("button", { type: "button", class: "photo", "aria-label": say("photoAlt") });
    const show = (address) => {
      frame.replaceChildren(h("img", { src: address, alt: say("photoAlt") }));
      frame.onclick = () => zoom(address);
    };
    if (photo) show(photo);
    else this.host.photo(file).then(show, () => frame.replaceChildren(h("span", {}, say("photoGone"))));
    return frame;
  }

  time({ id, at_ms }) {
    const key = `time:${id}`;
    const found = this.nodes.get(key);
    if (found) return found.node;
    const at = new Date(at_ms);
    const today = at.toDateString() === new Date().toDateString();
    const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(today ? {} : { month: "short", day: "numeric" }) };
    const node = h("time", { dateTime: at.toISOString() }, at.toLocaleString(this.host.language, form));
    this.nodes.set(key, { node });
    return node;
  }

  typing() {
    return h("div", { class: "typing", hidden: true }, h("i"), h("i"), h("i"), h("span", { class: "sr" }, this.host.say("typing")));
  }
}

/** Pictures of cards come from the web or from the page's own site, from nowhere else. */
function webAddress(image) {
  try {
    const address = image && new URL(image, location.href);
    return address && /^https?:$/.test(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

