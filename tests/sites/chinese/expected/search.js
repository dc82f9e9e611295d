// Finds pages in the static index under search/. The index consists of scripts, so that it works from disk too.
// docs/search.md describes its format. Tokenization must be the same as in src/export/search/tokenizer.rs.
"use strict";
var siteSearch = (() => {
  const LEVELS = 16, BASE = 45, NEAR = 3, SHOWN = 10, PAUSE = 200, LONGEST = 24, EXCERPT = 240;
  const DIGITS = "#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{}~";
  const VALUE = new Uint8Array(128);
  [...DIGITS].forEach((sign, value) => (VALUE[sign.charCodeAt()] = value));

  // Tokenization
  const PART = "[\\p{Alphabetic}\\p{M}\\p{N}\\u00ad\\u200b-\\u200f]";
  const RUN = new RegExp(PART + "+", "gu");
  const INITIALS = new RegExp(`(?<!${PART})(?:[A-Za-z]\\.)+[A-Za-z](?!${PART})`, "gu");
  const STRIPPED = /[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f]/g;
  const SIGNS = "\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const PIECE = new RegExp(`[${SIGNS}]+|[^${SIGNS}]+`, "gu");
  const SIGN = new RegExp(`^[${SIGNS}]`, "u");
  const SAME = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i", ħ: "h", ŧ: "t", ŋ: "n", ς: "σ", ى: "ي", ی: "ي", ې: "ي", ک: "ك", ة: "ه", ہ: "ه", ە: "ه" };
  [..."٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"].forEach((digit, at) => (SAME[digit] = String(at % 10)));
  const fold = (run) =>
    [...run.normalize("NFKD").replace(STRIPPED, "").toLowerCase()].map((letter) => SAME[letter] ?? letter).join("").normalize("NFC");

  // The tokens of a text. `asked`: of a query, without the tokens that the index has for prefix search only.
  function words(text, asked) {
    const found = [];
    for (const run of text.replace(INITIALS, (all) => all.replaceAll(".", "")).match(RUN) ?? [])
      for (const part of fold(run).match(RUN) ?? [])
        for (const piece of part.match(PIECE)) {
          if (SIGN.test(piece)) {
            const signs = [...piece];
            signs.forEach((sign, at) => (at + 1 < signs.length ? found.push(sign + signs[at + 1]) : asked && at ? 0 : found.push(sign)));
          } else {
            const word = [...piece.replace(/^ال(?=..)/su, "")].slice(0, LONGEST).join("");
            if (!/^[a-z]$/.test(word) || asked) found.push(word);
          }
        }
    return found;
  }

  // Files of the index, each loaded once
  const parts = new Map(), awaited = new Map(), shards = new Set();
  const home = self.document?.currentScript && new URL("search/", document.currentScript.src);
  const load = (name) => {
    if (!parts.has(name))
      parts.set(name, new Promise((give, refuse) => {
        awaited.set(name, give);
        site.fetch(name, () => parts.delete(name) && refuse(new Error(name)));
      }));
    return parts.get(name);
  };
  const site = {
    words, understand: () => understand(),
    find: (text) => read(text).then(seek).then(({ pages }) => pages),
    part(name, content) {
      if (/^(words|heads)/.test(name)) shards.add(content);
      awaited.get(name)?.(content);
    },
    fetch(name, refuse) {
      const script = document.createElement("script");
      script.src = new URL(name + ".js", home);
      script.onerror = refuse;
      document.head.append(script);
    },
  };

  // What few queries need is loaded with the first of them: dates, and other spellings.
  let tools;
  const understand = () => (tools ??= load("../search-query").then((make) => make({ words, fold, shards, RUN, SAME })));
  const dates = async (text) => (/\p{N}{4}/u.test(text) ? (await understand()).dates(text) : [[], text]);

  function numbers(text) {
    const found = [];
    let number = 0;
    for (let at = 0; at < text.length; at += 1) {
      const value = VALUE[text.charCodeAt(at)];
      number = number * BASE + value % BASE;
      if (value < BASE) number = (found.push(number), 0);
    }
    return found;
  }
  function eachPage(text, give) {
    let page = 0;
    for (const number of numbers(text)) give((page += Math.floor(number / LEVELS)), (number % LEVELS) + 1);
  }

  // The files with the postings of a term or prefix. A prefix that spans many files is searched in metadata terms only. One
  // that spans many of those too has its best pages in the root file.
  function files(root, word, open) {
    const file = (firsts, word) => firsts.findLastIndex((first) => first <= word) + 1;
    const range = (folder, firsts) => {
      const from = file(firsts, word), to = open ? file(firsts, word + "\uffff") : from;
      return to - from < NEAR ? Array.from({ length: to - from + 1 }, (_, at) => folder + (from + at)) : null;
    };
    // The index has no term of a single Latin letter.
    const exact = /^[a-z]$/.test(word) ? [] : ["words/" + file(root.words, word)];
    return range("words/", root.words) ?? [...exact, ...(range("heads/", root.heads) ?? [])];
  }

  // The score of a term for each page that contains it.
  async function weigh(root, word, open) {
    const worth = new Map();
    let common = false;
    const add = (text, part) => eachPage(text, (page, level) => worth.set(page, Math.max(worth.get(page) ?? 0, level * part)));
    const whole = await Promise.all(files(root, word, open).map(load));
    for (const line of whole.join("|").split("|")) {
      if (!line.startsWith(word)) continue;
      const [term, heads, texts = ""] = line.split(" ");
      if (term !== word && !open && word.length < 4) continue;
      const part = term === word ? 1 : (word.length / term.length) / 2;
      add(heads, part);
      if (texts === "!") common ||= term === word;
      else add(texts, part);
    }
    const top = open && root.tops.find(([begin]) => begin === word);
    if (top) add(top[1], 0.5);
    const rare = Math.log(1 + root.pages / (common ? root.pages / 2 : worth.size || 1));
    return { worth, rare, common };
  }

  const begin = () => load("root").then((root) => ({ ...root, words: root.words.match(/\S+/g) ?? [], heads: root.heads.match(/\S+/g) ?? [] }));

  // A query: its days, its other terms, and whether the last one may go on.
  async function read(text) {
    const [days, rest] = await dates(text);
    return { days, terms: words(rest, true), open: /\S$/u.test(rest) };
  }

  // Pages with all terms of a query, or else with the greatest number of them, best first; and the words that no page has. A day
  // is one term, and a month begins those of its days.
  async function seek({ days, terms, open }) {
    const root = await begin();
    const asked = terms.filter((word, at) => !/^[a-z]$/.test(word) || (open && at === terms.length - 1));
    const weighed = await Promise.all([
      ...asked.map((word, at) => weigh(root, word, open && at === asked.length - 1)),
      ...days.map((day) => weigh(root, "0" + day.replaceAll("-", ""), day.length < 10)),
    ]);
    const missing = asked.filter((_, at) => !weighed[at].worth.size && !weighed[at].common);
    const found = new Map();
    // Dates select pages, and the words beside them decide which comes first.
    for (const [at, { worth, rare, common }] of weighed.entries())
      for (const [page, level] of worth) {
        const hit = found.get(page) ?? { page, score: 0, has: 0 };
        hit.score += level * rare * (at < asked.length || !asked.length ? 1 : 0.1);
        hit.has += common ? 0 : 1;
        found.set(page, hit);
      }
    let most = 0;
    for (const hit of found.values()) most = Math.max(most, hit.has);
    const best = [...found.values()].filter((hit) => hit.has === most).sort((a, b) => b.score - a.score || b.page - a.page);
    return { pages: best.map((hit) => hit.page), missing };
  }

  const entry = async (root, page) =>
    root.tops.find(([, , best]) => best === page)?.[3] ?? (await load("entries/" + Math.floor(page / root.entries)))[page % root.entries];

  // The lines of a page: its summary, its prose and its facts. Browsers load no pages from disk: the result keeps its excerpt.
  const TEXT = ".prose, .facts, .bottom-line, .statements", LINES = "p, li, td, th, dd, dt, h2, h3", pages = new Map();
  const linesOf = (address) => {
    if (!pages.has(address)) pages.set(address, fetch(address).then((answer) => (answer.ok ? answer.text() : "")).then((html) => {
      const page = new DOMParser().parseFromString(html, "text/html"), main = page.querySelector("main");
      const parts = main ? [...main.querySelectorAll(TEXT)] : [];
      const lines = (parts.length ? parts : [main ?? page.body]).flatMap((part) => (part.matches(LINES) ? [part] : [...part.querySelectorAll(LINES)]));
      const plain = (node) => node.textContent.replace(/\s+/gu, " ").trim();
      // A fact is a line with its day.
      const line = (node) => {
        const when = node.matches(".dates .what > p:first-child") && node.closest("li").querySelector(".when");
        return Object.assign([when ? `${plain(when)}: ${plain(node)}` : plain(node)], { days: when ? [...when.querySelectorAll("time")].map((time) => time.dateTime) : [] });
      };
      return lines.filter((node) => !node.querySelector(LINES)).map(line);
    }));
    return pages.get(address);
  };

  // Results: the sentence with most of the terms, shortened, with its matches marked
  function matches(text, asked) {
    const found = [];
    for (const { 0: run, index } of text.matchAll(RUN)) {
      const at = /[^\0-\u2fff]/u.test(run) ? asked.map((word) => [run.indexOf(word), word.length]).filter(([from]) => from >= 0).sort((a, b) => a[0] - b[0]) : [];
      if (at.length) found.push(...at.map(([from, length]) => [index + from, index + from + length]));
      else if (words(run).some((word) => asked.some((begin) => word.startsWith(begin)))) found.push([index, index + run.length]);
    }
    return found;
  }
  function marked(text, asked) {
    const nodes = [];
    let at = 0;
    for (const [from, to] of matches(text, asked)) {
      if (to <= at) continue;
      nodes.push(text.slice(at, Math.max(at, from)), made("mark", text.slice(Math.max(at, from), to)));
      at = to;
    }
    return [...nodes, text.slice(at)];
  }
  function sentence(lines, asked, days) {
    const dated = lines.filter((line) => line.days?.some((day) => days.some((wanted) => day.startsWith(wanted))));
    if (dated.length) lines = dated;
    const cutter = new Intl.Segmenter(undefined, { granularity: "sentence" });
    let best = "", most = -1;
    for (const [line] of lines)
      for (const { segment } of dated.length ? [{ segment: line }] : cutter.segment(line)) {
        const own = words(segment), has = asked.filter((word) => own.some((other) => other.startsWith(word))).length;
        if (has > most) [best, most] = [segment.trim(), has];
      }
    if (best.length <= EXCERPT) return best;
    const from = best.lastIndexOf(" ", Math.max(0, (matches(best, asked)[0]?.[0] ?? 0) - EXCERPT / 3)) + 1;
    return (from ? "… " : "") + best.slice(from, from + EXCERPT).replace(/\s\S*$/u, "") + " …";
  }

  const made = (name, content, as) => {
    const node = Object.assign(document.createElement(name), as);
    node.append(...[content].flat());
    return node;
  };
  const members = (list) => numbers(list).map(((page) => (number) => (page += number))(0));
  const KINDS = ["topics", "actors", "venues"];
  const yearOf = (root, page) => String(root.years.findLast(([, first]) => first <= page)?.[0] ?? "");

  // A test of pages for each chosen filter.
  async function choices(root, chosen) {
    const tests = chosen.year ? [["year", (page) => yearOf(root, page) === chosen.year]] : [];
    for (const kind of KINDS.filter((kind) => chosen[kind])) {
      const pages = new Set(members((await load(kind)).find(([name]) => name === chosen[kind])?.[1] ?? ""));
      tests.push([kind, (page) => pages.has(page)]);
    }
    return tests;
  }

  function start() {
    const [form, query, state, results, more, browse] = ["search", "query", "state", "results", "more", "browse"].map((id) => document.getElementById("_" + id));
    const narrow = form.querySelector("details"), selects = [...form.querySelectorAll("select")];
    const top = new URL("../", home), given = new URLSearchParams(location.search);
    let turn = 0, hits = [], asked = [], days = [], known;

    // A result loads its own content, the first one first. Its page, for the sentence, is loaded after a pause in typing.
    function item(root, page, first) {
      const own = asked, wanted = days, hit = made("p", [], { className: "hit" }), line = made("li", [hit]);
      line.filled = Promise.resolve(first?.filled).then(() => entry(root, page)).then(([title, href, note, lang, opening]) => {
        line.lang = lang;
        const address = new URL(href, top), say = (text) => (hit.replaceChildren(...marked(text, own)), (hit.hidden = !text));
        line.prepend(made("a", marked(title, own), { href: address }), made("p", note, { className: "meta" }));
        say(opening);
        line.tell = async () => {
          if (address.protocol.startsWith("http")) say(sentence([[opening], ...(await linesOf(address.href))], own, wanted));
        };
      });
      return line;
    }
    const tell = (own) => setTimeout(() => own === turn && [...results.children].forEach((line) => line.filled.then(() => line.tell()).catch(() => {})), PAUSE);
    // Each option shows how many pages it would leave, given the other filters.
    async function offer(root, pages, tests) {
      for (const select of selects) {
        const left = new Set(pages.filter((page) => page >= root.briefings && tests.every(([kind, test]) => kind === select.name || test(page))));
        const counts = new Map();
        const count = (name, pages) => pages.forEach((page) => left.has(page) && counts.set(name, (counts.get(name) ?? 0) + 1));
        if (select.name === "year") left.forEach((page) => count(yearOf(root, page), [page]));
        else for (const [name, list] of await load(select.name)) count(name, members(list));
        const chosen = select.value;
        select.replaceChildren(select.options[0], ...[...counts].sort((a, b) => (select.name === "year" ? b[0] - a[0] : b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))
          .map(([name, number]) => new Option(`${name} (${number})`, name)));
        if (chosen && !counts.has(chosen)) select.append(new Option(chosen, chosen));
        select.value = chosen;
      }
    }
    async function show() {
      const before = results.children.length;
      results.append(...hits.slice(before, before + SHOWN).map((page) => item(known, page)));
      more.hidden = results.children.length >= hits.length;
      tell(turn);
      await results.children[before]?.filled;
      results.children[before]?.firstChild.focus();
    }
    async function run() {
      const own = ++turn, text = query.value, chosen = Object.fromEntries(selects.map(({ name, value }) => [name, value]));
      remember({ q: text.trim(), ...chosen });
      try {
        const wanted = await read(text), { days: dated, terms: now } = wanted, any = now.length || dated.length || selects.some(({ value }) => value);
        const root = (known = await begin());
        const all = () => Array.from({ length: root.pages - root.briefings }, (_, at) => root.pages - 1 - at);
        const { pages, missing } = now.length || dated.length ? await seek(wanted) : { pages: all(), missing: [] };
        const tests = await choices(root, chosen);
        if (own !== turn) return;
        [hits, asked, days] = [any ? pages.filter((page) => tests.every(([, test]) => test(page))) : [], now, dated];
        const fresh = [];
        for (const page of hits.slice(0, SHOWN)) fresh.push(item(root, page, fresh[0]));
        await fresh[0]?.filled;
        if (own !== turn) return;
        results.replaceChildren(...fresh);
        more.hidden = hits.length <= SHOWN;
        browse.hidden = any;
        const { none, one, many, meant } = state.dataset, better = missing.length ? (await understand()).corrected(text.trim(), missing) : "";
        if (own !== turn) return;
        state.textContent = !any ? "" : [none, one][hits.length] ?? many.replace("#", hits.length.toLocaleString(document.documentElement.lang));
        if (better) {
          const [before, after] = meant.split("#");
          state.append(" · ", before, made("a", better, { href: "?" + new URLSearchParams({ q: better }) }), after);
        }
        tell(own);
        if (narrow.open) await offer(root, pages, tests);
      } catch {
        state.textContent = state.dataset.failed;
      }
    }
    // Keep the query in the URL, except from disk, where browsers do not allow it.
    function remember(words) {
      const asks = new URLSearchParams(Object.entries(words).filter(([, value]) => value));
      if (location.protocol !== "file:") history.replaceState(null, "", asks.size ? "?" + asks : location.pathname);
    }
    function keys(event) {
      const links = [query, ...results.querySelectorAll("a")], at = links.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Escape: 0 }[event.key];
      if (at < 0 || to === undefined || (at === 0 && to < 1) || !links[to]) return;
      event.preventDefault();
      links[to].focus();
    }

    query.value = given.get("q") ?? "";
    for (const select of selects) if (given.get(select.name)) select.append(new Option(given.get(select.name), given.get(select.name), true, true));
    narrow.open = selects.some(({ value }) => value);
    query.addEventListener("input", run);
    form.addEventListener("change", (event) => event.target !== query && run());
    form.addEventListener("submit", (event) => { event.preventDefault(); results.querySelector("a")?.focus(); });
    narrow.addEventListener("toggle", () => narrow.open && run());
    more.addEventListener("click", show);
    document.addEventListener("keydown", keys);
    // Load the index after the first paint.
    requestAnimationFrame(() => setTimeout(() => begin().then((root) => {
      // Load a small index before the first key is pressed.
      if (root.words.length < NEAR) [...files(root, "", true), "entries/" + Math.floor((root.pages - 1) / root.entries)].forEach((name) => load(name).catch(() => {}));
      // Compile the regular expressions before the first key is pressed.
      matches("a", words("a", true));
    }, () => {})));
    if (location.search) run();
  }
  if (home) document.addEventListener("DOMContentLoaded", start);
  return site;
})();
