// The page: login, or the desk in three columns.
import { html } from '../core/html.js';
import { useEffect } from '../vendor/hooks.js';
import { listen } from '../core/keys.js';
import { useStore } from '../core/store.js';
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
  return screen === 'login' ? html`<${Login} key=${language} />` : html`<${Desk} key=${language} />`;
}

function Desk() {
  const open = useStore((now) => now.open);
  useEffect(() => listen(press), []);
  return html`
    <div class="desk">
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
