"use strict";
// form[data-enter]: Enter goes to the next line instead of sending the form; from the last line to the button.
for (const form of document.querySelectorAll("form[data-enter]")) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-next]")) return;
    event.preventDefault();
    const lines = [...form.querySelectorAll("[data-next]")];
    const next = lines[lines.indexOf(event.target) + 1] ?? form.querySelector("button[type=submit]");
    next.focus();
    if (next.select) next.select();
  });
}
