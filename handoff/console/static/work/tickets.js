// Messages that customers left: opened beside the queue, answered in their conversation, or settled otherwise.
import { get } from '../core/api.js';
import { put, set, state } from '../core/store.js';
import { t } from '../core/i18n.js';
import { openConversation, reload, take } from './desk.js';
import { toast } from './toasts.js';

const mine = (id) => state.packages[id]?.mine;

/** The open message of a conversation: the one that was chosen, else the most urgent. */
export function ticketOf(id, now = state) {
  const here = now.tickets.filter((row) => row.conversation === id && !now.leaving[row.number]);
  return here.find((row) => row.number === now.ticket) || here[0];
}

export async function openTicket(number) {
  const row = state.tickets.find((one) => one.number === number);
  if (!row) return;
  set({ ticket: number, shelf: 'tickets', shelved: 'open' });
  // A conversation is kept for some weeks only; what was left there can still be settled.
  if (row.language) await openConversation(row.conversation);
  else set({ dialog: { kind: 'done', id: number } });
}

/** The whole message with its contact; the look is noted. */
export async function reveal(number) {
  try {
    put('revealed', number, await get(`/tickets/${number}`));
  } catch (refused) {
    toast('error', refused.said);
  }
}

/** Takes up the conversation; the message is closed with it. */
export async function answer(number) {
  if (state.claiming) return;
  set({ claiming: true });
  const found = await take(`/tickets/${number}/answer`, (refused) => refused.status === 409 && reload(state.open));
  if (found) gone((row) => row.conversation === found.id);
  set({ claiming: false });
}

/** Messages that are closed now leave the list, and with them what was shown of their customers. */
export function gone(closed) {
  const left = state.tickets.filter(closed);
  set((now) => ({ tickets: now.tickets.filter((row) => !left.includes(row)) }));
  for (const row of left) {
    put('revealed', row.number, undefined);
    if (row.conversation === state.open && !mine(state.open)) reload(state.open);
  }
  if (left.length && state.shelved === 'done') readDone();
}

export function takeTickets({ rows, open }) {
  const numbers = new Set(rows.map((row) => row.number));
  gone((row) => !numbers.has(row.number));
  set({ tickets: rows, ticketsOpen: open });
}

export async function readDone() {
  set({ shelved: 'done' });
  try {
    set({ ticketsDone: (await get('/tickets?state=done')).rows });
  } catch (refused) {
    toast('error', refused.said);
  }
}

const first = (selector) => document.querySelector(selector);

/** Another of the lists; any but the queue gets the keyboard. */
export function switchShelf(shelf) {
  set({ shelf, shelved: 'open', colleague: null });
  if (shelf !== 'queue')
    requestAnimationFrame(() => (first(`.${shelf} .row`) || first(`.${shelf} [aria-selected=true]`))?.focus());
}

export function askDone(number) {
  set({ dialog: { kind: 'done', id: number } });
}

export const overdueIn = (rows, time) => rows.filter((row) => row.due_ms && row.due_ms < time).length;

/** Where an answer goes, as the agent has to know before choosing it. */
export const reaches = (row) =>
  t(row.channel === 'web' ? (row.known ? 'ticket_reaches_known' : 'ticket_reaches_guest') : 'ticket_reaches_pushed');
