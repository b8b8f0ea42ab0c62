/* Opens a fact's card: by pointing at it, by moving the focus to it, by tapping it. Placed by Bootstrap's Popover,
   which the theme brings; a fact stays a plain link where that is missing. The cards of a page stand in a file beside
   it, which is loaded by a script element when the first is asked for: from a file, too. */
(function () {
  "use strict";

  const OPEN_AFTER = 200;
  const CLOSE_AFTER = 300;
  const MARGIN = 20;
  const FACTS = "a > .fact";
  const FOCUSABLE = "a[href], button";
  const narrow = window.matchMedia("(max-width: 600px)");
  const file = document.currentScript.dataset.cards;
  const root = new URL(document.documentElement.dataset.content_root, document.baseURI).href;
  const templates = new Map();
  const facts = new Set();

  // the card that is open: its link, its dialog, its popover (none for a sheet), and what opened it:
  // "pointer" and "focus" show it in passing, "reader" put the focus inside
  let open = null;
  let opening = 0, closing = 0;
  let pointer = "mouse";
  let returning = false;
  // the file of the cards once it was asked for, and the link whose card shall open when it has come
  let coming = null, wanted = null;

  function factAt(target) {
    const link = target instanceof Element ? target.closest("a") : null;
    return link && facts.has(link) && !inside(link) ? link : null;
  }

  // a card is called by the address that its fact leads to, from the book's first folder
  function called(link) {
    return link.href.startsWith(root) ? link.href.slice(root.length) : "";
  }

  function load() {
    coming = coming || new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = file;
      script.onerror = failed;
      script.onload = () => {
        for (const [name, card] of Object.entries(window.compendiumCards || {})) {
          const template = document.createElement("template");
          template.innerHTML = card;
          templates.set(name, template);
        }
        done();
      };
      document.head.append(script);
    });
    return coming;
  }

  // open a card as soon as it is here; where there is none, a reader who asked for it gets the fact's page
  function withCard(link, act, asked) {
    const name = called(link);
    if (templates.has(name)) return act();
    const instead = () => { if (asked) window.location.assign(link.href); };
    wanted = link;
    load().then(() => {
      if (wanted !== link) return;
      if (templates.has(name)) act();
      else instead();
    }, instead);
  }

  function inside(target) {
    return open !== null && target instanceof Node && (open.popover ? open.popover.tip : open.dialog).contains(target);
  }

  // ---- what a card is made of ----

  function button(name, words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = name;
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  function made(link) {
    const dialog = document.createElement("dialog");
    const close = button("fact-card-close", "\u00d7", () => shut(true));
    const body = document.createElement("div");
    body.className = "fact-card-body";
    close.setAttribute("aria-label", "Close");
    dialog.className = "fact-card";
    dialog.tabIndex = -1;
    dialog.setAttribute("aria-labelledby", "fact-card-name");
    dialog.setAttribute("aria-describedby", "fact-card-says");
    dialog.append(body, close);
    fill(body, [called(link)]);
    body.addEventListener("click", follow);
    return dialog;
  }

  // the last card of the way that the reader took from input to input, under the way back
  function fill(body, way) {
    const shown = templates.get(way[way.length - 1]).content.cloneNode(true);
    headed(shown).id = "fact-card-name";
    shown.querySelector(".fact-card-says").id = "fact-card-says";
    body.replaceChildren(shown);
    body.dataset.way = way.join("\n");
    if (way.length > 1) {
      const before = headed(templates.get(way[way.length - 2]).content).textContent;
      body.prepend(button("fact-card-back", "\u2190 Back to " + before, () => turn(body, way.slice(0, -1))));
    }
  }

  function headed(card) {
    return card.querySelector(".fact-card-value") || card.querySelector(".fact-card-kind");
  }

  function turn(body, way) {
    fill(body, way);
    body.scrollTop = 0;
    open.by = "reader";
    if (open.popover) open.popover.update();
    open.dialog.focus({ preventScroll: true });
  }

  function follow(event) {
    const link = event.target.closest("a");
    if (!link) return;
    const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (plain && link.matches(".fact-card-input") && templates.has(called(link))) {
      event.preventDefault();
      const body = event.currentTarget;
      turn(body, [...body.dataset.way.split("\n"), called(link)]);
    } else {
      // a link may lead to a place on this very page, which the card must not cover
      setTimeout(shut, 0);
    }
  }

  // as much height as there is on the roomier side of the words
  function room(words) {
    const { top, bottom } = words.getBoundingClientRect();
    return Math.max(top, window.innerHeight - bottom) - MARGIN;
  }

  // ---- opening and closing ----

  function show(link, by) {
    if (open && open.link === link) return;
    withCard(link, () => popped(link, by), by === "reader");
  }

  function popped(link, by) {
    if (open && open.link === link) return;
    shut();
    const dialog = made(link);
    // Bootstrap would overwrite the description of the link itself, so it gets the words within
    const words = link.querySelector(".fact");
    dialog.setAttribute("open", "");
    dialog.style.setProperty("--fact-card-room", room(words) + "px");
    const popover = new window.bootstrap.Popover(words, {
      content: dialog, html: true, sanitize: false, trigger: "manual", animation: false, container: document.body,
      placement: "bottom", fallbackPlacements: ["top", "bottom"], customClass: "fact-popover",
      template: '<div class="popover"><div class="popover-arrow"></div><div class="popover-body"></div></div>',
    });
    popover.show();
    open = { link, dialog, popover, by };
    link.setAttribute("aria-expanded", "true");
  }

  function sheet(link) {
    shut();
    const dialog = made(link);
    dialog.classList.add("fact-sheet");
    document.body.append(dialog);
    open = { link, dialog, popover: null, by: "reader" };
    link.setAttribute("aria-expanded", "true");
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); shut(true); });
    dialog.addEventListener("close", () => open && open.dialog === dialog && shut(true));
    dialog.addEventListener("click", (event) => event.target === dialog && shut(true));
    dialog.showModal();
    dialog.focus();
    // the fact is read in the strip above its card
    const below = link.querySelector(".fact").getBoundingClientRect().bottom - dialog.getBoundingClientRect().top;
    if (below > -MARGIN) window.scrollBy({ top: below + MARGIN, behavior: "instant" });
  }

  function enter(link) {
    clearTimeout(opening);
    withCard(link, () => {
      if (narrow.matches) return sheet(link);
      popped(link, "reader");
      open.by = "reader";
      open.dialog.focus({ preventScroll: true });
    }, true);
  }

  function shut(back) {
    clearTimeout(opening);
    clearTimeout(closing);
    wanted = null;
    if (!open) return;
    const { link, dialog, popover } = open;
    open = null;
    link.setAttribute("aria-expanded", "false");
    // where the focus comes back to a fact, its card must not open once more
    returning = true;
    if (popover) popover.dispose();
    else dialog.close();
    dialog.remove();
    if (back) link.focus({ preventScroll: true });
    returning = false;
  }

  // ---- what the reader does ----

  function onPointerOver(event) {
    if (event.pointerType === "touch") return;
    const link = factAt(event.target);
    clearTimeout(opening);
    if (link) load().catch(() => {});
    else if (!open || open.by === "pointer") wanted = null;
    if (link || inside(event.target)) clearTimeout(closing);
    if (link && !(open && (open.link === link || open.by === "reader"))) {
      opening = setTimeout(() => show(link, "pointer"), OPEN_AFTER);
    } else if (open && open.by === "pointer" && !link && !inside(event.target)) {
      clearTimeout(closing);
      closing = setTimeout(shut, CLOSE_AFTER);
    }
  }

  function onPointerDown(event) {
    pointer = event.pointerType;
    if (open && open.popover && !inside(event.target) && factAt(event.target) !== open.link) shut();
  }

  // a mouse has seen the card before it clicks, and follows the link; a finger and a key have not
  function onClick(event) {
    const link = factAt(event.target);
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.detail > 0 && pointer === "mouse") return;
    event.preventDefault();
    enter(link);
  }

  function onKey(event) {
    if (event.key === "Escape" && open && open.popover) {
      event.preventDefault();
      shut(open.dialog.contains(document.activeElement));
    } else if (event.key === " " && factAt(event.target) === event.target) {
      event.preventDefault();
      enter(event.target);
    } else if (event.key === "Tab" && open && open.popover && open.dialog.contains(event.target)) {
      leave(event);
    }
  }

  // the card stands at the end of the page, but in the order of reading it comes right after its fact
  function leave(event) {
    const stops = Array.from(open.dialog.querySelectorAll(FOCUSABLE));
    const at = stops.indexOf(event.target);
    if (event.shiftKey && at <= 0) {
      event.preventDefault();
      shut(true);
    } else if (!event.shiftKey && at === stops.length - 1) {
      shut(true);
    }
  }

  function onFocusIn(event) {
    const link = factAt(event.target);
    if (link && !returning && link.matches(":focus-visible")) show(link, "focus");
    else if (open && open.popover && open.by !== "pointer" && !inside(event.target) && link !== open.link) shut();
  }

  // ---- the start ----

  // what pointing at a link said so far is now its description, for those who listen
  function described(link, index, box) {
    const words = document.createElement("span");
    words.id = "fact-description-" + index;
    words.textContent = link.title;
    box.append(words);
    link.setAttribute("aria-describedby", words.id);
    link.removeAttribute("title");
  }

  function start() {
    if (!window.bootstrap || !window.bootstrap.Popover) return;
    const descriptions = document.createElement("div");
    descriptions.hidden = true;
    document.querySelectorAll(FACTS).forEach((words, index) => {
      const link = words.parentElement;
      if (!called(link)) return;
      facts.add(link);
      link.setAttribute("aria-haspopup", "dialog");
      link.setAttribute("aria-expanded", "false");
      described(link, index, descriptions);
    });
    document.body.append(descriptions);
    document.addEventListener("pointerover", onPointerOver);
    document.addEventListener("pointerdown", onPointerDown);
    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onKey);
    document.addEventListener("focusin", onFocusIn);
    document.documentElement.addEventListener("pointerleave", () => {
      clearTimeout(opening);
      if (open && open.by === "pointer") closing = setTimeout(shut, CLOSE_AFTER);
    });
    // whoever comes back to the page finds it without an open card
    window.addEventListener("pagehide", () => shut());
  }

  // the theme's scripts stand after this one, and have all run when the page is ready
  if (document.readyState === "complete") start();
  else document.addEventListener("DOMContentLoaded", start);
})();
