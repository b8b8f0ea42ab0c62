/* Light or dark for a figure in a frame: as its address asks, else as the reader's machine does. */
(function () {
  "use strict";
  const asked = new URLSearchParams(window.location.search).get("theme");
  const machine = window.matchMedia("(prefers-color-scheme: dark)");

  function choose() {
    const fixed = asked === "light" || asked === "dark";
    document.documentElement.dataset.theme = fixed ? asked : machine.matches ? "dark" : "light";
  }

  // a book that does not know its address is asked for it where it stands
  function place() {
    const unknown = document.querySelector(".unknown-address"), frame = document.querySelector("details pre code");
    if (!unknown || !frame || !/^https?:$/.test(window.location.protocol)) return;
    const here = window.location.origin + window.location.pathname;
    frame.textContent = frame.textContent.replace(/src="[^"]*"/, () => `src="${here}"`);
    unknown.remove();
  }

  document.addEventListener("DOMContentLoaded", place);
  choose();
  machine.addEventListener("change", choose);
})();
