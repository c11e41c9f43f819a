// The line to the server: a socket, or a long poll where sockets do not get through. It reconnects for ever.
import { sessionLost } from "./api.js";

const SILENCE = 40000; // the server gives a pulse every 15 s
const RETRY_SOCKET = 60000;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Line {
  /** `heard(frame)` for each frame, `status(online)` on changes, `lost()` when the session is no longer valid. */
  constructor(api, { heard, status, lost }) {
    Object.assign(this, { api, heard, status, lost });
    this.cursor = "0";
    this.running = false;
  }

  start() {
    if (this.running) return;
    this.running = true;
    this.run();
  }

  stop() {
    this.running = false;
    this.socket?.close();
    this.abort?.abort();
    this.wake?.();
  }

  /** The network is back: do not sit out the pause. */
  hurry() {
    this.wake?.();
  }

  typing() {
    if (this.socket?.readyState === 1) this.socket.send('{"typing":true}');
  }

  async run() {
    let failures = 0;
    while (this.running) {
      const opened = await this.overSocket();
      failures = opened ? 0 : failures + 1;
      if (!this.running) return;
      if (failures >= 2) failures = (await this.overPolls()) ? 0 : failures;
      if (!this.running) return;
      if (failures) this.status(false);
      await Promise.race([pause(this.delay(failures)), new Promise((wake) => (this.wake = wake))]);
    }
  }

  delay(failures) {
    return Math.min(15000, 400 * 2 ** failures) * (0.7 + Math.random() * 0.6);
  }

  /** Until the socket closes; true when it had been open. */
  overSocket() {
    return new Promise((done) => {
      const socket = (this.socket = this.api.socket(this.cursor));
      let opened = false;
      let guard;
      const watch = () => {
        clearTimeout(guard);
        guard = setTimeout(() => socket.close(), opened ? SILENCE : 8000);
      };
      watch();
      socket.onmessage = ({ data }) => {
        opened = true;
        this.status(true);
        watch();
        this.take(JSON.parse(data));
      };
      socket.onclose = ({ code }) => {
        clearTimeout(guard);
        if (code === 4401 || code === 4404) this.fail();
        done(opened);
      };
    });
  }

  /** Long polls for a minute, then the socket gets another chance; false when the server is away. */
  async overPolls() {
    const until = Date.now() + RETRY_SOCKET;
    while (this.running && Date.now() < until) {
      try {
        this.abort = new AbortController();
        const found = await this.api.receive(this.cursor, 20, this.abort.signal);
        this.status(true);
        this.take({ type: found.messages.length ? "messages" : "state", ...found });
      } catch (error) {
        if (sessionLost(error)) this.fail();
        return false;
      }
    }
    return true;
  }

  take(frame) {
    if (frame.type === "messages") this.cursor = frame.messages.at(-1).id;
    if (this.running && frame.type !== "ping") this.heard(frame);
  }

  fail() {
    if (!this.running) return;
    this.running = false;
    this.lost();
  }
}
