// The live loop: the page is loaded again when it was made anew, and what is wrong stands above it.
(function () {
  "use strict";
  const own = document.currentScript;
  const page = own.dataset.page;
  const stream = new EventSource("/_preview/events?page=" + encodeURIComponent(page));
  const box = document.createElement("aside");
  box.className = "preview-told";
  box.setAttribute("role", "status");
  box.hidden = true;

  function show(said) {
    const lines = said.problems.length ? said.problems : (said.doing ? [said.doing] : []);
    box.hidden = lines.length === 0;
    box.classList.toggle("preview-wrong", said.problems.length > 0);
    box.replaceChildren(...lines.map(function (line) {
      const told = document.createElement("p");
      told.textContent = line;
      return told;
    }));
  }

  stream.addEventListener("message", function (event) {
    const said = JSON.parse(event.data);
    if (said.version !== own.dataset.version) {
      stream.close();
      location.reload();
      return;
    }
    show(said);
  });
  // a page that is kept for going back must not hold its stream open
  addEventListener("pagehide", function () { stream.close(); });
  addEventListener("pageshow", function (event) { if (event.persisted) { location.reload(); } });
  document.addEventListener("DOMContentLoaded", function () { document.body.prepend(box); });
})();
