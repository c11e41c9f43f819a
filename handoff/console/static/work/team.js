// What supervisors may do beyond their own conversations.
import { set, state } from '../core/store.js';

export const supervises = (now = state) => ['supervisor', 'admin'].includes(now.me?.role);

/** The conversations of one colleague; everybody's when asked again. */
export function showColleague(id) {
  const colleague = state.shelf === 'team' && state.colleague === id ? null : id;
  set({ shelf: 'team', colleague });
}
