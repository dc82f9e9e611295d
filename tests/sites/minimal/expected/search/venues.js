siteSearch.part("venues",[]);
