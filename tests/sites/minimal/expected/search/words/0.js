siteSearch.part("words/0","020250419 ) |19 ) |2025 ) |april ) |briefing . |one  &|paragraph  &|smallest . |the . ");
