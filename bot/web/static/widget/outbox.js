// What the customer wrote and the server has not yet taken: in order, one at a time, each under one id for ever.
import { Away, Refused, sessionLost } from "./api.js";

/** An id that no other message has; crypto.randomUUID is missing on plain-http pages. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Not by fetch: a page's policy may forbid it to open data: addresses.
const bytesOf = (address) => Uint8Array.from(atob(address.split(",")[1]), (letter) => letter.charCodeAt(0));

export class Outbox {
  /** `ready()` resolves when there is a session; `taken(item, id)`, `changed()`, `status(online)`, `lost()` tell. */
  constructor(api, memory, tell) {
    Object.assign(this, { api, memory, tell });
    this.items = memory.outbox();
    this.busy = false;
    this.waits = 1000;
  }

  add(written) {
    const item = { id: newId(), at_ms: Date.now(), ...written };
    this.items.push(item);
    this.keep(item);
    this.flush();
  }

  retry(id) {
    const item = this.items.find((one) => one.id === id);
    delete item.refused;
    this.keep(item);
    this.flush();
  }

  drop(id) {
    this.items = this.items.filter((one) => one.id !== id);
    this.memory.forget(id);
    this.tell.changed();
  }

  keep({ progress, ...item }) {
    this.memory.keep(item);
    this.tell.changed();
  }

  async flush() {
    if (this.busy || this.closed) return;
    this.busy = true;
    clearTimeout(this.timer);
    try {
      for (let item; (item = this.items.find((one) => !one.refused)) && !this.closed; ) await this.deliver(item);
      this.waits = 1000;
    } catch (error) {
      this.hold(error);
    }
    this.busy = false;
  }

  hold(error) {
    if (!(error instanceof Away)) throw error;
    this.tell.status(false);
    this.waits = Math.min(15000, this.waits * 1.7);
    this.timer = setTimeout(() => this.flush(), Math.max(this.waits, error.waitSeconds * 1000));
    this.tell.changed();
  }

  async deliver(item) {
    try {
      await this.tell.ready();
      if (item.photo && !item.file) await this.upload(item);
      const { id, text, choice, file } = item;
      const taken = await this.api.send({ client_message_id: id, text: choice || file ? undefined : text, choice, file });
      this.drop(id);
      this.renewed = false;
      this.tell.status(true);
      this.tell.taken(item, taken.id);
    } catch (error) {
      if (sessionLost(error)) {
        delete item.file; // it belonged to the lost conversation
        this.tell.lost();
        if (this.renewed) throw new Away(); // a fresh session was refused too: no hurry
        this.renewed = true;
      } else if (error instanceof Refused) {
        item.refused = error.code;
        this.keep(item);
      } else throw error;
    }
  }

  async upload(item) {
    const stored = await this.api.upload(bytesOf(item.photo), (part) => {
      item.progress = part;
      this.tell.changed();
    });
    item.file = stored.file;
    this.keep(item);
  }
}
