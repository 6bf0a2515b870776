"use strict";
// form[data-guard]: the browser asks before a page with unsaved changes is left.
for (const form of document.querySelectorAll("form[data-guard]")) {
  let unsaved = false;
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  form.addEventListener("reset", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
}
