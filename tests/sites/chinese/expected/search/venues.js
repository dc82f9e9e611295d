siteSearch.part("venues",[["青石港","'"]]);
