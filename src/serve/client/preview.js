// The preview of `dateline serve`: loads the page again when its bytes have changed, shows errors above it, and has the
// panel with its facts and proposals. The server adds this script to the response; no build contains it.
(() => {
  'use strict';

  const script = document.currentScript;
  const page = JSON.parse(script.dataset.page);
  const shown = JSON.parse(script.dataset.state);
  const FOLDER = '/_dateline/';
  const PLACE = `dateline-place:${location.pathname}`;
  const PANEL = 'dateline-panel';
  const RETRY = 2000;
  // Keys of the panel, which is the only place where they act.
  const KEYS = { a: 'accept', e: 'edit', r: 'reject' };

  const label = (id) => page.labels[`preview-${id}`];
  const recall = (key) => JSON.parse(sessionStorage.getItem(key) ?? 'null');
  const remember = (key, value) => sessionStorage.setItem(key, JSON.stringify(value));

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) {
      if (typeof value === 'function') made.addEventListener(key, value);
      else if (value !== undefined) made.setAttribute(key, value);
    }
    made.append(...children.flat().filter((child) => child !== undefined));
    return made;
  }

  const linked = (text, link) => (link ? element('a', { href: link }, text) : text);

  // --- The parts on the page, apart from its own styles

  const host = element('div', { id: '_dateline' });
  const root = host.attachShadow({ mode: 'open' });
  const toggle = element('button', { type: 'button', class: 'toggle', 'aria-expanded': 'false', 'aria-controls': 'panel',
    'aria-keyshortcuts': 'Alt+P', click: () => setOpen(panel.hidden) }, label('toggle'));
  const status = element('p', { class: 'status', role: 'status' });
  const draft = page.draft ? element('p', { class: 'draft' }, label('draft')) : undefined;
  const panel = element('div', { id: 'panel', hidden: '' });
  const errors = element('section', { class: 'errors', 'aria-label': label('errors'), tabindex: '0', hidden: '' });
  const aside = element('aside', { 'aria-label': label('panel') }, element('div', { class: 'bar' }, status, draft, toggle), panel);
  const styles = element('link', { rel: 'stylesheet', href: `${FOLDER}preview.css` });
  host.hidden = true;
  styles.addEventListener('load', () => (host.hidden = false));
  root.append(styles, errors, aside);
  document.body.append(host);

  // --- Errors

  let closed = '';

  function showErrors(found) {
    const key = JSON.stringify(found);
    if (found.count === 0) closed = '';
    if (errors.dataset.key === key) return;
    errors.dataset.key = key;
    errors.hidden = found.count === 0 || closed === key;
    if (errors.hidden) return errors.replaceChildren();
    const close = () => {
      closed = key;
      errors.hidden = true;
    };
    errors.replaceChildren(
      element('header', {}, element('h2', {}, `${label('errors')}: ${found.count}`),
        element('button', { type: 'button', click: close }, label('close'))),
      element('p', {}, label(latest.page ? 'last-good' : 'no-page')),
      element('div', { role: 'alert' }, found.shown.map(card)),
      found.count > found.shown.length ? element('p', {}, label('more-errors')) : '',
    );
  }

  function card({ severity, code, message, location: place, link, excerpt, help }) {
    return element('article', { class: `card ${severity}` },
      element('h3', {}, element('span', { class: 'code' }, `${severity}[${code}]`), ` ${message}`),
      place ? element('p', { class: 'place' }, linked(place, link)) : undefined,
      excerpt ? element('pre', { tabindex: '0' }, excerpt) : undefined,
      help ? element('p', { class: 'help' }, element('b', {}, `${label('help')}: `), help) : undefined);
  }

  // --- Reload

  let latest = shown;
  let editing = false;
  let waits = false;

  function reload() {
    waits = editing;
    if (editing) return report(label('waits'));
    remember(PLACE, { left: scrollX, top: scrollY });
    location.reload();
  }

  // A state of the server: the page is loaded again only if its bytes or a file that it uses have changed.
  function take(state) {
    latest = state;
    report('');
    showErrors(state.errors);
    if (state.run !== shown.run || state.page !== shown.page) return reload();
    const changed = Object.keys(state.files).filter((file) => state.files[file] !== shown.files[file]);
    const used = changed.flatMap((file) => users(file).map((user) => ({ file, user })));
    if (used.some(({ user }) => user.localName !== 'link' || user.rel !== 'stylesheet')) return reload();
    for (const { file, user } of used) swapStyles(user, state.files[file]);
    shown.files = state.files;
  }

  function users(file) {
    const path = (user) => decodeURIComponent(new URL(user.src || user.href || '', location.href).pathname);
    return [...document.querySelectorAll('link[href], script[src], img[src], source[src], video[src], audio[src]')]
      .filter((user) => user !== script && path(user).endsWith(`/${file}`));
  }

  // The old styles stay until the new ones are loaded, so that the page is never without.
  function swapStyles(link, hash) {
    const fresh = link.cloneNode();
    const url = new URL(link.href);
    url.searchParams.set('changed', hash);
    fresh.href = url.href;
    fresh.addEventListener('load', () => link.remove());
    fresh.addEventListener('error', () => fresh.remove());
    link.after(fresh);
  }

  function keepPlace() {
    const place = recall(PLACE);
    sessionStorage.removeItem(PLACE);
    if (place) scrollTo({ ...place, behavior: 'instant' });
  }

  // --- Events. A hidden page has none: browsers open only a few connections to one server.

  let events;

  function connect() {
    if (document.hidden) return;
    events = new EventSource(`${FOLDER}events?file=${encodeURIComponent(page.file)}`);
    events.addEventListener('message', ({ data }) => take(JSON.parse(data)));
    events.addEventListener('error', () => {
      report(label('offline'));
      if (events.readyState === EventSource.CLOSED) setTimeout(connect, RETRY);
    });
  }

  const report = (text) => (status.textContent = text);

  // --- The panel

  let loads = 0;
  const items = () => [...panel.querySelectorAll('.proposal')];

  // Opens or closes the panel, and focuses a proposal or the button; `null` leaves the focus where it is.
  function setOpen(open, focus = 0) {
    panel.hidden = !open;
    host.toggleAttribute('data-open', open);
    toggle.setAttribute('aria-expanded', String(open));
    remember(PANEL, { ...recall(PANEL), open });
    highlight();
    if (open) load(focus);
    else if (focus !== null) toggle.focus();
  }

  const ask = (path, options) => fetch(FOLDER + path, { ...options,
    headers: { 'content-type': 'application/json', 'x-dateline-token': page.token } });

  // Loads the panel, and then focuses a proposal, or the heading if there is none.
  async function load(focus) {
    const number = (loads += 1);
    if (!panel.firstChild) panel.append(element('p', {}, label('loading')));
    const answer = await ask(`panel?file=${encodeURIComponent(page.file)}`).catch(() => undefined);
    const data = answer?.ok ? await answer.json() : undefined;
    // A later one may have begun.
    if (number !== loads) return;
    if (data) fill(data);
    else panel.replaceChildren(element('p', { role: 'alert' }, label('failed')));
    if (focus === null) return;
    const all = items();
    (all[Math.min(focus, all.length - 1)] ?? panel.querySelector('h2'))?.focus();
  }

  function fill({ source, facts, proposals, hints }) {
    const close = element('button', { type: 'button', click: () => setOpen(false) }, label('close'));
    const heading = element('header', {}, element('h2', { tabindex: '-1' }, label('panel')), close);
    if (!source) return panel.replaceChildren(heading, element('p', {}, label('several-files')));
    const list = (id, entries) => [element('h3', {}, label(id)),
      entries.length ? element('ul', { class: id }, entries) : element('p', {}, label(`no-${id}`))];
    return panel.replaceChildren(heading,
      element('p', { class: 'place' }, linked(source.path, source.link)),
      proposals.length ? element('p', { class: 'keys' }, label('keys')) : '',
      ...list('proposals', proposals.map((proposal) => proposalItem(proposal, source.hash))),
      ...list('facts', facts.map(factItem)),
      ...list('hints', hints.shown.map((hint) => element('li', {}, card(hint)))));
  }

  const factItem = ({ kind, text, origin, link }) => element('li', {},
    element('span', { class: 'kind' }, kind), ' ', text, ' ', element('span', { class: 'origin' }, linked(origin, link)));

  function proposalItem(proposal, hash) {
    const { kind, grade, reason, before, words, after, line, link } = proposal;
    const button = (id) => element('button', { type: 'button', class: id, 'aria-keyshortcuts': id[0],
      click: () => act(item, id) }, label(id));
    const item = element('li', { class: 'proposal', tabindex: '-1', focus: () => highlight(proposal) },
      element('p', {}, element('span', { class: 'kind' }, kind), ' ', element('span', { class: 'grade' }, grade), `: ${reason}`),
      element('blockquote', {}, before, element('mark', {}, linked(words, link)), after),
      element('code', {}, line),
      element('p', { class: 'actions' }, button('accept'), button('edit'), button('reject')));
    item.send = (decision, own) => send(item, { file: page.file, id: proposal.id, hash, decision, line: own });
    item.line = line;
    return item;
  }

  function act(item, action) {
    if (action === 'edit') return edit(item);
    return item.send(action);
  }

  function edit(item) {
    if (item.querySelector('form')) return;
    editing = true;
    const input = element('input', { 'aria-label': label('line'), value: item.line, spellcheck: 'false' });
    const end = () => {
      editing = false;
      form.remove();
      item.focus();
      if (waits) reload();
    };
    // A refused line stays in the form.
    const save = async (event) => {
      event.preventDefault();
      item.line = input.value;
      if (await item.send('edit', item.line)) end();
    };
    const form = element('form', { submit: save, keydown: (event) => {
      event.stopPropagation();
      if (event.key === 'Escape') end();
    } }, input, element('p', { class: 'actions' }, element('button', {}, label('save')),
      element('button', { type: 'button', click: end }, label('cancel'))));
    item.querySelector('code').after(form);
    input.focus();
  }

  // The next proposal takes the place of the decided one, also if the page is loaded again.
  async function send(item, decision) {
    const index = items().indexOf(item);
    item.querySelector('[role=alert]')?.remove();
    remember(PANEL, { open: true, focus: index });
    const answer = await ask('decision', { method: 'POST', body: JSON.stringify(decision) }).catch(() => undefined);
    if (!answer?.ok) {
      const reason = answer ? await answer.text() : label('offline');
      item.append(element('p', { role: 'alert', class: 'refused' }, reason));
      return false;
    }
    await load(index);
    report(label(decision.decision === 'reject' ? 'rejected' : 'accepted'));
    return true;
  }

  function onPanelKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.localName === 'input') return;
    const all = items();
    const index = all.indexOf(event.target.closest('.proposal'));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const action = KEYS[event.key.toLowerCase()];
    if (event.key === 'Escape') setOpen(false);
    else if (step && all.length) all[Math.max(0, Math.min(index + step, all.length - 1))].focus();
    else if (action && index >= 0) act(all[index], action);
    else return;
    event.preventDefault();
  }

  // --- The sentence of a proposal, highlighted in the page

  function highlight(proposal) {
    if (!globalThis.CSS?.highlights) return;
    CSS.highlights.delete('dateline');
    const range = proposal && find(proposal.before + proposal.words + proposal.after);
    if (!range) return;
    CSS.highlights.set('dateline', new Highlight(range));
    range.startContainer.parentElement.scrollIntoView({ block: 'nearest' });
  }

  // Returns the range of a sentence in the text of the page; any white space counts as one space.
  function find(sentence) {
    const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
    let text = '';
    const places = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = 0; at < node.length; at += 1) {
        const isSpace = /\s/.test(node.data[at]);
        if (isSpace && text.endsWith(' ')) continue;
        text += isSpace ? ' ' : node.data[at];
        places.push([node, at]);
      }
    }
    const start = text.indexOf(sentence.trim());
    if (start < 0) return undefined;
    const range = document.createRange();
    range.setStart(...places[start]);
    const [node, at] = places[start + sentence.trim().length - 1];
    range.setEnd(node, at + 1);
    return range;
  }

  // On a wide screen the page makes room for the panel.
  function addPageStyles() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`::highlight(dateline) { background-color: light-dark(#ffe9a3, #5c4a00); color: light-dark(#1c1e22, #fff) }
      @media screen and (min-width: 64rem) { :root:has(> body > #_dateline[data-open]) { margin-inline-end: 27rem } }`);
    document.adoptedStyleSheets.push(sheet);
  }

  // --- Start

  panel.addEventListener('keydown', onPanelKey);
  errors.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') errors.querySelector('button')?.click();
  });
  document.addEventListener('keydown', (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyP') return;
    event.preventDefault();
    setOpen(panel.hidden);
  });
  document.addEventListener('visibilitychange', () => (document.hidden ? events?.close() : connect()));
  addEventListener('load', keepPlace);
  addPageStyles();
  showErrors(shown.errors);
  const kept = recall(PANEL);
  if (kept?.open) {
    remember(PANEL, { open: true });
    setOpen(true, kept.focus ?? null);
  }
  connect();
})();
