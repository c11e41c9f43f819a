// The widget's looks, inside its own shadow root. A page changes the colour with --frontdesk-accent.
const light = `--bg:#fff;--raised:#fff;--soft:#f3f5f6;--line:#e3e7ea;--text:#16201f;--dim:#5d6b6c;--mine:var(--accent);--mine-text:#fff;
--key:#0b5d56;--warn-bg:#fff4dc;--warn:#7a4b00;--bad:#b3261e;--shadow:0 18px 50px rgb(15 30 30/.2),0 2px 8px rgb(15 30 30/.1)`;
const dark = `--bg:#14191b;--raised:#1e2528;--soft:#20282b;--line:#2f393d;--text:#e8eeee;--dim:#9aa9ab;--mine:#12776e;--mine-text:#fff;
--key:#7fd6cb;--warn-bg:#3a2f14;--warn:#ffd98a;--bad:#ff9b92;--shadow:0 18px 50px rgb(0 0 0/.55);color-scheme:dark`;

// Chinese is broken after punctuation where it can be (keep-all): nothing knows where its words end.
const css = `
:host{--accent:var(--frontdesk-accent,#0f766e);${light};font:15px/1.5 system-ui,-apple-system,"PingFang SC","PingFang TC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:var(--text)}
:host([theme=dark]){${dark}}
@media(prefers-color-scheme:dark){:host(:not([theme=light])){${dark}}}
*{box-sizing:border-box}
[hidden]{display:none!important}
button,textarea{font:inherit;color:inherit}
button{cursor:pointer;background:none;border:0;padding:0}
button:disabled{cursor:default}
svg{width:1.35em;height:1.35em;fill:none;stroke:currentColor;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round;display:block}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.bubble{position:fixed;z-index:2147483000;right:24px;bottom:24px;width:58px;height:58px;border-radius:50%;background:var(--accent);color:#fff;display:grid;place-items:center;box-shadow:var(--shadow);font-size:19px;transition:transform .15s}
.bubble:hover{transform:translateY(-2px)}
.badge{position:absolute;top:-3px;right:-3px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:#d92d20;color:#fff;font-size:13px;line-height:22px;font-weight:600}
.panel{position:fixed;z-index:2147483000;right:24px;bottom:24px;width:388px;height:min(660px,calc(100dvh - 48px));display:flex;flex-direction:column;background:var(--bg);border-radius:18px;box-shadow:var(--shadow);overflow:hidden;border:1px solid var(--line);animation:rise .18s ease-out}
@keyframes rise{from{opacity:0;transform:translateY(12px)}}
header{display:flex;align-items:center;gap:10px;padding:12px 10px 12px 16px;background:var(--accent);color:#fff}
header :focus-visible{outline-color:#fff}
.face{width:38px;height:38px;border-radius:50%;display:grid;place-items:center;background:rgb(255 255 255/.18);flex:none;font-weight:600}
.who{flex:1;min-width:0}
.who b,.who span{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.who b{font-size:16px;line-height:1.3}
.who span{font-size:13px;opacity:.92}
header button{border-radius:10px;height:36px;display:flex;align-items:center;gap:6px;padding:0 9px;font-size:14px;white-space:nowrap}
header button:hover{background:rgb(255 255 255/.16)}
.call{border:1px solid rgb(255 255 255/.55);padding:0 11px 0 9px}
.banner{display:flex;gap:8px;align-items:center;padding:8px 14px;font-size:13.5px;background:var(--warn-bg);color:var(--warn)}
.banner svg{flex:none}
.scroll{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:16px 14px 14px;scrollbar-width:thin;position:relative}
.log{display:flex;flex-direction:column;gap:4px}
.hello{padding:4px 2px 12px}
.hello b{display:block;font-size:18px;margin-bottom:2px}
.hello p{margin:0 0 12px;color:var(--dim)}
.row{display:flex;flex-direction:column;align-items:flex-start;max-width:86%;margin-top:8px}
.row.same{margin-top:0}
.row.customer{align-self:flex-end;align-items:flex-end}
.row.system{align-self:center;align-items:center;max-width:94%}
.name{font-size:12.5px;color:var(--dim);margin:0 4px 2px}
.text{background:var(--soft);border-radius:4px 16px 16px 16px;padding:8px 13px;white-space:pre-wrap;overflow-wrap:anywhere}
.bot .text,.system .text,p{word-break:keep-all;text-wrap:pretty}
.row.same .text{border-top-left-radius:16px}
.customer .text{background:var(--mine);color:var(--mine-text);border-radius:16px 4px 16px 16px}
.customer.same .text{border-top-right-radius:16px}
.agent .text{background:var(--bg);box-shadow:inset 0 0 0 1.5px var(--accent)}
.system .text{background:none;padding:2px 8px;font-size:13.5px;color:var(--dim);text-align:center}
.text a{color:inherit}
time{display:block;text-align:center;font-size:12px;color:var(--dim);margin:12px 0 2px}
.state{font-size:12px;color:var(--dim);margin:2px 4px 0;display:flex;gap:8px}
.state.bad{color:var(--bad)}
.state button{text-decoration:underline;font-size:12px}
.card{background:var(--raised);border:1px solid var(--line);border-radius:14px;padding:11px 13px;margin-top:4px;width:300px;max-width:100%}
.card+.card{margin-top:6px}
.card .top{display:flex;gap:8px;justify-content:space-between;align-items:baseline;font-size:13px;color:var(--dim)}
.card .pill{flex:none;padding:1px 9px;border-radius:9px;background:var(--soft);color:var(--key);font-weight:600;font-size:12.5px}
.card .pill::first-letter{text-transform:uppercase}
.card .body{display:flex;gap:11px;margin-top:5px}
.card img{width:52px;height:52px;border-radius:9px;object-fit:cover;background:var(--soft);flex:none}
.card p{margin:0;font-size:13.5px;color:var(--dim);overflow-wrap:anywhere}
.card p.key{font-size:15.5px;font-weight:600;color:var(--text)}
.choices{display:flex;flex-wrap:wrap;gap:7px;margin:7px 0 2px}
.choices button{border:1px solid var(--accent);color:var(--key);background:var(--bg);border-radius:18px;padding:5px 14px;min-height:36px;text-align:left}
.row.system .choices{justify-content:center}
.choices button:hover:not(:disabled){background:var(--soft)}
.choices button:disabled{border-color:var(--line);color:var(--dim)}
.stars{gap:2px;align-items:center}
.words{color:var(--dim);font-size:14px;margin-left:6px}
.stars button{border:0;font-size:27px;line-height:1;padding:4px 6px;color:color-mix(in srgb,var(--dim) 55%,var(--bg));background:none!important}
.stars button:disabled{opacity:.5}
.stars button.lit{color:#f5a400;opacity:1}
.photo{padding:0;border-radius:14px;overflow:hidden;background:var(--soft);min-width:90px;min-height:60px;max-width:230px;position:relative;display:block}
.photo img{display:block;max-width:100%;max-height:260px;min-width:90px;min-height:60px;object-fit:cover}
.photo span{display:block;padding:18px;font-size:13px;color:var(--dim)}
progress{width:100%;height:4px;accent-color:var(--accent);display:block;margin-top:3px}
.typing{display:flex;gap:4px;width:max-content;padding:13px 14px;margin-top:8px;background:var(--soft);border-radius:4px 16px 16px 16px}
.typing i{width:7px;height:7px;border-radius:50%;background:var(--dim);animation:hop 1.2s infinite}
.typing i:nth-child(2){animation-delay:.15s}.typing i:nth-child(3){animation-delay:.3s}
@keyframes hop{0%,60%,to{opacity:.35;transform:none}30%{opacity:1;transform:translateY(-3px)}}
.newer{position:absolute;left:50%;transform:translateX(-50%);bottom:100%;margin-bottom:8px;background:var(--accent);color:#fff;border-radius:16px;padding:5px 14px;font-size:13.5px;box-shadow:var(--shadow)}
footer{position:relative;border-top:1px solid var(--line);padding:10px 10px max(10px,env(safe-area-inset-bottom))}
.compose{display:flex;align-items:flex-end;gap:4px;background:var(--soft);border-radius:22px;padding:4px;border:1px solid transparent}
.compose:focus-within{border-color:var(--accent);background:var(--bg)}
textarea{flex:1;min-width:0;resize:none;border:0;background:none;padding:7px 2px;min-height:38px;max-height:132px;line-height:1.5;font-size:16px}
textarea:focus-visible{outline:0}
textarea::placeholder{color:var(--dim);opacity:1}
.compose button{width:38px;height:38px;border-radius:50%;display:grid;place-items:center;flex:none;color:var(--dim)}
.compose svg{width:22px;height:22px}
.compose .send{background:var(--accent);color:#fff}
.compose .send:disabled{background:none;color:var(--dim)}
.preview{position:relative;width:max-content;margin:0 0 8px 6px}
.preview img{height:84px;min-width:56px;max-width:180px;border-radius:11px;object-fit:cover;display:block;border:1px solid var(--line)}
.preview button{position:absolute;top:-8px;right:-8px;width:26px;height:26px;border-radius:50%;display:grid;place-items:center;background:var(--text);color:var(--bg);font-size:12px}
.notice{margin:0 8px 7px;font-size:13.5px;color:var(--bad)}
dialog{border:0;padding:0;background:none;max-width:94vw;max-height:94vh}
dialog::backdrop{background:rgb(0 0 0/.8)}
dialog img{max-width:94vw;max-height:94vh;display:block}
@media(max-width:520px){.panel{inset:0;width:auto;height:var(--view,100dvh);bottom:auto;border-radius:0;border:0}.bubble{right:16px;bottom:16px}}
@media(max-width:520px),(pointer:coarse){.choices button,header button{min-width:44px;min-height:44px;border-radius:22px}.compose button{width:44px;height:44px}textarea{padding:10px 2px;min-height:44px}.preview button::after{content:"";position:absolute;inset:-9px}}
@media(max-width:360px){.face{display:none}}
@media(max-width:339px){.call span{display:none}}
@media(prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
`;

export function sheet() {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
