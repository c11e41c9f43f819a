// Online, away, wrap-up with its countdown, offline.
import { html } from '../core/html.js';
import { useEffect } from '../vendor/hooks.js';
import { useStore } from '../core/store.js';
import { t } from '../core/i18n.js';
import { prefs } from '../core/prefs.js';
import { span, useNow } from '../core/time.js';
import { myPresence, setPresence } from '../work/desk.js';

const STATES = ['online', 'away', 'wrap_up', 'offline'];

export function Presence() {
  const { state, since_ms } = useStore(myPresence);
  return html`
    <section class="presence" aria-label=${t('presence')}>
      <div role="radiogroup" aria-label=${t('presence')}>
        ${STATES.map(
          (name) =>
            html` <button
              key=${name}
              role="radio"
              aria-checked=${state === name}
              class=${name}
              onClick=${() => setPresence(name)}
            >
              <i aria-hidden="true"></i>${t(`presence_${name}`)}
            </button>`,
        )}
      </div>
      <${DeskHint} />
      ${state === 'wrap_up' && html`<${WrapUp} since=${since_ms} />`}
    </section>
  `;
}

/** What customers are told of the desk, where it is not simply open. */
function DeskHint() {
  const desk = useStore((now) => now.desk);
  const key = desk && (desk.state !== 'open' ? desk.state : desk.off_hours && 'late');
  if (!key || (key === 'closed' && !desk.opens)) return null;
  return html`<p class="desk-hint" role="status">
    ${t(`desk_${key}`, { when: desk.opens?.[prefs.language], minutes: desk.minutes })}
  </p>`;
}

function WrapUp({ since }) {
  const lasts = useStore((now) => now.me?.wrap_up_ms ?? 60000);
  const left = since ? since + lasts - useNow() : lasts;
  useEffect(() => {
    if (left <= 0) setPresence('online');
  }, [left <= 0]);
  return html`
    <p class="wrap">
      <progress max=${lasts} value=${Math.max(0, left)} aria-hidden="true"></progress>
      <span>${t('wrap_left', { time: span(left) })}</span>
      <button class="plain" onClick=${() => setPresence('wrap_up')}>${t('wrap_more')}</button>
    </p>
  `;
}
