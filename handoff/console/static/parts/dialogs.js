// Transfer, park, resolve, back to the bot, a left message, log out, help: one dialog at a time, all by keyboard.
import { html } from '../core/html.js';
import { useState } from '../vendor/hooks.js';
import { useStore } from '../core/store.js';
import { supervises } from '../work/team.js';
import { shortcuts } from '../core/keys.js';
import { t } from '../core/i18n.js';
import { written } from '../work/desk.js';
import { logout } from '../work/session.js';
import { Dialog } from './dialog.js';
import { Done } from './done.js';
import { Park } from './park.js';
import { Resolve } from './resolve.js';
import { Transfer } from './transfer.js';
import { ReturnToBot } from './return.js';
import { Unsent } from './unsent.js';
import { Key } from './ui.js';

const kinds = {
  transfer: Transfer,
  park: Park,
  resolve: Resolve,
  bot: ReturnToBot,
  done: Done,
  help: Help,
  logout: LogOut,
};

const ENDS = ['transfer', 'resolve', 'bot']; // the agent has the conversation no longer, and nothing of it

export function Dialogs() {
  const { dialog, found, unsent } = useStore((now) => ({
    dialog: now.dialog,
    found: now.packages[now.dialog?.id],
    unsent: ENDS.includes(now.dialog?.kind) && written(now.dialog.id, now),
  }));
  const [warned, warn] = useState(null); // the dialog before which it was said
  const Kind = dialog && kinds[dialog.kind];
  if (!Kind) return null;
  if (unsent && warned !== dialog)
    return html`<${Unsent} key="unsent" text=${unsent} kind=${dialog.kind} goOn=${() => warn(dialog)} />`;
  return html`<${Kind} key=${dialog.kind} id=${dialog.id} of=${found} />`;
}

function Help() {
  return html`
    <${Dialog} title=${t('help')} kind="help">
      <dl class="keys">
        ${shortcuts
          .filter((one) => !one.supervisors || supervises())
          .map(
          ({ id, show, also }) =>
            html` <div key=${id}>
              <dt>${[show, also].filter(Boolean).map((keys) => html`<${Key} key=${keys}>${keys}<//>`)}</dt>
              <dd>${t(`key_${id}`)}</dd>
            </div>`,
        )}
      </dl>
    <//>
  `;
}

function LogOut() {
  const held = useStore((now) => now.mine.length);
  return html`
    <${Dialog} title=${t('logout_title')} kind="logout" onConfirm=${logout} confirm=${t('logout')}>
      <p>${t('logout_held', { n: held })}</p>
    <//>
  `;
}
