// The console's words in the chosen language.
import { prefs, prefer } from './prefs.js';
import { set } from './store.js';
import zh from './zh.js';
import en from './en.js';

const dictionaries = { zh, en };

/** The text of a key, its {names} filled in; the key itself when there is none. */
export function t(key, values = {}) {
  const text = dictionaries[prefs.language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** The text of a key, empty when there is none. */
export const known = (key) => dictionaries[prefs.language][key] ?? '';

/** The word for a name of the taxonomy; names without one are shown as they are. */
export function word(group, name) {
  const key = `${group}_${name}`;
  const text = t(key);
  return text === key ? String(name || '').replaceAll('_', ' ') : text;
}

/** Who it is, as agents tell customers apart: guests by the end of their conversation's id, which never changes. */
export function nameOf({ id, customer, name }) {
  if (name) return name;
  if (typeof customer === 'string') return customer;
  return customer?.name || customer?.id || (customer?.level ? t('customer') : guest(id));
}

export const guest = (id) => `${t('guest')} ${String(id).slice(-4).toUpperCase()}`;

export function switchLanguage() {
  prefer({ language: prefs.language === 'zh' ? 'en' : 'zh' });
  set((now) => ({ language: prefs.language, toasts: [...now.toasts] }));
}

// What only keeps a talk going is no matter that could be settled.
const TALK = [
  'inform',
  'greet',
  'goodbye',
  'thanks',
  'affirm',
  'deny',
  'chitchat',
  'bot_challenge',
  'nlu_fallback',
];

/** Names of the taxonomy under which a conversation can be filed. */
export const categories = Object.keys(zh)
  .filter((key) => key.startsWith('topic_'))
  .map((key) => key.slice('topic_'.length))
  .filter((name) => !TALK.includes(name));
