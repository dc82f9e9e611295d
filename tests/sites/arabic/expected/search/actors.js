siteSearch.part("actors",[["هيئة النهر","'"],["سلمى الوادي","'"]]);
