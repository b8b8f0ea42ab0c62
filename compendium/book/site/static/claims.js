// Makes the table of claims searchable, filterable and sortable. Without it, the table is a plain one.
(function () {
  "use strict";

  const FILTERED = ["source", "subject", "question", "standing", "place", "period"];
  const ONLY_FILTERED = ["subject", "place"];

  // what stands in a cell, without its links and without the label that it has on a phone
  function words(cell) {
    return String(cell).replace(/<span class="cell-label">[^<]*<\/span>/, "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim();
  }

  // what a cell is searched for: its words, the full id that it leads to, and its numbers without commas
  function searched(cell) {
    const text = words(cell);
    const leads = Array.from(String(cell).matchAll(/href="[^"#]*#([^"]*)"/g), (found) => decodeURIComponent(found[1]));
    return [text, ...leads, text.replace(/(\d),(?=\d{3}(?!\d))/g, "$1")].join(" ");
  }

  // how each column is filtered and shown, by the words in its head
  function columns(table) {
    return Array.from(table.querySelectorAll("thead th"), (head, index) => {
      const title = head.textContent.trim();
      const name = title.toLowerCase();
      return {
        targets: index,
        visible: !ONLY_FILTERED.includes(name),
        // a link in a cell would lead away from whoever picks it as a filter
        render: (cell, purpose) => (purpose === "sp" ? words(cell) : purpose === "filter" ? searched(cell) : cell),
        searchPanes: { show: FILTERED.includes(name), header: title, orthogonal: "sp" },
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
    const table = document.querySelector("table.all-claims");
    if (!table || !window.DataTable) return;
    followTheme();
    new window.DataTable(table, {
      pageLength: 25,
      lengthMenu: [25, 100, { label: "all", value: -1 }],
      order: [],
      initComplete: nameFields,
      autoWidth: false,
      columnDefs: columns(table),
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
