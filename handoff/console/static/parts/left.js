// Left column: presence, the queue, my conversations.
import { html } from '../core/html.js';
import { useStore } from '../core/store.js';
import { t } from '../core/i18n.js';
import { claimNext } from '../work/desk.js';
import { Presence } from './presence.js';
import { Queue } from './queue.js';
import { Mine } from './mine.js';
import { icon } from './icons.js';
import { Key } from './ui.js';

export function Left() {
  const { waiting, claiming } = useStore((now) => ({ waiting: now.queue.length, claiming: now.claiming }));
  return html`
    <aside class="left">
      <${Presence} />
      <button
        class=${`take primary ${waiting ? 'ready' : ''}`}
        onClick=${claimNext}
        disabled=${claiming}
        aria-keyshortcuts="F2 Alt+N"
      >
        ${icon('bolt')}<span>${claiming ? t('taking') : t('take_next')}</span><${Key}>F2<//>
      </button>
      <${Mine} />
      <${Queue} />
    </aside>
  `;
}
