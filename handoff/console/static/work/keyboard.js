// What each shortcut does. The keys themselves are in core/keys.js.
import { set, state, put } from '../core/store.js';
import { supervises } from './team.js';
import { claimNext, focusComposer, myPresence, openConversation, setPresence, takeOver } from './desk.js';
import { undoLast } from './moves.js';
import { answer, askDone, switchShelf, ticketOf } from './tickets.js';

/** The left message in the middle, while nobody has taken it up. */
const ticketOpen = () => (state.open && !mineOpen() ? ticketOf(state.open) : undefined);

const mineOpen = () => state.open && state.packages[state.open]?.mine;

/** Whether a colleague's conversation is in the middle. */
const othersOpen = () => state.open && !mineOpen() && state.packages[state.open]?.state === 'human';

function dialog(kind) {
  if (mineOpen()) set({ dialog: { kind, id: state.open } });
}

function write(mode) {
  if (!mineOpen()) return;
  put('modes', state.open, mode);
  focusComposer();
}

function step(by) {
  const ids = state.mine.map((row) => row.id);
  if (!ids.length) return;
  const at = ids.indexOf(state.open);
  openConversation(ids[(at + by + ids.length) % ids.length]);
}

const acts = {
  next: claimNext,
  reply: () => (ticketOpen() ? answer(ticketOpen().number) : write('reply')),
  note: () => write('note'),
  phrase: () => {
    if (mineOpen()) window.dispatchEvent(new Event('frontdesk:phrases'));
  },
  transfer: () => dialog('transfer'),
  park: () => dialog('park'),
  resolve: () => (ticketOpen() ? askDone(ticketOpen().number) : dialog('resolve')),
  bot: () => dialog('bot'),
  undo: undoLast,
  tickets: () => switchShelf(state.shelf === 'tickets' ? 'queue' : 'tickets'),
  team: () => supervises() && switchShelf(state.shelf === 'team' ? 'queue' : 'team'),
  take_over: () => supervises() && othersOpen() && takeOver(state.open),
  up: () => step(-1),
  down: () => step(1),
  nth: (event) => {
    const row = state.mine[Number(event.code.slice(-1)) - 1];
    if (row) openConversation(row.id);
  },
  presence: () => setPresence(myPresence().state === 'online' ? 'away' : 'online'),
  help: () => set({ dialog: state.dialog?.kind === 'help' ? null : { kind: 'help' } }),
};

export function press(id, event) {
  const open = state.dialog;
  if (open && id !== 'help' && id !== 'undo') return; // a dialog has the keyboard until it is closed
  acts[id]?.(event);
}
