// Name and password.
import { html } from '../core/html.js';
import { useState } from '../vendor/hooks.js';
import { switchLanguage, t } from '../core/i18n.js';
import { login } from '../work/session.js';

export function Login() {
  const [said, say] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    setBusy(true);
    try {
      await login(form.get('user'), form.get('password'));
    } catch (refused) {
      say(refused.said || String(refused));
      setBusy(false);
      event.target.elements.password.select();
    }
  };
  return html`
    <main class="login">
      <form onSubmit=${submit}>
        <img src="/console/icon.svg" alt="" width="40" height="40" />
        <h1>Frontdesk <span>${t('login_title')}</span></h1>
        <label
          >${t('login_user')}<input name="user" autocomplete="username" maxlength="64" required autofocus
        /></label>
        <label
          >${t('login_password')}
          <input name="password" type="password" autocomplete="current-password" maxlength="200" required />
        </label>
        <p class="said" role="alert">${said}</p>
        <button class="primary" disabled=${busy}>${busy ? t('login_busy') : t('login_go')}</button>
        <footer>
          <small>${t('login_hint')}</small>
          <button type="button" class="plain" onClick=${switchLanguage}>${t('language_name')}</button>
        </footer>
      </form>
    </main>
  `;
}
