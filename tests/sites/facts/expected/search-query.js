// Dates and other spellings of a query. search.js loads this file when a query has a number of four digits, or a word that no
// page has.
"use strict";
siteSearch.part("../search-query", ({ words, fold, shards, RUN, SAME }) => {
  // The dates of a query as years, months and days, and the rest of the query. Names of months are those of the page's language and
  // of English, and may be shortened.
  const NUMERIC = /(?<!\d)(?:(\d{4})[-年](\d{1,2})(?:[-月](\d{1,2})日?|月)?|(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}))(?!\d)/gu;
  const NAMED = /(?<!\d)(?:(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?)?(?<!\p{L})(\p{L}[\p{L}\p{M}]{2,})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?,?\s+(?:de\s+)?(\d{4})(?!\d)/giu;
  let months;
  function month(name) {
    months ??= ["en", self.document?.documentElement.lang || "en"].flatMap((language) => [undefined, "numeric"].flatMap((day) => {
      const written = new Intl.DateTimeFormat(language, { day, month: "long", timeZone: "UTC" });
      return Array.from({ length: 12 }, (_, at) => [fold(written.formatToParts(Date.UTC(2024, at, 1)).find(({ type }) => type === "month").value), at + 1]);
    }));
    return months.find(([known]) => known.startsWith(fold(name)))?.[1];
  }
  function dates(text) {
    const found = [];
    const take = (all, year, month, day) => {
      if (!(month >= 1 && month <= 12) || day > 31) return all;
      found.push([year, month, day].filter(Boolean).map((part) => String(part).padStart(2, "0")).join("-"));
      return " ";
    };
    const rest = text.replace(/[٠-٩۰-۹]/g, (digit) => SAME[digit])
      .replace(NUMERIC, (all, year, month, day, d, m, y) => take(all, year ?? y, month ?? m, day ?? d))
      .replace(NAMED, (all, before, name, after, year) => take(all, year, month(name), before ?? after));
    return [found, rest];
  }

  // The number of letters to insert, delete, replace or exchange between two words; `most` and more are the same.
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) >= most) return most;
    let last, row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const same = one[i - 1] === other[j - 1];
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + !same);
        if (last && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], last[j - 2] + 1);
      }
      [last, row] = [row, next];
    }
    return row[other.length];
  }
  // The term nearest to a word that no page has, among those that have been loaded: one edit for each four letters. Of several
  // the one on most pages.
  function nearest(word) {
    let best = "", least = Math.floor(word.length / 4) + 1, most = 0;
    for (const line of [...shards].join("|").split("|")) {
      const far = distance(word, line.split(" ", 1)[0], least + 1), size = line.length;
      if (line && far < Math.floor(word.length / 4) + 1 && (far < least || (far === least && size > most))) [best, least, most] = [line.split(" ", 1)[0], far, size];
    }
    return best;
  }

  // A query with the nearest terms instead of the words that no page has; empty if there are none.
  function corrected(text, missing) {
    let changed = false;
    const better = text.replace(RUN, (run) => {
      const own = words(run, true), near = own.length === 1 && missing.includes(own[0]) && nearest(own[0]);
      changed ||= !!near;
      return near || run;
    });
    return changed ? better : "";
  }

  return { dates, distance, corrected };
});
