// What outlives a reload, for each visitor apart: the session, and what was written but not yet taken.
// Without storage (private window, blocked, full) the conversation lives as long as the page.
const attempt = (act) => {
  try {
    return act();
  } catch {
    return null;
  }
};
const keysOf = (storage, start) => Object.keys(storage).filter((key) => key.startsWith(start));
const readFrom = (key) => attempt(() => JSON.parse(localStorage.getItem(key)));

export class Memory {
  constructor(who) {
    this.key = `frontdesk:${encodeURIComponent(who)}`;
    this.waiting = `${this.key}:`;
  }

  get session() {
    return readFrom(this.key)?.session;
  }

  set session(session) {
    this.write(this.key, { session });
  }

  /** Oldest first; other pages' of this browser too. */
  outbox() {
    const kept = attempt(() => keysOf(localStorage, this.waiting).map(readFrom)) || [];
    return kept.filter(Boolean).sort((one, other) => one.at_ms - other.at_ms);
  }

  /** Each under a key of its own: pages that share one list write over each other. */
  keep(item) {
    this.write(this.waiting + item.id, item);
  }

  forget(id) {
    attempt(() => localStorage.removeItem(this.waiting + id));
  }

  write(key, value) {
    attempt(() => localStorage.setItem(key, JSON.stringify(value)));
  }

  /** What is being written, kept with this page and not with the browser; without `text` what it was. */
  draft(text) {
    return attempt(() => (text === undefined ? sessionStorage.getItem(this.key) : sessionStorage.setItem(this.key, text)));
  }

  static forgetAll() {
    for (const storage of [localStorage, sessionStorage]) for (const key of keysOf(storage, "frontdesk:")) storage.removeItem(key);
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
