siteSearch.part("root",{"pages":1,"briefings":0,"words":"","heads":"","entries":50,"tops":[],"years":[[2025,0]]});
