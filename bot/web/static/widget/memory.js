// What outlives a reload, for each visitor apart: the session, and what was written but not yet taken.
export class Memory {
  constructor(who) {
    this.key = `frontdesk:${who}`;
    this.kept = { session: null, outbox: [] };
    this.done = new Set();
    this.read();
  }

  /** What another page of this browser may have kept meanwhile. */
  read() {
    try {
      Object.assign(this.kept, JSON.parse(localStorage.getItem(this.key)));
    } catch {
      // no storage (private window, blocked by the browser): the conversation lives as long as the page
    }
    return this.kept;
  }

  keepSession(session) {
    this.read();
    this.write({ session });
  }

  /** Keeps these; what another page wrote and has not sent yet stays too. */
  keepOutbox(items) {
    const before = this.kept.outbox;
    const ids = new Set(items.map(({ id }) => id));
    for (const { id } of before) if (!ids.has(id)) this.done.add(id);
    const others = this.read().outbox.filter(({ id }) => !ids.has(id) && !this.done.has(id));
    this.write({ outbox: [...items, ...others] });
    this.kept.outbox = items;
  }

  write(change) {
    Object.assign(this.kept, change);
    const { outbox } = this.kept;
    for (const some of [outbox, outbox.filter((item) => !item.photo)]) { // photos are what fills a storage
      try {
        return localStorage.setItem(this.key, JSON.stringify({ ...this.kept, outbox: some }));
      } catch {
        // tried with less; else as above
      }
    }
  }

  /** What is being written, kept with this page and not with the browser; without `text` what it was. */
  draft(text) {
    try {
      return text === undefined ? sessionStorage.getItem(this.key) : sessionStorage.setItem(this.key, text);
    } catch {
      // as above
    }
  }

  static forgetAll() {
    for (const kept of [localStorage, sessionStorage]) for (const key of Object.keys(kept)) if (key.startsWith("frontdesk:")) kept.removeItem(key);
  }
}

/** Who the shop says it is, read without checking: only to keep visitors of one browser apart. */
export function whoIn(identity) {
  try {
    const claims = identity.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
    return JSON.parse(atob(claims)).sub || "guest";
  } catch {
    return "guest";
  }
}
