// Makes a table of all claims of the file beside the page, to be searched, filtered and sorted. Without it, the claims are found source by source.
(function () {
  "use strict";

  const FILTERED = ["source", "subject", "question", "standing", "place", "period"];
  const ONLY_FILTERED = ["subject", "place"];

  const HEADS = ["Claim", "What it says", "Number", "Period", "Source", "Subject", "Question", "Standing", "Place"];

  // a row of the file: address, id, and then what stands in the columns after the first
  const cells = ([address, id, ...told]) => [{ address, id }, ...told];

  // what a column is searched for: words, the full id of a claim, and numbers without their commas
  const searched = (cell) => `${cell} ${cell.replace(/(\d),(?=\d{3}(?!\d))/g, "$1")}`;

  // DataTables takes what it is given for HTML; here everything is text
  function shown(cell) {
    const text = document.createElement("span");
    text.textContent = cell;
    return text.innerHTML;
  }

  function linked(root, { address, id }) {
    const link = document.createElement("a"), name = document.createElement("code");
    link.href = root + address;
    name.className = "literal";
    name.textContent = id.split("/").pop();
    link.append(name);
    return link.outerHTML;
  }

  function columns(root) {
    return HEADS.map((title, index) => {
      const name = title.toLowerCase();
      return {
        title,
        visible: !ONLY_FILTERED.includes(name),
        render: (cell, purpose) => {
          if (index === 0) return purpose === "display" ? linked(root, cell) : cell.id;
          return purpose === "filter" ? searched(cell) : shown(cell);
        },
        searchPanes: { show: FILTERED.includes(name), header: title },
      };
    });
  }

  // a filter's field is named only by a hint, which goes away as one types
  function nameFields() {
    for (const field of document.querySelectorAll(".dtsp-searchPane input")) {
      field.setAttribute("aria-label", "Search the filter: " + field.placeholder);
    }
  }

  // DataTables tells light from dark by a class, the theme by an attribute
  function followTheme() {
    const page = document.documentElement;
    const follow = () => page.classList.toggle("dark", page.dataset.theme === "dark");
    follow();
    new MutationObserver(follow).observe(page, { attributeFilter: ["data-theme"] });
  }

  function start() {
    const place = document.getElementById("claims-table");
    if (!place || !window.DataTable || !window.compendiumClaims) return;
    followTheme();
    const table = document.createElement("table");
    table.className = "table ledger-table all-claims";
    table.createCaption().textContent = "All claims";
    table.caption.className = "visually-hidden";
    place.append(table);
    new window.DataTable(table, {
      pageLength: 25,
      lengthMenu: [25, 100, { label: "all", value: -1 }],
      order: [],
      initComplete: nameFields,
      autoWidth: false,
      data: window.compendiumClaims.map(cells),
      columns: columns(place.dataset.root),
      searchPanes: { initCollapsed: true, cascadePanes: true, viewTotal: true },
      language: {
        search: "Search the claims:", info: "_START_ to _END_ of _TOTAL_ claims", lengthMenu: "_MENU_ claims a page",
        infoFiltered: "", infoEmpty: "No claims",
        zeroRecords: "No claim fits all the words searched for and all the filters set. Take away a word or a filter.",
        searchPanes: { title: { _: "%d filters set", 0: "No filter set", 1: "One filter set" } },
      },
      layout: { top1: "searchPanes", topStart: "pageLength", topEnd: "search", bottomStart: "info", bottomEnd: "paging" },
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
