"use strict";
// [data-clock]: counts the seconds that are left of a scene (of data-clock-of) down, says them aloud at thresholds, and sends what the clock takes when they are over.
(() => {
  const ALOUD = [0.5, 0.25]; // shares of the time that is given
  const shown = document.querySelector("[data-clock]");
  const aloud = document.querySelector("[data-clock-aloud]");
  const timeUp = document.querySelector("[data-time-up]");
  if (!shown || !timeUp) return;
  const given = Number(shown.dataset.clockOf);

  const words = new Intl.NumberFormat(shown.closest("[lang]").lang, { style: "unit", unit: "second", unitDisplay: "long" });
  const end = Date.now() + 1000 * Number(shown.dataset.clock); // goes on while the phone sleeps
  const said = new Set();
  let isSent = false;
  document.addEventListener("submit", () => { isSent = true; });

  function tick() {
    if (isSent) return;
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    shown.textContent = words.format(left);
    for (const share of ALOUD) {
      if (left <= given * share && left > 0 && !said.has(share)) {
        said.add(share);
        aloud.textContent = `${aloud.dataset.clockAloud} ${left}`;
      }
    }
    if (left === 0) { timeUp.requestSubmit(); return; }
    setTimeout(tick, 250);
  }

  // From here on the time runs on the server as well, so that no reload winds it up again.
  const begins = document.querySelector("[data-clock-shown]");
  if (begins) fetch(begins.action, { method: "POST", body: new FormData(begins), keepalive: true }).catch(() => {});

  shown.hidden = false;
  tick();
})();
