// Finds text that is hidden or illegible in a laid-out page. Runs in the page and returns the faults as text.
//
// Text for screen readers only has the class `visually-hidden`, and contains no link. The link that skips to the
// content has the class `skip`, and is hidden until it has the focus. All other text must be visible.

/// Returns the faults of the page in `tab` as laid out now. In print, content that would scroll is cut off.
export const faults = (tab, paper) => tab.evaluate(inPage, paper);

function inPage(paper) {
  const SMALLEST = 8;
  const LONGEST_WORD = 30;
  const ADDRESS = /[/@_]|\w\.\w/;
  const found = new Set();
  const named = (element) => element.localName + [...element.classList].map((name) => `.${name}`).join('');
  const fault = (element, what, text) => found.add(`${what}: “${text.trim().slice(0, 60)}” in ${named(element)}`);
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const hidden = (element) => {
    const around = element.closest('.visually-hidden');
    return around && getComputedStyle(around).clipPath !== 'none';
  };

  // Boxes that clip their overflow, innermost first.
  const cutters = new Map();
  const cuttersOf = (element) => {
    if (!element || element === document.documentElement) return [];
    if (!cutters.has(element)) {
      const style = getComputedStyle(element);
      const cuts = (overflow) => ['hidden', 'clip'].includes(overflow) || (paper && overflow !== 'visible');
      const own = cuts(style.overflowX) || cuts(style.overflowY) || style.clipPath !== 'none' ? [element] : [];
      cutters.set(element, [...own, ...cuttersOf(element.parentElement)]);
    }
    return cutters.get(element);
  };
  const cut = (rect, element) => {
    if (rect.left < -1 || rect.right > document.documentElement.scrollWidth + 1) return !scrolls(element);
    return cuttersOf(element).some((box) => {
      const outer = box.getBoundingClientRect();
      return rect.left < outer.left - 1 || rect.right > outer.right + 1 || rect.top < outer.top - 3 || rect.bottom > outer.bottom + 3;
    });
  };
  const scrolls = (element) => {
    for (let box = element; box && !paper; box = box.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(box).overflowX)) return true;
    }
    return false;
  };

  // Words of scripts that separate words by spaces; others may break anywhere.
  const words = /(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}])[\p{L}\p{M}\p{N}'’])+/gu;
  const breaks = (node) => {
    for (const { 0: token, index } of node.data.matchAll(/\S+/g)) {
      if (token.length > LONGEST_WORD || ADDRESS.test(token)) continue;
      for (const { 0: word, index: at } of token.matchAll(words)) {
        const range = document.createRange();
        range.setStart(node, index + at);
        range.setEnd(node, index + at + word.length);
        const tops = [...range.getClientRects()].filter((rect) => rect.width > 0).map((rect) => rect.top);
        const height = range.getBoundingClientRect().height / Math.max(tops.length, 1);
        if (tops.some((top) => Math.abs(top - tops[0]) > height / 2)) fault(node.parentElement, 'a word is broken', word);
      }
    }
  };

  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('script, style, option, .skip') || !seen(element) || hidden(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 0.5);
    if (!rects.length) fault(element, 'text takes no room', node.data);
    for (const rect of rects) {
      if (rect.height < SMALLEST) fault(element, 'text is too small', node.data);
      if (cut(rect, element)) fault(element, 'text is cut off', node.data);
      lines.push({ rect, node });
    }
    breaks(node);
  }

  // Nothing else may cover the middle of a line of text; lines may touch above and below it.
  const middle = ({ rect, node }) => {
    const quarter = rect.height / 4;
    return { left: rect.left + 1, right: rect.right - 1, top: rect.top + quarter, bottom: rect.bottom - quarter, node };
  };
  const bands = lines.map(middle).sort((one, other) => one.top - other.top);
  bands.forEach((one, at) => {
    for (let next = at + 1; next < bands.length && bands[next].top < one.bottom; next += 1) {
      const other = bands[next];
      const meets = one.left < other.right && other.left < one.right;
      if (meets && other.node !== one.node) fault(other.node.parentElement, `text stands on “${one.node.data.trim().slice(0, 30)}”`, other.node.data);
    }
  });

  for (const element of document.querySelectorAll('a[href], button, summary, input, select')) {
    if (element.closest('.skip') || !seen(element)) continue;
    const text = element.textContent || element.getAttribute('aria-label') || '';
    if (element.closest('.visually-hidden')) fault(element, 'a link stands in hidden text', text);
    const rects = [...element.getClientRects()];
    const large = paper || rects.some((rect) => rect.width >= SMALLEST && rect.height >= SMALLEST);
    if (!large) fault(element, 'a link or button is too small', text);
    if (rects.length && rects.every((rect) => cut(rect, element))) fault(element, 'a link or button is cut off', text);
  }
  return [...found];
}
