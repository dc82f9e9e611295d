siteSearch.part("words/0","19 ) |2025 ) |april ) |briefing . |one  &|paragraph  &|smallest . |the . ");
