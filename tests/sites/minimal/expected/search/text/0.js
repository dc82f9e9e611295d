siteSearch.part("text/0",["One paragraph.\n"]);
