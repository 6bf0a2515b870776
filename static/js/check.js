"use strict";
// Check yourself: CSS shows the reason; this says it to a screen reader, in the one live region of the check.
for (const check of document.querySelectorAll("[data-check]")) {
  const live = check.querySelector("[data-check-live]");
  check.addEventListener("change", (event) => {
    const option = event.target.closest(".check-option");
    const reason = option && option.querySelector(".check-reason");
    if (live && reason) live.textContent = reason.textContent.replace(/\s+/g, " ").trim();
  });
}
