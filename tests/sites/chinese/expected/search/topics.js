siteSearch.part("topics",[["水","'"]]);
