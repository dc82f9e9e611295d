// Filters the dated facts by one actor or venue, on this page. Without this script the links lead to its own page.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const filter = document.getElementById("_only");
  const state = filter.querySelector("[role=status]"), back = filter.querySelector("button");
  const rows = [...document.querySelectorAll(".year .dates > li:not(.asof)")];
  const sections = document.querySelectorAll("main > .year");
  const links = [...filter.querySelectorAll("a")];

  function show(chosen) {
    const page = chosen?.href.split("#")[0];
    for (const link of links) link.ariaCurrent = link === chosen ? "true" : null;
    for (const row of rows) row.hidden = page && ![...row.querySelectorAll(".how a")].some((link) => link.href === page);
    for (const section of sections) section.hidden = ![...section.querySelectorAll(".dates > li:not(.asof)")].some((row) => !row.hidden);
    back.hidden = !chosen;
    state.textContent = chosen ? state.dataset.some.replace("#", rows.filter((row) => !row.hidden).length).replace("@", chosen.textContent) : state.dataset.all;
  }

  filter.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    // Leave links that open in a new tab or window alone.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(link);
  });
  back.addEventListener("click", () => {
    show(null);
    filter.querySelector("summary").focus();
  });
});
