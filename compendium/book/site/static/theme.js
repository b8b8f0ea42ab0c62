/* Settles light or dark before anything is painted; the theme itself does so only once the page has loaded. And its
   buttons keep the focus when they are pressed by key, and say which colours there are. */
(function () {
  "use strict";

  const root = document.documentElement;
  const mode = root.dataset.mode;
  if (mode === "light" || mode === "dark") root.dataset.theme = mode;
  else root.dataset.theme = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";

  const BUTTONS = ".theme-switch-button, .primary-toggle, .secondary-toggle, .search-button";

  // a press by key is a click without a pointer; the theme then takes the focus away from the button
  document.addEventListener("click", (event) => {
    const button = event.detail === 0 && event.target instanceof Element && event.target.closest(BUTTONS);
    if (button && document.activeElement === document.body) button.focus({ preventScroll: true });
  });

  function name() {
    for (const button of document.querySelectorAll(".theme-switch-button")) {
      button.setAttribute("aria-label", `Color mode: ${root.dataset.mode || "auto"}`);
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    name();
    new MutationObserver(name).observe(root, { attributeFilter: ["data-mode"] });
  });
})();
