/* What the search finds by name: a claim by its id, and a number however its thousands are parted. */
(function () {
  "use strict";
  if (typeof Search === "undefined") return;
  // Sphinx's own words would speak of categories, which this search does not have
  Documentation.TRANSLATIONS[
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories."
  ] = "No page of the book holds all of these words. Fewer words, or another spelling, may find more.";

  const written = new Map();
  const unparted = (text) => text.replace(/(\d),(?=\d{3}(?!\d))/g, "$1");
  const query = Search.query;
  const perform = Search._performSearch;

  // the words of everything that has an anchor, its numbers as one would type them; `written` keeps how they are shown
  function prepare(index) {
    const objects = {};
    for (const [prefix, entries] of Object.entries(index.objects)) {
      const begin = unparted(prefix);
      objects[begin] = (objects[begin] || []).concat(entries.map((entry) => {
        const name = unparted(entry[4]);
        const full = (start, end) => (start ? `${start}.${end}` : end);
        written.set(full(begin, name), full(prefix, entry[4]));
        return [...entry.slice(0, 4), name];
      }));
    }
    index.objects = objects;
  }

  // the claims that are called so, by their id or by its end
  function called(name) {
    const { objects, objnames, docnames, filenames, titles } = Search._index;
    return Object.entries(objects).flatMap(([prefix, entries]) => entries
      .filter(([, , , anchor]) => anchor.toLowerCase() === name || anchor.toLowerCase().endsWith(`/${name}`))
      .map(([page, type, , anchor, end]) => [
        docnames[page], prefix ? `${prefix}.${end}` : end, `#${anchor}`, `${objnames[type][2]}, in ${titles[page]}`, 100,
        filenames[page],
      ]));
  }

  Search.query = (text) => {
    if (!written.size) prepare(Search._index);
    query(unparted(text));
  };

  // the last of the results is shown first
  Search._performSearch = (text, ...terms) => {
    const named = called(text.trim().toLowerCase());
    const places = new Set(named.map(([page, , anchor]) => page + anchor));
    const others = perform(text, ...terms).filter(([page, , anchor]) => !places.has(page + anchor));
    return [...others, ...named].map(([page, title, ...rest]) => [page, written.get(title) || title, ...rest]);
  };
})();
