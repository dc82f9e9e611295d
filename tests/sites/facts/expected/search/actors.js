siteSearch.part("actors",[["Ada Marten",",%"],["Northland",",$$"],["Southmark",",%"]]);
