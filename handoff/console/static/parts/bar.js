// The top line: who is here, and what this browser prefers.
import { html } from '../core/html.js';
import { useReducer } from '../vendor/hooks.js';
import { switchLanguage, t } from '../core/i18n.js';
import { prefer, prefs } from '../core/prefs.js';
import { chime } from '../core/alerts.js';
import { set, state, useStore } from '../core/store.js';
import { reload } from '../work/desk.js';
import { logout } from '../work/session.js';
import { showColleague, supervises } from '../work/team.js';
import { icon } from './icons.js';

const THEMES = ['auto', 'light', 'dark'];

export function Bar() {
  const [, draw] = useReducer((n) => n + 1, 0);
  const { me, agents } = useStore((now) => ({ me: now.me, agents: now.agents }));
  const there = agents.filter((row) => row.state !== 'offline');
  const language = () => {
    switchLanguage();
    if (state.open) reload(state.open); // advice and summary come worded from the server
  };
  const change = (patch) => {
    prefer(patch);
    draw();
  };
  const sound = () => {
    change({ sound: !prefs.sound });
    chime();
  };
  const theme = () => change({ theme: THEMES[(THEMES.indexOf(prefs.theme) + 1) % THEMES.length] });
  const themed = t('theme_is', { theme: t(`theme_${prefs.theme}`) });
  const leave = () => (state.mine.length ? set({ dialog: { kind: 'logout' } }) : logout());
  return html`
    <header class="bar">
      <span class="brand"><img src="/console/icon.svg" alt="" width="22" height="22" />Frontdesk</span>
      <ul class="crew" aria-label=${t('presence')}>
        ${there.map(
          (row) =>
            html` <li
              key=${row.id}
              class=${row.state}
              title=${`${row.name} · ${t(`presence_${row.state}`)} · ${row.holds}/${row.capacity}`}
            >
              <${Colleague} row=${row} />
            </li>`,
        )}
      </ul>
      <nav>
        <button
          class="plain"
          aria-pressed=${prefs.sound}
          onClick=${sound}
          title=${t(prefs.sound ? 'sound_on' : 'sound_off')}
          aria-label=${t('sound_on')}
        >
          ${icon(prefs.sound ? 'bell' : 'mute')}
        </button>
        <button
          class="plain"
          onClick=${theme}
          title=${themed}
          aria-label=${themed}
        >
          ${icon('sun')}
        </button>
        <button
          class="plain help"
          onClick=${() => set({ dialog: { kind: 'help' } })}
          title=${`${t('help')} (?)`}
          aria-label=${t('help')}
        >
          ${icon('key')}
        </button>
        <button class="plain" onClick=${language}>${t('language_name')}</button>
        <span class="me">${me.name}</span>
        <button class="plain" onClick=${leave} title=${t('logout')} aria-label=${t('logout')}>
          ${icon('out')}
        </button>
      </nav>
    </header>
  `;
}

/** Supervisors look at what a colleague holds. */
function Colleague({ row }) {
  const shown = html`<i class=${`dot ${row.state}`} aria-hidden="true"></i>${row.name}<small
      >${row.holds}/${row.capacity}</small
    >`;
  if (!supervises()) return shown;
  return html`<button class="plain" onClick=${() => showColleague(row.id)}>${shown}</button>`;
}
