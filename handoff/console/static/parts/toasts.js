// Short words at the edge of the screen.
import { html } from '../core/html.js';
import { useStore } from '../core/store.js';
import { t } from '../core/i18n.js';
import { drop } from '../work/toasts.js';
import { Key } from './ui.js';

export function Toasts() {
  const toasts = useStore((now) => now.toasts);
  return html`
    <div class="toasts" role="status" aria-live="polite">
      ${toasts.map(
        ({ id, kind, text, undo, go }) =>
          html` <div key=${id} class=${`toast ${kind}`}>
            <span>${text}</span>
            ${undo && html`<button onClick=${undo}>${t('undo')} <${Key}>Alt Z<//></button>`}
            ${go && html`<button onClick=${() => (drop(id), go())}>${t('go_there')}</button>`}
            ${!undo && html`<button class="plain" aria-label=${t('close')} onClick=${() => drop(id)}>×</button>`}
          </div>`,
      )}
    </div>
  `;
}
