"use strict";
// [data-deadline]: shows the minutes left by the server's clock, says them aloud at thresholds, closes when they are over.
(() => {
  const THRESHOLDS = [10, 5, 1]; // minutes
  const shown = document.querySelector("[data-deadline]");
  const aloud = document.querySelector("[data-time-warning]");
  if (!shown || !aloud) return;

  const deadline = Date.parse(shown.dataset.deadline);
  const ahead = Date.parse(shown.dataset.now) - Date.now(); // of the server before this device
  const words = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "minute", unitDisplay: "long" });
  const left = () => deadline - (Date.now() + ahead);
  let last = Math.ceil(left() / 60000);

  function close() {
    const form = document.querySelector("form[data-quiz]");
    if (form) form.requestSubmit();
    else location.reload();
  }

  function tick() {
    const milliseconds = left();
    if (milliseconds < -500) { close(); return; }
    const minutes = Math.max(0, Math.ceil(milliseconds / 60000));
    if (minutes < last) {
      shown.textContent = words.format(minutes);
      if (THRESHOLDS.includes(minutes)) {
        aloud.textContent = `${aloud.dataset.timeWarning} ${words.format(minutes)}`;
        shown.parentElement.classList.add("tone-care", "is-urgent");
      }
      last = minutes;
    }
    setTimeout(tick, Math.min(1000, Math.max(200, milliseconds)));
  }

  tick();
})();
