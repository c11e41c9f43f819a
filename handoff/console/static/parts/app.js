// The page: login, or the desk in three columns. Where there is no room for three they are views, by what is open: css/narrow.css.
import { html } from '../core/html.js';
import { useEffect } from '../vendor/hooks.js';
import { listen } from '../core/keys.js';
import { useStore } from '../core/store.js';
import { useBack } from '../work/back.js';
import { press } from '../work/keyboard.js';
import { Login } from './login.js';
import { Bar } from './bar.js';
import { Left } from './left.js';
import { Conversation } from './conversation.js';
import { Context } from './context.js';
import { Dialogs } from './dialogs.js';
import { Toasts } from './toasts.js';
import { Banner } from './banner.js';

export function App() {
  const screen = useStore((now) => now.screen);
  const language = useStore((now) => now.language);
  if (screen === 'loading') return html`<div class="loading" aria-busy="true"></div>`;
  // Not drawn anew in another language: what was typed stays.
  return screen === 'login' ? html`<${Login} />` : html`<${Desk} key=${language} />`;
}

function Desk() {
  const { open, online, aside } = useStore((now) => ({ open: now.open, online: now.online, aside: now.aside }));
  useEffect(() => listen(press), []);
  useBack(open, aside);
  const classes = ['desk', !online && 'cut', open && 'with-talk', open && aside && 'with-context'];
  return html`
    <div class=${classes.filter(Boolean).join(' ')}>
      <${Bar} />
      <${Banner} />
      <div class="columns">
        <${Left} />
        <${Conversation} key=${`talk ${open}`} id=${open} />
        <${Context} key=${`context ${open}`} id=${open} />
      </div>
      <${Dialogs} />
      <${Toasts} />
    </div>
  `;
}
