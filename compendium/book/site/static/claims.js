// Makes a table of all claims of the file beside the page, to be searched, filtered and sorted. Without it, the claims are found source by source.
(function () {
  "use strict";

  const HEADS = ["Claim", "What it says", "Number", "Period", "Source", "Subject", "Question", "Standing", "Place"];
  const FILTERED = ["Source", "Subject", "Question", "Standing", "Place", "Period"];
  const HIDDEN = ["Claim", "Subject", "Place"];
  const SAYS = 1;

  // a row of the file: address, id, and then what stands in the columns after the first
  const cells = ([address, id, ...told]) => [{ address, id }, ...told];

  // what a column is searched for: words, the full id of a claim, numbers without their commas, and a fall or a number
  // below nothing with either sign for minus
  function searched(cell) {
    const bare = cell.replace(/(\d),(?=\d{3}(?!\d))/g, "$1");
    const signed = bare.replace(/^down (\D*)/, "$1\u2212");
    return [cell, bare, signed, signed.replaceAll("\u2212", "-")].join(" ");
  }

  function element(name, text, ...children) {
    const made = document.createElement(name);
    made.textContent = text;
    made.append(...children);
    return made;
  }

  // DataTables takes what it is given for HTML; here everything is text
  const shown = (cell) => element("span", cell).innerHTML;

  function linked(address, text) {
    const link = element("a", text);
    link.href = address;
    return link.outerHTML;
  }

  function columns(root) {
    return HEADS.map((title, index) => ({
      title,
      visible: !HIDDEN.includes(title),
      render: (cell, purpose, [{ address, id }]) => {
        if (index === 0) return id;
        if (purpose === "filter") return searched(cell);
        return index === SAYS && purpose === "display" ? linked(root + address, cell) : shown(cell);
      },
    }));
  }

  // the values of a column with how often each occurs, in order
  function counted(rows, column) {
    const counts = new Map();
    for (const row of rows) if (row[column]) counts.set(row[column], (counts.get(row[column]) || 0) + 1);
    return [...counts].sort(([one], [other]) => one.localeCompare(other, "en", { numeric: true }));
  }

  function filter(rows, title, changed) {
    const choice = element("select", ""), any = element("option", "all"), label = element("label", title);
    any.value = "";
    choice.id = label.htmlFor = `only-${title.toLowerCase()}`;
    choice.append(any);
    for (const [value, count] of counted(rows, HEADS.indexOf(title))) {
      const option = element("option", `${value} (${count})`);
      option.value = value;
      choice.append(option);
    }
    choice.addEventListener("change", () => changed(title, choice.value));
    return element("div", "", label, choice);
  }

  function filters(rows, changed) {
    const clear = element("button", "Clear the filters"), group = element("div", "");
    const choices = FILTERED.map((title) => filter(rows, title, changed));
    clear.type = "button";
    clear.addEventListener("click", () => {
      for (const choice of choices) choice.querySelector("select").value = "";
      for (const title of FILTERED) changed(title, "");
    });
    group.className = "claim-filters";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Filters");
    group.append(...choices, clear);
    return group;
  }

  // Who comes back to the page finds the controls as they were left: the browser sets them, and tells no program.
  function applyRestored(table, place) {
    const value = (control) => place.querySelector(control).value;
    // read before the first drawing, which sets both as the table knows them
    const words = value(".dt-search input"), length = Number(value(".dt-length select"));
    const chosen = [...place.querySelectorAll(".claim-filters select")].filter((choice) => choice.value);
    if (!chosen.length && words === table.search() && length === table.page.len()) return;
    for (const choice of chosen) choice.dispatchEvent(new Event("change"));
    table.search(words).page.len(length).draw();
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
    const table = document.createElement("table"), rows = window.compendiumClaims.map(cells);
    table.className = "table ledger-table all-claims";
    table.createCaption().textContent = "All claims";
    table.caption.className = "visually-hidden";
    place.append(table);
    const shownTable = new window.DataTable(table, {
      pageLength: 25,
      lengthMenu: [25, 100, { label: "all", value: -1 }],
      order: [],
      autoWidth: false,
      data: rows,
      columns: columns(place.dataset.root),
      // on a phone each cell says of which column it is
      createdRow: (row) => row.querySelectorAll("td").forEach((cell, index) => {
        cell.dataset.label = HEADS.filter((title) => !HIDDEN.includes(title))[index];
      }),
      language: {
        search: "Search the claims:", info: "_START_ to _END_ of _TOTAL_ claims", lengthMenu: "_MENU_ claims a page",
        infoFiltered: "", infoEmpty: "No claims",
        zeroRecords: "No claim fits all the words searched for and all the filters set. Take away a word or a filter.",
      },
      layout: {
        top1Start: "search", top1End: "pageLength", bottomStart: "info", bottomEnd: "paging", topEnd: null,
        topStart: () => filters(rows, (title, value) => {
          const column = HEADS.indexOf(title);
          shownTable.search.fixed(title, value ? (_, row) => row[column] === value : null).draw();
        }),
      },
    });
    window.addEventListener("pageshow", ({ persisted }) => persisted || applyRestored(shownTable, place));
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
