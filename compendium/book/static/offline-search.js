/* A page that was opened from a file may read no other page: the search then lists its hits without excerpts. */
(function () {
  "use strict";
  if (window.location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
})();
