/* Light or dark for a figure in a frame: as its address asks, else as the reader's machine does. */
(function () {
  "use strict";
  const asked = new URLSearchParams(window.location.search).get("theme");
  const machine = window.matchMedia("(prefers-color-scheme: dark)");

  function choose() {
    const fixed = asked === "light" || asked === "dark";
    document.documentElement.dataset.theme = fixed ? asked : machine.matches ? "dark" : "light";
  }

  choose();
  machine.addEventListener("change", choose);
})();
