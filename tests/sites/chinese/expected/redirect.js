// Keeps what stands after # in an old address; without this file the page's own refresh leads on, to its top.
location.replace(document.getElementById("_moved").href + location.hash);
