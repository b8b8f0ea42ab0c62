/* The book's search: Sphinx's index of words, ranked for a reader who asks a question.
   Titles count before text, chapters before questions, questions before single claims; words that only ask (who, how)
   count nothing. What is shown under a hit comes from a file beside this one, so that it is there from a disk as well. */
(function () {
  "use strict";
  if (typeof Search === "undefined") return;

  const MOST = 60, AROUND = 120, EXCERPT = 260;
  const ASKING = new Set(("who whom whose what which when where why how much many did does do has have had is are was were be been " +
    "can could would should will may might about from out than between any all me tell show find").split(" "));
  // how much a kind of page counts, and a word in its title
  const KINDS = { Chapter: [2.2, 3.5], Question: [1.3, 2], Definition: [1, 2], List: [1, 2], Figure: [1, 1.6] };
  const OTHER = [1, 1.3], OBJECT = [1.2, 3];
  const BEGINS = 700, HEADING = 1.25, EXACT = 1000;
  const texts = window.compendiumSearchTexts || {};
  const unparted = (text) => text.replace(/(\d),(?=\d{3}(?!\d))/g, "$1");
  const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
  const listed = (found) => (found === undefined ? [] : Array.isArray(found) ? found : [found]);

  function wordsOf(text) {
    const stemmer = new Stemmer();
    const all = splitQuery(unparted(text.toLowerCase().trim()));
    const telling = all.filter((word) => !ASKING.has(word) && !stopwords.includes(word));
    return (telling.length ? telling : all).map((word) => ({ word, stem: stemmer.stemWord(word) }));
  }

  // the pages that hold a word in their text or title, also as the beginning of a longer one where none is just it
  function holding(index, { word, stem }) {
    if (Object.hasOwn(index, stem)) return new Set(listed(index[stem]));
    if (Object.hasOwn(index, word)) return new Set(listed(index[word]));
    const longer = word.length > 2 ? Object.keys(index).filter((term) => term.startsWith(stem)) : [];
    return new Set(longer.flatMap((term) => listed(index[term])));
  }

  function withNumber(word) {
    const { docnames, titles } = Search._index;
    const number = new RegExp(`(^|\\D)${word}(\\D|$)`);
    return new Set(docnames.flatMap((name, at) =>
      number.test(unparted(`${titles[at]} ${(texts[name] || ["", ""])[1]}`)) ? [at] : []));
  }

  // the stems of the words of each page's own title; the index holds those of all its headings as one
  let ofTitles = null;
  function titled(at) {
    const stemmer = new Stemmer();
    ofTitles = ofTitles || Search._index.titles.map((title) =>
      new Set(splitQuery(unparted(plain(title).toLowerCase())).map((word) => stemmer.stemWord(word))));
    return ofTitles[at];
  }

  // how much a page says of a word: more where it says it often, and where it begins with it
  function often(name, { stem }) {
    const text = ((texts[name] || ["", ""])[1]).toLowerCase();
    const count = text.split(stem).length - 1;
    return (1 + Math.log2(1 + count) / 3) * (text.slice(0, BEGINS).includes(stem) ? 1.4 : 1);
  }

  function pages(words, whole) {
    const { terms, titleterms, docnames, titles } = Search._index;
    const scores = new Map();
    for (const each of words) {
      const inTitle = holding(titleterms, each);
      const inText = /^\d+$/.test(each.word) ? withNumber(each.word) : holding(terms, each);
      const all = new Set([...inTitle, ...inText]);
      const rare = Math.log(1 + docnames.length / (1 + all.size));
      for (const at of all) {
        const [, title] = KINDS[(texts[docnames[at]] || [])[0]] || OTHER;
        const held = scores.get(at) || { score: 0, words: 0 };
        held.score += rare * often(docnames[at], each) * (titled(at).has(each.stem) ? title : inTitle.has(at) ? HEADING : 1);
        held.words += 1;
        scores.set(at, held);
      }
    }
    return [...scores].map(([at, held]) => {
      const name = docnames[at], kind = (texts[name] || ["List"])[0];
      const share = held.words / words.length;
      const called = [name.toLowerCase(), plain(titles[at]).toLowerCase()].includes(whole) || name.toLowerCase().endsWith(`/${whole}`);
      return { title: plain(titles[at]), kind, address: `${name}.html`, excerpt: (texts[name] || ["", ""])[1],
               score: held.score * share * share * (KINDS[kind] || OTHER)[0] + (called ? EXACT : 0), share };
    });
  }

  // pages that are called so by their id, which may hold none of the words
  function called(whole) {
    const { docnames, titles } = Search._index;
    return docnames.flatMap((name, at) => (/^[\w:./-]*[-/][\w:./-]*$/.test(whole) && name.toLowerCase().endsWith(`/${whole}`)
      ? [{ title: plain(titles[at]), kind: (texts[name] || ["List"])[0], address: `${name}.html`,
           excerpt: (texts[name] || ["", ""])[1], score: EXACT, share: 1 }] : []));
  }

  // places, actors, terms and assumptions, which stand on pages of many
  function objects(words, whole) {
    const { objects: all, objnames, docnames } = Search._index;
    const hits = [];
    for (const [prefix, entries] of Object.entries(all)) {
      for (const [page, type, , anchor, end] of entries) {
        const title = plain(prefix ? `${prefix}.${end}` : end);
        const lower = unparted(title.toLowerCase());
        const held = words.filter(({ word, stem }) => lower.includes(word) || lower.includes(stem)).length;
        if (held < words.length) continue;
        const name = lower.replace(/ \(also .*/, "");
        hits.push({ title, kind: objnames[type][2], address: `${docnames[page]}.html#${anchor}`, excerpt: "", share: 1,
                    score: OBJECT[0] * OBJECT[1] * held * (name === whole ? 4 : lower.startsWith(whole) ? 2 : 1) });
      }
    }
    return hits;
  }

  function ranked(text) {
    const whole = text.toLowerCase().trim(), words = wordsOf(text);
    const found = new Map();
    for (const hit of [...called(whole), ...pages(words, whole), ...objects(words, unparted(whole))]) {
      const before = found.get(hit.address);
      if (!before || before.score < hit.score) found.set(hit.address, hit);
    }
    const hits = [...found.values()].sort((a, b) => b.score - a.score || a.title.localeCompare(b.title));
    const full = hits.filter((hit) => hit.share === 1);
    return [full.length ? hits.filter((hit) => hit.share >= 0.6) : hits, words];
  }

  // ---- what is shown ----

  function marked(text, words) {
    const shown = document.createElement("p");
    shown.className = "context";
    const stems = words.map(({ word, stem }) => (word.startsWith(stem) ? stem : word)).map(_escapeRegExp);
    const parts = stems.length ? text.split(new RegExp(`\\b((?:${stems.join("|")})[\\p{L}\\p{N}]*)`, "giu")) : [text];
    parts.forEach((part, at) => {
      const made = at % 2 ? document.createElement("mark") : null;
      if (made) made.textContent = part;
      shown.append(made || part);
    });
    return shown;
  }

  // the stretch of a page's words in which most of the words asked for stand first
  function excerpt(text, words) {
    const lower = text.toLowerCase();
    const starts = words.map(({ stem }) => lower.indexOf(stem)).filter((at) => at >= 0);
    const near = (at) => starts.filter((other) => other >= at && other < at + EXCERPT).length;
    const best = starts.sort((a, b) => near(b) - near(a) || a - b)[0] || 0;
    const from = best > AROUND ? text.indexOf(" ", best - AROUND) + 1 : 0;
    const to = from + EXCERPT < text.length ? text.lastIndexOf(" ", from + EXCERPT) : text.length;
    return `${from ? "\u2026 " : ""}${text.slice(from, to)}${to < text.length ? " \u2026" : ""}`;
  }

  function item(hit, words) {
    const made = document.createElement("li"), link = document.createElement("a"), kind = document.createElement("span");
    link.href = document.documentElement.dataset.content_root + hit.address;
    link.textContent = hit.title;
    kind.className = "search-kind";
    kind.textContent = hit.kind;
    made.append(link, " ", kind);
    if (hit.excerpt) made.append(marked(excerpt(hit.excerpt, words), words));
    return made;
  }

  Search.query = (text) => {
    const [hits, words] = ranked(text);
    const shown = hits.slice(0, MOST);
    document.getElementById("search-progress")?.replaceChildren();
    Search.stopPulse();
    Search.title.textContent = "Search results";
    Search.output.replaceChildren(...shown.map((hit) => item(hit, words)));
    Search.status.setAttribute("role", "status");
    Search.status.textContent = !hits.length
      ? "No page of the book holds these words. Fewer words, or another spelling, may find more."
      : hits.length > shown.length ? `${hits.length} found, the first ${shown.length} shown.` : `${hits.length} found.`;
  };
})();
