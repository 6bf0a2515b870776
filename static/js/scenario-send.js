"use strict";
// Without a connection nothing leads to the browser's own page of errors: what was pressed is kept, said, and sent once there is one.
(() => {
  const article = document.querySelector("article");
  const said = document.querySelector("[data-unsent]");
  let waiting = null;
  article.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    if (!waiting?.form.matches("[data-time-up]")) waiting = { form: event.target, button: event.submitter }; // when the time is up, it is up
    said.textContent = said.dataset.unsent;
  });
  addEventListener("online", () => { if (waiting) waiting.form.requestSubmit(waiting.button); });
})();
