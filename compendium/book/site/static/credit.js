/* Copies the credit of a figure or a table at one click, and says so. */
(function () {
  "use strict";

  const COPIED = "Copied", FAILED = "Not copied: select the line and copy it";
  const STAYS = 4000;

  async function copy(text, line) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // from a file, or where the browser does not allow it: by way of a selection
      const range = document.createRange();
      range.selectNodeContents(line);
      const chosen = getSelection();
      chosen.removeAllRanges();
      chosen.addRange(range);
      return document.execCommand("copy");
    }
  }

  for (const button of document.querySelectorAll(".copy-credit")) {
    const line = document.getElementById(button.dataset.copies);
    const said = button.parentElement.querySelector(".copied");
    if (!line || !said) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      said.textContent = (await copy(line.textContent.trim(), line)) ? COPIED : FAILED;
      setTimeout(() => { said.textContent = ""; }, STAYS);
    });
  }
})();
