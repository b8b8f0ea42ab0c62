/* The lines under a page that the search found: from its prose, and never an error for an anchor that is no selector. */
(function () {
  "use strict";
  if (typeof Search === "undefined") return;

  // what stands on a page beside its prose: lists of contents, data of charts, code, cards of facts
  const BESIDE = [
    "script", "style", "template", "dialog", "nav", ".headerlink", ".toctree-wrapper", ".chart", ".chart-words",
    ".source-line", ".more-sources", ".how-made", ".cell_input", "details.hide", ".cell-label", ".visually-hidden",
  ].join();
  const APART = "p, li, dt, dd, th, td, tr, h1, h2, h3, h4, h5, h6, div, section, br";

  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();

  // an anchor may stand in an empty element: what is meant then is what it stands in
  function meant(page, anchor) {
    let part = anchor ? page.getElementById(decodeURIComponent(anchor.slice(1))) : null;
    while (part && !words(part)) part = part.parentElement;
    return part;
  }

  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll(BESIDE).forEach((element) => element.remove());
    page.querySelectorAll(APART).forEach((element) => element.before(" "));
    const prose = page.querySelector("article.bd-article") || page.querySelector("[role=main]");
    return (prose && words(meant(page, anchor) || prose)) || page.title;
  };
})();
