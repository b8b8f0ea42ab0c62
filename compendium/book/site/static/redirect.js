/* Leads from an address of an earlier edition to the page that holds the same now; the old anchor names what was meant. */
(function () {
  "use strict";

  const PAGES = { question: "questions", definition: "definitions", derived: "results", recorded: "results", table: "tables" };
  const LISTED = { assumption: "assumptions", actor: "actors", place: "places", correction: "corrections" };
  const { root, to } = document.documentElement.dataset;
  const way = root === undefined ? document.documentElement.dataset.content_root : root;
  const meant = decodeURIComponent(window.location.hash.slice(1));
  const slash = meant.indexOf("/");
  const [kind, name] = slash > 0 ? [meant.slice(0, slash), meant.slice(slash + 1)] : ["", meant];
  const safe = /^[a-z0-9][a-z0-9:._/-]*$/i.test(meant) && !meant.includes("..");

  // figures, tables and named places of the chapters keep their anchors, on whichever page they stand now
  const stand = document.getElementById("anchors"), moved = stand ? JSON.parse(stand.textContent) : {};

  let address = to || "";
  if (safe && PAGES[kind]) address = PAGES[kind] + "/" + name.replace(":", "/") + ".html";
  else if (safe && LISTED[kind]) address = LISTED[kind] + ".html#" + meant;
  else if (safe && meant.startsWith("source-")) address = "sources/" + meant.slice(7) + ".html";
  else if (safe && kind && kind !== "use" && kind !== "made") address = "claims/" + meant + ".html";
  else if (Object.hasOwn(moved, meant)) address = moved[meant] + "#" + meant;
  if (address) window.location.replace(way + address);
})();
