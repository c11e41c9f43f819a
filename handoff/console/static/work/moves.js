// Transfer, park, resolve, return to bot, settle a left message. Each waits a few seconds in which it can be undone; a customer who writes
// meanwhile undoes a resolve or a return: nobody is sent away in the middle of a sentence.
import { at, call } from '../core/api.js';
import { put, set, state } from '../core/store.js';
import { t } from '../core/i18n.js';
import { drop, toast } from './toasts.js';
import { gone, openTicket } from './tickets.js';
import { letGo, myPresence, openConversation, setPresence } from './desk.js';

export const GRACE_MS = 5000;
const PATHS = { transfer: '/transfer', park: '/park', resolve: '/resolve', bot: '/return-to-bot' };
// A left message goes by its number, everything else by its conversation.
const pathOf = (id, kind) => (kind === 'done' ? `/tickets/${id}/done` : at(id, PATHS[kind]));

export function later(id, kind, body) {
  set({ dialog: null });
  if (kind !== 'done' && !state.packages[id]?.mine) return lostMeanwhile(id, body);
  const shown = toast('undo', t(`doing_${kind}`), { undo: () => undo(id), lasts: GRACE_MS });
  const timer = setTimeout(() => perform(id), GRACE_MS);
  put('leaving', id, { kind, body, timer, shown });
  if (kind === 'done') {
    if (!state.packages[state.open]?.mine) openConversation(null);
    return undefined;
  }
  const next = state.mine.find((row) => row.id !== id && !state.leaving[row.id] && row.state === 'human');
  return openConversation(next?.id, true);
}

/** The conversation was taken away while its dialog was open: what was written there stays with it, to be copied. */
function lostMeanwhile(id, body) {
  if (body.note) put('drafts', id, [state.drafts[id], body.note].filter(Boolean).join('\n'));
  toast('info', t('error_not_yours'));
}

export function undo(id) {
  const move = cancel(id);
  if (move?.kind === 'done') openTicket(id);
  else if (move) openConversation(id);
}

function cancel(id) {
  const move = state.leaving[id];
  if (!move) return undefined;
  clearTimeout(move.timer);
  drop(move.shown);
  put('leaving', id, undefined);
  return move;
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
    await call('POST', pathOf(id, move.kind), move.body, { keepalive });
    put('leaving', id, undefined);
    if (move.kind === 'done') return gone((row) => row.number === id);
    set((now) => ({ mine: now.mine.filter((row) => row.id !== id || move.kind === 'park') }));
    if (move.kind !== 'park') {
      put('drafts', id, undefined);
      letGo(id, { own: true });
    }
    if (move.kind === 'resolve') rest();
  } catch (refused) {
    put('leaving', id, undefined);
    toast('error', t('not_done', { what: t(`move_${move.kind}`), why: refused.said }));
  }
  return undefined;
}

/** After the last open conversation was solved: time to write things up, then online again by itself. */
function rest() {
  const busy = state.mine.some((row) => row.state === 'human' && !state.leaving[row.id]);
  if (!busy && myPresence().state === 'online') setPresence('wrap_up');
}

/** Undoes it without leaving the customer to whom the agent is just writing. */
export function customerSpoke(id) {
  const move = state.leaving[id];
  if (!move || !['resolve', 'bot'].includes(move.kind)) return;
  cancel(id);
  if (state.open || state.dialog) {
    toast('info', t('customer_spoke'), { go: () => openConversation(id) });
  } else {
    openConversation(id);
    toast('info', t('customer_spoke'));
  }
}

/** Does at once what still waits to be done. */
export async function flush() {
  await Promise.all(Object.keys(state.leaving).map((id) => perform(id, true)));
}

window.addEventListener('pagehide', flush);
