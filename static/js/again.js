"use strict";
// form[data-again]: is sent again by itself after so many seconds, unless the reader does it or leaves the page.
(() => {
  const form = document.querySelector("form[data-again]");
  setTimeout(() => form.requestSubmit(), 1000 * Number(form.dataset.again));
})();
