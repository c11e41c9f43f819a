// Tells the agent that something waits: in the title, and by a short sound when wanted.
import { prefs } from './prefs.js';

let audio = null;

/** Two soft notes; `urgent` is higher and comes twice. */
export function chime(urgent = false) {
  if (!prefs.sound) return;
  try {
    audio ||= new AudioContext();
    const notes = urgent ? [880, 1175, 880, 1175] : [660, 880];
    notes.forEach((pitch, n) => note(pitch, audio.currentTime + n * 0.14));
  } catch {
    // No sound device: the title and the list still show it.
  }
}

function note(pitch, from) {
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0.0001, from);
  volume.gain.exponentialRampToValueAtTime(0.12, from + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.22);
  tone.connect(volume).connect(audio.destination);
  tone.start(from);
  tone.stop(from + 0.24);
}

export function title(waiting, unanswered) {
  const marks = [waiting && `●${waiting}`, unanswered && `✉${unanswered}`].filter(Boolean).join(' ');
  document.title = marks ? `${marks} · Frontdesk` : 'Frontdesk';
}
