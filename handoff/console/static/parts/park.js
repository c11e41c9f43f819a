// Putting aside until the customer writes, or until a time.
import { html } from '../core/html.js';
import { useState } from '../vendor/hooks.js';
import { t } from '../core/i18n.js';
import { atClock, dayKey, now } from '../core/time.js';
import { later } from '../work/moves.js';
import { toast } from '../work/toasts.js';
import { Dialog, NoteField } from './dialog.js';

const MINUTE = 60000;

function tomorrow() {
  return atClock(`${dayKey(now() + 24 * 60 * MINUTE)}T09:00`);
}

const TIMES = [
  ['message', () => t('park_message'), () => null],
  ['15', () => t('park_minutes', { n: 15 }), () => now() + 15 * MINUTE],
  ['60', () => t('park_hour'), () => now() + 60 * MINUTE],
  ['240', () => t('park_hours', { n: 4 }), () => now() + 240 * MINUTE],
  ['tomorrow', () => t('park_tomorrow'), tomorrow],
];

export function Park({ id }) {
  const [exact, setExact] = useState(false);
  const done = (form) => {
    const chosen = form.get('until');
    const until =
      chosen === 'at' ? atClock(form.get('at')) : TIMES.find(([name]) => name === chosen)[2]();
    if (Number.isNaN(until) || (until !== null && until <= now()))
      return toast('error', t('error_past_time'));
    return later(id, 'park', { until_ms: until, note: form.get('note') });
  };
  return html`
    <${Dialog} title=${t('park_title')} kind="park" onConfirm=${done} confirm=${t('move_park')}>
      <fieldset class="field">
        <legend>${t('park_until')}</legend>
        <div class="choice" onChange=${(e) => setExact(e.target.value === 'at')}>
          ${TIMES.map(
            ([name, label], n) =>
              html` <label key=${name}
                ><input
                  type="radio"
                  name="until"
                  value=${name}
                  defaultChecked=${n === 0}
                  data-first=${n === 0 || undefined}
                /><span>${label()}</span></label
              >`,
          )}
          <label><input type="radio" name="until" value="at" /><span>${t('park_at')}</span></label>
        </div>
        ${exact && html`<input type="datetime-local" name="at" required />`}
        <small class="quiet">${t('park_hint')}</small>
      </fieldset>
      <${NoteField} label=${t('note')} hint=${t('optional')} />
    <//>
  `;
}
