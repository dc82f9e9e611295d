siteSearch.part("topics",[]);
