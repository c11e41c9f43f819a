// Phrases above the composer: "/qsd" anywhere, or bare pinyin initials in a Chinese conversation; Enter inserts.
import { html } from '../core/html.js';
import { useEffect, useRef, useState } from '../vendor/hooks.js';
import { get } from '../core/api.js';
import { put } from '../core/store.js';
import { t } from '../core/i18n.js';

// Chinese input methods type "、" for the slash key.
const ASKED = /(?:^|[\s，。！？、,.!?])[/、]([^\s/、]{0,20})$/;
const BARE = /^[a-z]{2,12}$/;

/** What is being looked for at the end of the text: {query, from, bare}, or null. */
export function wanted(text, language) {
  const asked = ASKED.exec(text);
  if (asked) return { query: asked[1], from: text.length - asked[1].length - 1, bare: false };
  if (language !== 'en' && BARE.test(text)) return { query: text, from: 0, bare: true };
  return null;
}

export function usePhrases(id, language, text, field) {
  const [found, setFound] = useState([]);
  const [chosen, choose] = useState(0);
  const [shut, shutFor] = useState(null); // closed by Esc for this text
  const asked = useRef('');
  const look = shut === text ? null : wanted(text, language);
  const key = look ? `${look.query} ${look.bare}` : '';
  useEffect(() => {
    asked.current = key;
    if (!look) return setFound([]);
    const path = `/phrases?q=${encodeURIComponent(look.query)}&language=${language}&limit=7`;
    get(path).then(
      ({ phrases }) => {
        if (asked.current !== key) return; // an older answer came late
        setFound(look.bare ? phrases.filter((p) => p.initials.startsWith(look.query)) : phrases);
        choose(0);
      },
      () => setFound([]),
    );
    return undefined;
  }, [key]);
  const open = Boolean(look) && (found.length > 0 || (!look.bare && look.query !== ''));
  const insert = (phrase) => {
    put('drafts', id, text.slice(0, look.from) + phrase.text);
    field.current.focus();
  };
  const show = () => {
    put('drafts', id, text && !/\s$/.test(text) ? `${text} /` : `${text}/`);
    field.current.focus();
  };
  useEffect(() => {
    window.addEventListener('frontdesk:phrases', show);
    return () => window.removeEventListener('frontdesk:phrases', show);
  });
  const onKey = (event) => {
    if (!open) return false;
    if (event.key === 'Escape') shutFor(text);
    else if (!found.length) return false;
    else if (event.key === 'ArrowDown') choose((chosen + 1) % found.length);
    else if (event.key === 'ArrowUp') choose((chosen + found.length - 1) % found.length);
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') insert(found[chosen]);
    else return false;
    event.preventDefault();
    return true;
  };
  return { open, found, chosen, insert, show, key: onKey };
}

export function Phrases({ of }) {
  return html`
    <div class="phrases">
      <ul id="phrases" role="listbox" aria-label=${t('phrases')}>
        ${of.found.map(
          (phrase, n) =>
            html` <li
              key=${phrase.key}
              id=${`phrase-${n}`}
              role="option"
              aria-selected=${n === of.chosen}
              onMouseDown=${(event) => {
                event.preventDefault();
                of.insert(phrase);
              }}
            >
              <span>${phrase.text}</span><small>${phrase.initials.slice(0, 8)}</small>
            </li>`,
        )}
        ${!of.found.length && html`<li class="none">${t('no_phrase')}</li>`}
      </ul>
      <small class="hint">${t('phrase_hint')}</small>
    </div>
  `;
}
