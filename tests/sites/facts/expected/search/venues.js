siteSearch.part("venues",[["Embassy of Southmark","."],["Rome",",%"],["Harbour House","."]]);
