/* A page that was opened from a file may not read other pages: the search then lists what it found without excerpts. */
if (window.location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
