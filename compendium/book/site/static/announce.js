/* Says aloud what a slider changed: what the chart says now, once the reader has let go of it. */
(function () {
  "use strict";

  const SETTLED = 500, ROW = 20;
  const waiting = new WeakMap(), regions = new WeakMap();

  // what the chart says at its marks, each behind the name of the row that it stands in
  function told(chart) {
    const middle = (each) => { const box = each.getBoundingClientRect(); return (box.top + box.bottom) / 2; };
    const axis = chart.querySelector(".role-axis[aria-label*='discrete']");
    const rows = axis ? [...axis.querySelectorAll(".role-axis-label text")] : [];
    return [...chart.querySelectorAll(".role-mark text")].map((text) => {
      const lines = text.querySelectorAll("tspan");
      const words = (lines.length ? [...lines].map((line) => line.textContent) : [text.textContent]).join(", ").trim();
      const row = rows.find((each) => Math.abs(middle(each) - middle(text)) < ROW / 2);
      return words && row ? `${row.textContent} ${words}` : words;
    }).filter(Boolean);
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
    region(chart).textContent = told(chart).join("; ");
  }

  document.addEventListener("input", (event) => {
    const chart = event.target instanceof Element && event.target.closest(".vega-bind") && event.target.closest(".chart");
    if (!chart) return;
    region(chart);
    clearTimeout(waiting.get(chart));
    waiting.set(chart, setTimeout(() => announce(chart), SETTLED));
  }, true);
})();
