/* Settles light or dark before anything is painted; the theme itself does so only once the page has loaded. */
(function () {
  "use strict";

  const root = document.documentElement;
  const mode = root.dataset.mode;
  if (mode === "light" || mode === "dark") root.dataset.theme = mode;
  else root.dataset.theme = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
})();
