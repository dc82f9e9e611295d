siteSearch.part("venues",[["مرسى الريحان","'"]]);
