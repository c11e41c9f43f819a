// The socket to the desk: one connection, renewed by itself, that says again what it watches.
// Pings are answered from the message handler: background tabs slow timers down, not messages.
import { state } from './store.js';

const LOGGED_OUT = 4401;
const REFUSED = 4403;
const LOOK_MS = 1000;
const QUIET_MS = 1500; // after which the server is asked whether it is there
const PATIENCE_MS = 2500; // for its answer
let socket = null;
let wanted = false;
let tries = 0;
let again = 0;
let heard = 0;
let asked = 0; // when the server was asked and has not answered since
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
  asked = 0;
  line.onmessage = (event) => {
    if (line !== socket) return;
    heard = Date.now();
    asked = 0;
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
  handlers.down(heard);
  // Spread over time: after a restart not everybody dials at the same moment.
  again = setTimeout(dial, Math.min(8000, 300 * 2 ** tries) * (0.5 + Math.random() / 2));
}

function giveUp() {
  const dead = socket;
  socket = null;
  dead?.close();
  clearTimeout(again);
  retry();
}

/** A line that went silent without closing (sleep, changed network) is asked, and given up when it does not answer. */
function look() {
  if (!wanted) return;
  const time = Date.now();
  if (!socket) return;
  if (socket.readyState !== WebSocket.OPEN) {
    if (time - heard > 4 * PATIENCE_MS) giveUp(); // a start takes longer: the server reads the lists first
  } else if (asked && time - asked > (tries < 0 ? PATIENCE_MS : 4 * PATIENCE_MS)) {
    giveUp();
  } else if (!asked && time - heard > QUIET_MS) {
    asked = time;
    tell({ type: 'ping' });
  }
}

setInterval(look, LOOK_MS);
window.addEventListener('offline', () => wanted && socket && giveUp());
window.addEventListener('online', () => wanted && !socket && dial());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && wanted && !socket) dial();
});
