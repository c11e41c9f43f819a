// Where the customer writes: text, one photo at a time, Enter to send.
import { h, icon } from "./dom.js";
import { prepared } from "./photo.js";

const LONGEST = 4096;

export class Composer {
  /** `send({text} | {photo})`, `typing()`, `edited(text)`. */
  constructor(say, host) {
    Object.assign(this, { say, host });
    this.photo = null;
    this.input = h("textarea", {
      rows: 1,
      enterKeyHint: "send",
      onkeydown: (event) => this.key(event),
      oninput: () => this.edited(),
      onpaste: (event) => this.pasted(event),
    });
    this.file = h("input", { type: "file", accept: "image/jpeg,image/png,image/webp", hidden: true });
    this.file.onchange = () => this.take(this.file.files[0]);
    this.pick = h("button", { type: "button", onclick: () => this.file.click() }, icon("photo"));
    this.go = h("button", { type: "submit", class: "send" }, icon("send"));
    this.preview = h("div", { class: "preview", hidden: true });
    this.notice = h("p", { class: "notice", role: "alert", hidden: true });
    const compose = h("div", { class: "compose" }, this.pick, this.file, this.input, this.go);
    this.form = h("form", {}, this.notice, this.preview, compose);
    this.form.onsubmit = (event) => {
      event.preventDefault();
      this.submit();
    };
    this.label();
  }

  label() {
    const { say, input, pick, go } = this;
    input.placeholder = say("write");
    input.setAttribute("aria-label", say("write"));
    for (const [button, key] of [[pick, "photo"], [go, "send"]]) {
      button.setAttribute("aria-label", say(key));
      button.title = say(key);
    }
  }

  /** While an input method composes, Enter takes its candidate; Safari tells only by key code 229. */
  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit();
  }

  edited() {
    const { value } = this.input;
    this.fit();
    this.warn(null);
    this.host.edited(value);
    if (value) this.host.typing();
  }

  /** As high as what is written, and sendable with it. Nothing has a height before it is shown. */
  fit() {
    const { input } = this;
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight}px`;
    this.go.disabled = !input.value.trim() && !this.photo;
  }

  pasted(event) {
    const file = [...event.clipboardData.files][0];
    if (!file) return;
    event.preventDefault();
    this.take(file);
  }

  async take(file) {
    this.file.value = "";
    if (!file) return;
    try {
      this.hold(await prepared(file));
      this.warn(null);
    } catch (error) {
      this.warn(error.message.startsWith("photo") ? error.message : "photoKind");
    }
    this.input.focus();
  }

  hold(photo) {
    this.photo = photo;
    this.preview.hidden = !photo;
    if (photo) {
      const remove = h("button", { type: "button", "aria-label": this.say("photoRemove"), onclick: () => this.hold(null) }, icon("cross"));
      this.preview.replaceChildren(h("img", { src: photo, alt: this.say("photoAlt") }), remove);
    }
    this.fit();
  }

  warn(key) {
    this.notice.hidden = !key;
    this.notice.textContent = key ? this.say(key) : "";
  }

  submit() {
    const text = this.input.value.trim();
    if (text.length > LONGEST) return this.warn("tooLong");
    if (this.photo) this.host.send({ photo: this.photo });
    if (text) this.host.send({ text });
    this.clear();
    this.input.focus();
  }

  clear() {
    this.input.value = "";
    this.hold(null);
    this.edited();
  }
}
