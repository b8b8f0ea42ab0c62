/* Says aloud what a slider changed: the words in the chart that are new, once the reader has let go of it. */
(function () {
  "use strict";

  const SETTLED = 500;
  const before = new WeakMap(), waiting = new WeakMap(), regions = new WeakMap();

  // what the chart says at its marks, without the names of its axes
  function told(chart) {
    return [...chart.querySelectorAll(".role-mark text")].map((text) => text.textContent.trim()).filter(Boolean);
  }

  function region(chart) {
    if (!regions.has(chart)) {
      const made = document.createElement("p");
      made.className = "visually-hidden";
      made.setAttribute("role", "status");
      made.setAttribute("aria-live", "polite");
      chart.after(made);
      regions.set(chart, made);
    }
    return regions.get(chart);
  }

  function announce(chart) {
    const old = new Set(before.get(chart));
    region(chart).textContent = told(chart).filter((words) => !old.has(words)).join("; ");
    before.delete(chart);
  }

  document.addEventListener("input", (event) => {
    const chart = event.target instanceof Element && event.target.closest(".vega-bind") && event.target.closest(".chart");
    if (!chart) return;
    if (!before.has(chart)) before.set(chart, told(chart));
    region(chart);
    clearTimeout(waiting.get(chart));
    waiting.set(chart, setTimeout(() => announce(chart), SETTLED));
  }, true);
})();
