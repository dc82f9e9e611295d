siteSearch.part("topics",[["Water",",$$"],["Treaties","."]]);
