// What outlives a reload, for each visitor apart: the session, and what was written but not yet taken.
export class Memory {
  constructor(who) {
    this.key = `frontdesk:${who}`;
    this.kept = { session: null, outbox: [] };
    try {
      Object.assign(this.kept, JSON.parse(localStorage.getItem(this.key)));
    } catch {
      // no storage (private window, blocked by the browser): the conversation lives as long as the page
    }
  }

  save(change) {
    Object.assign(this.kept, change);
    try {
      localStorage.setItem(this.key, JSON.stringify(this.kept));
    } catch {
      try {
        const outbox = this.kept.outbox.filter((item) => !item.photo); // photos are what fills a storage
        localStorage.setItem(this.key, JSON.stringify({ ...this.kept, outbox }));
      } catch {
        // as above
      }
    }
  }

  static forgetAll() {
    for (const key of Object.keys(localStorage)) if (key.startsWith("frontdesk:")) localStorage.removeItem(key);
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
