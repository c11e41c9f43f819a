// Left column: presence, my conversations, the queue and left messages.
import { html } from '../core/html.js';
import { useStore } from '../core/store.js';
import { t } from '../core/i18n.js';
import { claimNext, myPresence } from '../work/desk.js';
import { Presence } from './presence.js';
import { Shelves } from './shelves.js';
import { Mine } from './mine.js';
import { icon } from './icons.js';
import { Key } from './ui.js';

export function Left() {
  const { waiting, claiming } = useStore((now) => ({
    waiting: now.queue.length,
    claiming: now.claiming,
  }));
  const there = useStore((now) => myPresence(now).state) === 'online';
  return html`
    <aside class="left">
      <${Presence} />
      <button
        class=${`take primary ${waiting ? 'ready' : ''}`}
        onClick=${claimNext}
        disabled=${claiming}
        aria-keyshortcuts="F2 Alt+N"
      >
        ${icon('bolt')}<span>${claiming ? t('taking') : t(there ? 'take_next' : 'take_next_online')}</span><${Key}>F2<//>
      </button>
      <${Mine} />
      <${Shelves} />
    </aside>
  `;
}
