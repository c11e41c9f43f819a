// Transfer, park, resolve, return to bot. Each waits a few seconds in which it can be undone; a customer who writes
// meanwhile undoes a resolve or a return: nobody is sent away in the middle of a sentence.
import { at, call } from '../core/api.js';
import { put, set, state } from '../core/store.js';
import { t } from '../core/i18n.js';
import { drop, toast } from './toasts.js';
import { letGo, myPresence, openConversation, setPresence } from './desk.js';

export const GRACE_MS = 5000;
const PATHS = { transfer: '/transfer', park: '/park', resolve: '/resolve', bot: '/return-to-bot' };

export function later(id, kind, body) {
  const shown = toast('undo', t(`doing_${kind}`), { undo: () => undo(id), lasts: GRACE_MS });
  const timer = setTimeout(() => perform(id), GRACE_MS);
  put('leaving', id, { kind, body, timer, shown });
  const next = state.mine.find((row) => row.id !== id && !state.leaving[row.id] && row.state === 'human');
  set({ dialog: null });
  openConversation(next?.id);
}

export function undo(id) {
  const move = state.leaving[id];
  if (!move) return;
  clearTimeout(move.timer);
  drop(move.shown);
  put('leaving', id, undefined);
  openConversation(id);
}

/** Undoes the move that was asked for last. */
export function undoLast() {
  const last = Object.keys(state.leaving).pop();
  if (last) undo(last);
}

async function perform(id, keepalive = false) {
  const move = state.leaving[id];
  if (!move) return;
  clearTimeout(move.timer);
  try {
    await call('POST', at(id, PATHS[move.kind]), move.body, { keepalive });
    put('leaving', id, undefined);
    set((now) => ({ mine: now.mine.filter((row) => row.id !== id || move.kind === 'park') }));
    if (move.kind !== 'park') letGo(id);
    if (move.kind === 'resolve') rest();
  } catch (refused) {
    put('leaving', id, undefined);
    toast('error', t('not_done', { what: t(`move_${move.kind}`), why: refused.said }));
  }
}

/** After the last open conversation was solved: time to write things up, then online again by itself. */
function rest() {
  const busy = state.mine.some((row) => row.state === 'human' && !state.leaving[row.id]);
  if (!busy && myPresence().state === 'online') setPresence('wrap_up');
}

export function customerSpoke(id) {
  const move = state.leaving[id];
  if (!move || move.kind === 'transfer' || move.kind === 'park') return;
  undo(id);
  toast('info', t('customer_spoke'));
}

/** Does at once what still waits to be done. */
export async function flush() {
  await Promise.all(Object.keys(state.leaving).map((id) => perform(id, true)));
}

window.addEventListener('pagehide', flush);
