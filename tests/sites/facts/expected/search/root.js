siteSearch.part("root",{"pages":12,"briefings":9,"words":"","heads":"","entries":50,"tops":[],"years":[[2024,9],[2025,10]]});
