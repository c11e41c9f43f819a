// <frontdesk-chat>: the bubble and the panel.
// Attributes: language, identity (the shop's JWT), theme (light, dark), server. Methods: show, hide, send, forget.
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { h, icon } from "./dom.js";
import { Memory } from "./memory.js";
import { Messages } from "./messages.js";
import { sheet } from "./style.js";
import { languageOf, texts } from "./texts.js";

const TYPING = 6000;

class FrontdeskChat extends HTMLElement {
  static observedAttributes = ["language", "identity"];

  connectedCallback() {
    if (this.shadowRoot) return this.begin();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet()];
    this.state = { owner: "bot" };
    this.unread = 0;
    this.pictures = new Map();
    this.build();
    visualViewport?.addEventListener("resize", () => this.panel.style.setProperty("--view", `${visualViewport.height}px`));
    this.begin();
  }

  disconnectedCallback() {
    this.chat?.close();
  }

  attributeChangedCallback(name, before, after) {
    if (!this.shadowRoot || before === after) return;
    if (name === "identity") return this.begin();
    this.build();
    this.draw();
  }

  get language() {
    return languageOf(this.getAttribute("language") || document.documentElement.lang || navigator.language);
  }

  get identity() {
    return this.getAttribute("identity");
  }

  get base() {
    return this.getAttribute("server") || FrontdeskChat.base;
  }

  get opened() {
    return !this.panel.hidden;
  }

  // -- what a page may call

  show() {
    this.panel.hidden = false;
    this.bubble.hidden = true;
    this.unread = 0;
    this.chat.ready().catch(() => this.chat.status(false));
    this.draw();
    this.toEnd();
    this.composer.fit();
    this.composer.input.focus();
  }

  hide() {
    this.panel.hidden = true;
    this.bubble.hidden = false;
    this.draw();
    this.bubble.focus();
  }

  send(text) {
    this.give({ text });
  }

  /** Forgets everything on this device; call it when the customer signs out. */
  forget() {
    Memory.forgetAll();
    this.composer.clear();
    this.begin();
  }

  // -- what the conversation tells

  begin() {
    const before = this.chat?.memory;
    this.chat?.close();
    this.messages.clear();
    this.state = { owner: "bot" };
    this.chat = new Chat(this);
    this.draft(before, this.chat.memory);
    this.chat.resume();
    if (this.opened) this.show();
    this.draw();
  }

  /** What was being written goes on after a reload and after signing in, never with another customer. */
  draft(before, memory) {
    const { composer } = this;
    if (before && before.key !== memory.key) {
      before.draft("");
      if (!before.key.endsWith(":guest")) composer.clear();
    }
    composer.input.value ||= memory.draft() || "";
    composer.edited();
  }

  heard(frame) {
    if (frame.type === "typing") return this.typing(TYPING);
    const { owner, agent, position } = frame;
    this.state = { owner, agent, position };
    if (frame.messages?.length) {
      const first = this.messages.known.size === 0;
      const news = this.messages.take(frame.messages);
      if (news) this.typing(0);
      if (!this.opened && !first) this.unread += news;
      if (news && !first && this.opened && !this.stuck) this.newer.hidden = false;
    }
    this.draw();
  }

  taken(item, id) {
    const { text = "", file, at_ms } = item;
    this.messages.take([{ id, from: "customer", text, file, at_ms, client_message_id: item.id }]);
    if (this.state.owner === "bot" || this.state.owner === "closed") this.typing(2 * TYPING);
    this.changed();
  }

  changed() {
    this.draw();
  }

  reset() {
    this.messages.clear();
    this.draw();
    if (this.opened) this.chat.ready().catch(() => {});
  }

  renew() {
    this.dispatchEvent(new CustomEvent("frontdesk-identity-refused", { bubbles: true }));
  }

  // -- what the customer does

  give(item) {
    this.chat.outbox.add(item);
    this.toEnd();
  }

  photo(file) {
    if (!this.pictures.has(file)) {
      const fetched = this.chat.api.photo(file).then((blob) => URL.createObjectURL(blob));
      fetched.catch(() => this.pictures.delete(file));
      this.pictures.set(file, fetched);
    }
    return this.pictures.get(file);
  }

  zoom(address) {
    this.large.replaceChildren(h("img", { src: address, alt: this.say("photoAlt") }));
    this.large.showModal();
  }

  key(event) {
    if (event.key === "Escape" && !event.isComposing && !this.large.open) this.hide();
  }

  typing(ms) {
    clearTimeout(this.typingTimer);
    this.dots.hidden = !ms;
    if (ms) this.typingTimer = setTimeout(() => (this.dots.hidden = true), ms);
    if (ms && this.stuck) this.toEnd();
  }

  // -- how it looks

  build() {
    const say = (this.say = texts(this.language));
    const kept = this.composer?.input.value || "";
    const opened = this.panel && this.opened;
    const line = { typing: () => this.tellTyping(), send: (item) => this.give(item), edited: (text) => this.chat?.memory.draft(text) };
    this.composer = new Composer(say, line);
    const before = this.messages?.list || [];
    this.messages = new Messages({
      say,
      language: this.language,
      choose: ({ id, title }) => this.give({ choice: id, text: title }),
      retry: (id) => this.chat.outbox.retry(id),
      drop: (id) => this.chat.outbox.drop(id),
      photo: (file) => this.photo(file),
      zoom: (address) => this.zoom(address),
    });
    this.messages.take(before);
    this.parts(say);
    this.panel.hidden = !opened;
    this.bubble.hidden = Boolean(opened);
    this.shadowRoot.replaceChildren(this.bubble, this.panel, this.large);
    this.composer.input.value = kept;
    this.composer.fit();
  }

  parts(say) {
    const button = (key, shape, act, properties = {}) =>
      h("button", { type: "button", "aria-label": say(key), title: say(key), onclick: act, ...properties }, icon(shape));
    this.badge = h("span", { class: "badge", hidden: true });
    this.bubble = button("open", "chat", () => this.show(), { class: "bubble" });
    this.bubble.append(this.badge);
    this.face = h("div", { class: "face" });
    this.nameLine = h("b");
    this.stateLine = h("span");
    const call = { class: "call", onclick: () => this.send(say("callPersonText")) };
    this.callPerson = button("callPerson", "person", call.onclick, call);
    this.callPerson.append(h("span", {}, say("callPerson")));
    const who = h("div", { class: "who", role: "status" }, this.nameLine, this.stateLine);
    const header = h("header", {}, this.face, who, this.callPerson, button("close", "down", () => this.hide()));
    this.banner = h("div", { class: "banner", role: "status", hidden: true }, icon("warn"), h("span", {}, say("offline")));
    this.messages.log.setAttribute("aria-label", say("log"));
    this.dots = this.messages.typing();
    this.hello = this.greeting(say);
    this.view = h("div", { class: "scroll", tabIndex: -1, onscroll: () => this.scrolled() }, this.hello, this.messages.log, this.dots);
    this.newer = h("button", { type: "button", class: "newer", hidden: true, onclick: () => this.toEnd() }, say("newer"));
    const footer = h("footer", {}, this.newer, this.composer.form);
    this.panel = h("section", { class: "panel", role: "dialog", "aria-label": say("name"), hidden: true }, header, this.banner, this.view, footer);
    this.panel.onkeydown = (event) => this.key(event);
    this.panel.ondragover = (event) => event.preventDefault();
    this.panel.ondrop = (event) => {
      event.preventDefault();
      this.composer.take(event.dataTransfer.files[0]);
    };
    this.large = h("dialog", { onclick: () => this.large.close() });
    // A photo that arrives, a banner, a keyboard: the end stays in sight for whoever was reading there.
    const grown = new ResizeObserver(() => (this.stuck ? this.toEnd() : this.scrolled()));
    grown.observe(this.view);
    grown.observe(this.messages.log);
  }

  greeting(say) {
    const asks = ["ask1", "ask2", "ask3"].map((key) => h("button", { type: "button", onclick: () => this.send(say(key)) }, say(key)));
    return h("div", { class: "hello" }, h("b", {}, say("hello")), h("p", {}, say("helloMore")), h("div", { class: "choices" }, ...asks));
  }

  draw() {
    if (!this.chat) return;
    const { say, chat, state } = this;
    this.messages.show(chat.outbox.items, chat.online);
    this.hello.hidden = this.messages.log.children.length > 0;
    this.banner.hidden = chat.online;
    this.badge.hidden = !this.unread;
    this.badge.textContent = this.unread > 99 ? "99+" : this.unread;
    this.bubble.setAttribute("aria-label", this.unread ? say("openNew", { n: this.unread }) : say("open"));
    const [name, line, face] = this.heading(state);
    this.set(this.nameLine, name);
    this.set(this.stateLine, line);
    this.face.replaceChildren(face);
    this.callPerson.hidden = state.owner === "human" || state.owner === "queue";
    if (this.stuck) this.toEnd();
  }

  heading({ owner, agent, position }) {
    const { say } = this;
    if (owner === "human") return [agent?.name || say("person"), say("human"), agent ? [...agent.name][0] : icon("person")];
    if (owner === "queue") {
      return [say("person"), position ? say("queuePlace", { n: position }) : say("queue"), icon("person")];
    }
    return [say("name"), say(owner === "rating" ? "rating" : "online"), icon("bot")];
  }

  /** Status regions speak when their text changes, so it is only set when it does. */
  set(node, text) {
    if (node.textContent !== text) node.textContent = text;
  }

  get atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.view;
    return scrollHeight - scrollTop - clientHeight < 60;
  }

  toEnd() {
    this.stuck = true;
    this.view.scrollTop = this.view.scrollHeight;
    this.newer.hidden = true;
  }

  /** Only who scrolls leaves the end: one that moved away because something grew is followed. */
  scrolled() {
    const { view, room, atEnd } = this;
    this.room = view.scrollHeight - view.clientHeight;
    if (atEnd || room === this.room) this.stuck = atEnd;
    if (atEnd) this.newer.hidden = true;
  }

  tellTyping() {
    if (!this.chat || Date.now() - (this.told || 0) < 3000) return;
    this.told = Date.now();
    this.chat.line.typing();
  }
}

/** Makes the element known; `base` is the gateway's address. */
export function define(base) {
  FrontdeskChat.base = base;
  if (!customElements.get("frontdesk-chat")) customElements.define("frontdesk-chat", FrontdeskChat);
}
