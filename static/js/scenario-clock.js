"use strict";
// [data-clock]: counts the seconds of a scene down, says them aloud at thresholds, and sends what the clock takes when they are over.
(() => {
  const ALOUD = [0.5, 0.25]; // shares of the time that is given
  const shown = document.querySelector("[data-clock]");
  const aloud = document.querySelector("[data-clock-aloud]");
  const timeUp = document.querySelector("[data-time-up]");
  const given = shown ? Number(shown.dataset.clock) : 0;
  if (!given || !timeUp) return;

  const words = new Intl.NumberFormat(shown.closest("[lang]").lang, { style: "unit", unit: "second", unitDisplay: "long" });
  const begun = performance.now();
  const said = new Set();
  let isSent = false;
  document.addEventListener("submit", () => { isSent = true; });

  function tick() {
    if (isSent) return;
    const left = Math.max(0, Math.ceil(given - (performance.now() - begun) / 1000));
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

  shown.hidden = false;
  tick();
})();
