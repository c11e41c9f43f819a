// Name and password.
import { html } from '../core/html.js';
import { useEffect, useRef, useState } from '../vendor/hooks.js';
import { useStore } from '../core/store.js';
import { switchLanguage, t } from '../core/i18n.js';
import { login } from '../work/session.js';

export function Login() {
  const { why, name } = useStore((now) => ({ why: now.why, name: now.name }));
  const [failed, fail] = useState(null);
  const [touched, touch] = useState(false);
  const [busy, setBusy] = useState(false);
  const form = useRef();
  useEffect(() => {
    form.current.elements[name ? 'password' : 'user'].focus();
  }, [name]);
  const submit = async (event) => {
    event.preventDefault();
    const given = new FormData(event.target);
    setBusy(true);
    try {
      await login(given.get('user'), given.get('password'));
    } catch (refused) {
      fail(refused);
      touch(false);
      setBusy(false);
      event.target.elements.password.select();
    }
  };
  const said = failed ? !touched && (failed.said || String(failed)) : why && t(why);
  return html`
    <main class="login">
      <form ref=${form} onSubmit=${submit} onInput=${() => touch(true)}>
        <img src="/console/icon.svg" alt="" width="40" height="40" />
        <h1>Frontdesk <span>${t('login_title')}</span></h1>
        <label
          >${t('login_user')}<input
            name="user"
            autocomplete="username"
            maxlength="64"
            required
            defaultValue=${name}
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
