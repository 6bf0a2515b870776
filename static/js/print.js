"use strict";
// button[data-print] is served hidden: without JS it would do nothing.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
