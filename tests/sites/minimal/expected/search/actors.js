siteSearch.part("actors",[]);
