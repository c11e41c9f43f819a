// What an agent is writing outlives a reload of this page. It goes with the tab, the logout and another agent.
import { listen, state } from '../core/store.js';

const NAME = 'frontdesk.drafts';
let kept; // the maps that were stored last

function store(act) {
  try {
    return act(sessionStorage);
  } catch {
    return undefined; // a browser that keeps nothing: a draft lives as long as the page
  }
}

/** Drafts, and which of them are notes, as this agent left them here. */
export function draftsOf(user) {
  const found = store((storage) => JSON.parse(storage.getItem(NAME)));
  return found?.user === user ? { drafts: found.drafts, modes: found.modes } : {};
}

export const forgetDrafts = () => store((storage) => storage.removeItem(NAME));

listen(() => {
  const { me, drafts, modes } = state;
  if (!me || (kept?.drafts === drafts && kept.modes === modes)) return;
  kept = { user: me.id, drafts, modes };
  store((storage) => storage.setItem(NAME, JSON.stringify(kept)));
});
