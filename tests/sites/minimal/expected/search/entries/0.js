siteSearch.part("entries/0",[["The smallest briefing","briefings/first/index.html","19 April 2025","","One paragraph."]]);
