siteSearch.part("actors",[["河流委员会","'"],["林小河","'"]]);
