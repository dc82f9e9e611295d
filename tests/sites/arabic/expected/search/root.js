siteSearch.part("root",{"pages":5,"briefings":4,"words":"","heads":"","entries":50,"tops":[],"years":[[2025,4]]});
