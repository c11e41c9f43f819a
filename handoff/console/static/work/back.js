// A phone's own "back" goes from what is known to the conversation, and from there to the lists: it does not leave the desk.
import { useEffect } from '../vendor/hooks.js';
import { set, state } from '../core/store.js';
import { openConversation } from './desk.js';

const narrow = matchMedia('(max-width: 720px)'); // as in css/narrow.css
const kept = () => history.state?.depth || 0;

function came() {
  if (!narrow.matches) return;
  if (kept() < 2) set({ aside: false });
  if (kept() < 1 && state.open) openConversation(null);
}

/** Keeps as many steps in the browser's history as there are views above the lists. */
export function useBack(open, aside) {
  const depth = narrow.matches && open ? 1 + Number(aside) : 0;
  useEffect(() => {
    const more = depth - kept();
    for (let n = kept() + 1; n <= depth; n++) history.pushState({ depth: n }, '');
    if (more < 0) history.go(more);
  }, [depth]);
  useEffect(() => {
    window.addEventListener('popstate', came);
    return () => window.removeEventListener('popstate', came);
  }, []);
}
