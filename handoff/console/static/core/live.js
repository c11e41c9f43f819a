// The socket to the desk: one connection, renewed by itself, that says again what it watches.
// Pings are answered from the message handler: background tabs slow timers down, not messages.
import { state } from './store.js';

const LOGGED_OUT = 4401;
const REFUSED = 4403;
const SILENCE_MS = 25000; // the server pings every 10 s
let socket = null;
let wanted = false;
let tries = 0;
let again = 0;
let heard = 0;
let handlers = {};

export function connect(given) {
  handlers = given;
  wanted = true;
  tries = 0;
  dial();
}

export function disconnect() {
  wanted = false;
  clearTimeout(again);
  socket?.close();
  socket = null;
}

export function tell(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

export function watch(id) {
  const log = state.logs[id] || [];
  tell({ type: 'watch', conversation: id, after: log.length ? log[log.length - 1].id : '0' });
}

function dial() {
  clearTimeout(again);
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const line = new WebSocket(`${scheme}://${location.host}/api/live`);
  socket = line;
  heard = Date.now();
  line.onmessage = (event) => {
    if (line !== socket) return;
    heard = Date.now();
    const push = JSON.parse(event.data);
    if (push.type === 'ping') tell({ type: 'pong' });
    else if (push.type === 'queue' && tries >= 0) {
      tries = -1;
      handlers.up();
    }
    handlers.push(push);
  };
  line.onclose = (event) => {
    if (line !== socket) return;
    socket = null;
    if (event.code === LOGGED_OUT || event.code === REFUSED) handlers.loggedOut();
    else if (wanted) retry();
  };
}

function retry() {
  tries = Math.max(0, tries) + 1;
  handlers.down();
  // Spread over time: after a restart not everybody dials at the same moment.
  again = setTimeout(dial, Math.min(8000, 300 * 2 ** tries) * (0.5 + Math.random() / 2));
}

/** A line that went silent without closing (sleep, changed network) is given up. */
function look() {
  if (!wanted) return;
  if (socket && Date.now() - heard > SILENCE_MS) {
    const dead = socket;
    socket = null;
    dead.close();
    retry();
  } else if (!socket) {
    dial();
  }
}

setInterval(() => socket && look(), 5000);
window.addEventListener('online', look);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look());
