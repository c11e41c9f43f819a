// What was said, in log order, with the days between, and what is still on its way.
import { html } from '../core/html.js';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from '../vendor/hooks.js';
import { state, useStore, put } from '../core/store.js';
import { t } from '../core/i18n.js';
import { day, dayKey, now as serverNow } from '../core/time.js';
import { Entry, Pending } from './entry.js';

const NEAR_END = 80;
const SAME_SPEAKER_MS = 120000;

/** What the assistant understood of each customer message, found in the answers it gave. */
function understood(log) {
  const found = {};
  for (const entry of log) {
    const last = entry.meta?.about?.at(-1);
    if (last) found[last] = entry.meta;
  }
  return found;
}

export function Log({ id, of }) {
  const { log, pending, flash, typing } = useStore((now) => ({
    log: now.logs[id] || [],
    pending: now.pending[id],
    flash: now.flash,
    typing: now.typing[id],
  }));
  const box = useRef();
  const atEnd = useRef(true);
  const [below, setBelow] = useState(0); // messages of the customer that came while another place was read
  const seen = useRef(log.length);
  const metas = useMemo(() => understood(log), [log]);
  useLayoutEffect(() => {
    if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [log, pending, typing]);
  useLayoutEffect(() => {
    const came = log.slice(seen.current).filter((entry) => entry.from === 'customer').length;
    seen.current = log.length;
    if (!atEnd.current && came) setBelow((n) => n + came);
  }, [log]);
  useLayoutEffect(() => {
    if (pending?.length) toEnd(); // one's own words are seen at once
  }, [pending?.length]);
  useEffect(() => point(box.current, flash), [flash]);
  const onScroll = ({ target }) => {
    atEnd.current = target.scrollHeight - target.scrollTop - target.clientHeight < NEAR_END;
    if (atEnd.current) setBelow(0);
  };
  const toEnd = () => {
    atEnd.current = true;
    setBelow(0);
    box.current.scrollTop = box.current.scrollHeight;
  };
  const stay = () => {
    if (atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  };
  return html`
    <div
      class="log"
      role="log"
      lang=${of.language}
      aria-label=${t('who_customer')}
      tabindex="0"
      ref=${box}
      onScroll=${onScroll}
      onLoadCapture=${stay}
    >
      ${log.map((entry, n) => {
        const before = log[n - 1];
        const newDay = !before || dayKey(before.at_ms) !== dayKey(entry.at_ms);
        const joined = !newDay && sameSpeaker(before, entry);
        return html` ${newDay && html`<p class="day" key=${`day ${entry.id}`}><span>${day(entry.at_ms)}</span></p>`}
          <${Entry}
            key=${entry.id}
            entry=${entry}
            joined=${joined}
            meta=${metas[entry.id]}
            of=${of}
            lit=${flash?.id === entry.id}
          />`;
      })}
      ${(pending || []).map((message) => html`<${Pending} key=${message.client} id=${id} message=${message} />`)}
      ${typing && html`<${Typing} id=${id} until=${typing} />`}
    </div>
    ${below > 0 && html`<button class="below" onClick=${toEnd} aria-live="polite">↓ ${t('new_below', { n: below })}</button>`}
  `;
}

function sameSpeaker(before, entry) {
  return (
    before.from === entry.from &&
    before.kind === entry.kind &&
    before.agent?.id === entry.agent?.id &&
    entry.from !== 'system' &&
    entry.at_ms - before.at_ms < SAME_SPEAKER_MS
  );
}

function point(box, flash) {
  if (!flash) return;
  box
    ?.querySelector(`[data-entry="${CSS.escape(flash.id)}"]`)
    ?.scrollIntoView({ block: 'center', behavior: 'smooth' });
}

function Typing({ id, until }) {
  useEffect(() => {
    const timer = setTimeout(
      () => state.typing[id] === until && put('typing', id, undefined),
      Math.max(0, until - serverNow()),
    );
    return () => clearTimeout(timer);
  }, [until]);
  return html`<p class="typing"><i></i><i></i><i></i>${t('typing')}</p>`;
}
