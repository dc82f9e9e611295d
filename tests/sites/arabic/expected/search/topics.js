siteSearch.part("topics",[["المياه","'"]]);
