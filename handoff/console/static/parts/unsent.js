// Before a conversation leaves the agent: what was written there and not sent would go with it.
import { html } from '../core/html.js';
import { t } from '../core/i18n.js';
import { Dialog } from './dialog.js';

export function Unsent({ text, kind, goOn }) {
  return html`
    <${Dialog} title=${t('unsent_title')} kind="unsent" onConfirm=${goOn} confirm=${t('unsent_confirm')}>
      <p>${t('unsent_hint', { what: t(`move_${kind}`) })}</p>
      <blockquote class="quiet">${text}</blockquote>
    <//>
  `;
}
