// Keeps the fragment (#…) of an old URL. Without this script the refresh of the page leads to the top of the new one.
location.replace(document.getElementById("_moved").href + location.hash);
