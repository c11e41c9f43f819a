// One visitor's conversation: session, line and outbox together. It knows nothing of how it looks.
import { Api, Refused } from "./api.js";
import { Line } from "./line.js";
import { Memory, whoIn } from "./memory.js";
import { Outbox } from "./outbox.js";

export class Chat {
  /** `host`: { base, language, identity, renew() } and `changed()`, `heard(frame)`, `taken(item, id)`, `reset()`. */
  constructor(host) {
    this.host = host;
    this.online = true;
    this.memory = new Memory(host.identity ? whoIn(host.identity) : "guest");
    this.api = new Api(host.base);
    this.api.token = this.memory.session?.token || null;
    const status = (online) => this.status(online);
    this.line = new Line(this.api, { heard: (frame) => host.heard(frame), status, lost: () => this.lost() });
    this.outbox = new Outbox(this.api, this.memory, {
      ready: () => this.ready(),
      taken: (item, id) => host.taken(item, id),
      changed: () => host.changed(),
      status,
      lost: () => this.lost(),
    });
    this.back = () => {
      this.line.hurry();
      this.outbox.flush();
    };
    this.gone = () => this.status(false);
    addEventListener("online", this.back);
    addEventListener("offline", this.gone);
  }

  get started() {
    return Boolean(this.api.token);
  }

  /** Goes on with what is kept; without anything kept no conversation is made before it is wanted. */
  resume() {
    if (this.started) this.line.start();
    this.outbox.flush();
  }

  /** Resolves when there is a session. Rejects with Away when there can be none now. */
  ready() {
    this.starting ??= this.begin().finally(() => (this.starting = null));
    return this.starting;
  }

  async begin() {
    if (!this.started) {
      const session = this.memory.session || (await this.open());
      this.api.token = (this.memory.session = session).token;
    }
    if (!this.closed) this.line.start();
  }

  async open() {
    const { language, identity } = this.host;
    try {
      return await this.api.start({ language, identity: identity || undefined });
    } catch (error) {
      if (!(error instanceof Refused) || !identity) throw error;
      this.host.renew(); // an expired identity never stands between a customer and help
      return this.api.start({ language });
    }
  }

  status(online) {
    if (online === this.online) return;
    this.online = online;
    if (online) this.outbox.flush();
    this.host.changed();
  }

  lost() {
    this.line.stop();
    this.line.cursor = "0";
    this.api.token = null;
    this.memory.session = null;
    this.host.reset();
  }

  close() {
    this.closed = this.outbox.closed = true;
    this.line.stop();
    removeEventListener("online", this.back);
    removeEventListener("offline", this.gone);
  }
}
