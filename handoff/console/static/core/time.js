// Times as people read them, by the server's clock.
import { useEffect, useReducer } from '../vendor/hooks.js';
import { prefs } from './prefs.js';
import { state } from './store.js';
import { t } from './i18n.js';

export const now = () => Date.now() + state.skew;

const tickers = new Set();
setInterval(() => tickers.forEach((tick) => tick()), 1000);

/** The server's time; the part that asks is drawn again every second. */
export function useNow() {
  const [, tick] = useReducer((n) => n + 1, 0);
  useEffect(() => {
    tickers.add(tick);
    return () => tickers.delete(tick);
  }, []);
  return now();
}

const two = (n) => String(n).padStart(2, '0');

/** 0:07, 12:30, 1:02:03 */
export function span(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(s / 3600), Math.floor(s / 60) % 60];
  if (hours >= 24) return t('days', { n: Math.floor(hours / 24) });
  return hours ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
}

const locale = () => (prefs.language === 'zh' ? 'zh-CN' : 'en-GB');
/** The shop's clock: what the customer was told and what stands here is the same time. */
const zone = () => state.me?.zone || undefined;
const format = (ms, how) =>
  new Intl.DateTimeFormat(locale(), { timeZone: zone(), ...how }).format(new Date(ms));
const short = () => ({ month: prefs.language === 'zh' ? 'numeric' : 'short', day: 'numeric' });

export const clock = (ms) => format(ms, { hour: '2-digit', minute: '2-digit', hour12: false });
export const seconds = (ms) =>
  format(ms, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
export const dayKey = (ms) => new Intl.DateTimeFormat('sv', { timeZone: zone() }).format(new Date(ms));

export function day(ms) {
  if (dayKey(ms) === dayKey(now())) return t('today');
  if (dayKey(ms) === dayKey(now() - 86400000)) return t('yesterday');
  return format(ms, { month: 'short', day: 'numeric', weekday: 'short' });
}

/** Short: the time today, else the day with the time. */
export function moment(ms) {
  if (!ms) return '';
  if (dayKey(ms) === dayKey(now())) return clock(ms);
  return `${format(ms, short())} ${clock(ms)}`;
}

/** "2026-11-27" as people write it; anything else as it is. */
export function dateOf(text) {
  const noon = Date.parse(`${text}T12:00:00Z`);
  return Number.isNaN(noon) ? text : format(noon, { ...short(), weekday: 'short', timeZone: 'UTC' });
}

/** The moment at which the shop's clock shows "2026-11-27T09:00"; NaN for what is no time. */
export function atClock(text) {
  const wall = Date.parse(`${text}:00Z`);
  const shown = (ms) => Date.parse(`${dayKey(ms)}T${format(ms, HOURS)}:00Z`);
  return Number.isNaN(wall) ? NaN : 2 * wall - shown(wall);
}

const HOURS = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

export function money(total) {
  if (!total || total.amount == null) return '';
  return new Intl.NumberFormat(locale(), { style: 'currency', currency: total.currency || 'CNY' }).format(
    total.amount / 100,
  );
}
