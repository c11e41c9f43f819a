// Short words at the edge of the screen, some with an undo.
import { set } from '../core/store.js';

let count = 0;
const LASTS_MS = 4500;

/** What is still shown in the same words is shown anew, not twice; what can be undone stands for itself. */
export function toast(kind, text, { undo = null, go = null, lasts = LASTS_MS } = {}) {
  const id = ++count;
  set(({ toasts }) => {
    const others = toasts.filter((shown) => shown.text !== text || shown.undo);
    return { toasts: [...others.slice(-3), { id, kind, text, undo, go }] };
  });
  setTimeout(() => drop(id), lasts);
  return id;
}

export function drop(id) {
  set((now) => ({ toasts: now.toasts.filter((shown) => shown.id !== id) }));
}
