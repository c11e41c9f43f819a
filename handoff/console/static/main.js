// Starts the console: who is logged in decides between the login page and the desk.
import { h, render } from './vendor/preact.js';
import { App } from './parts/app.js';
import { applyPrefs } from './core/prefs.js';
import { resume } from './work/session.js';

applyPrefs();
render(h(App), document.getElementById('app'));
resume();
