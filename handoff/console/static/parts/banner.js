// Says when the connection is lost, and for how long.
import { html } from '../core/html.js';
import { useStore } from '../core/store.js';
import { t } from '../core/i18n.js';
import { span, useNow } from '../core/time.js';

export function Banner() {
  const { online, lostAt } = useStore((now) => ({ online: now.online, lostAt: now.lostAt }));
  return html`<div role="status" aria-live="assertive">${!online && html`<${Lost} since=${lostAt} />`}</div>`;
}

function Lost({ since }) {
  return html`<p class="banner">
    <i class="spin" aria-hidden="true"></i>${t('offline_banner')}
    <small>${t('offline_for', { time: span(useNow() - since) })}</small>
  </p>`;
}
