// What this browser remembers: language, theme, sound. Nothing of customers is ever kept here.
const NAME = 'frontdesk.console';

function read() {
  try {
    return JSON.parse(localStorage.getItem(NAME)) || {};
  } catch {
    return {};
  }
}

const byBrowser = () => ((navigator.language || '').toLowerCase().startsWith('zh') ? 'zh' : 'en');

export const prefs = { language: byBrowser(), theme: 'auto', sound: true, ...read() };

export function applyPrefs() {
  document.documentElement.lang = prefs.language === 'zh' ? 'zh-Hans' : 'en';
  document.documentElement.dataset.theme = prefs.theme;
}

export function prefer(change) {
  Object.assign(prefs, change);
  try {
    localStorage.setItem(NAME, JSON.stringify(prefs));
  } catch {
    // A browser that keeps nothing only forgets the choice.
  }
  applyPrefs();
}
