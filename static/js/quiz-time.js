"use strict";
// [data-deadline]: shows the minutes left by the server's clock, says them aloud at thresholds, closes when they are over.
// Every half minute it asks the server whether the time was moved: the invigilator may give more, or pause.
(() => {
  const THRESHOLDS = [10, 5, 1]; // minutes
  const ASK_EVERY = 30; // seconds
  const shown = document.querySelector("[data-deadline]");
  const aloud = document.querySelector("[data-time-warning]");
  if (!shown || !aloud) return;

  const words = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "minute", unitDisplay: "long" });
  let deadline = Date.parse(shown.dataset.deadline);
  let ahead = Date.parse(shown.dataset.now) - Date.now(); // of the server before this device
  const left = () => deadline - (Date.now() + ahead);
  const minutesLeft = () => Math.max(0, Math.ceil(left() / 60000));
  let last = minutesLeft();

  function close() {
    const form = document.querySelector("form[data-quiz]");
    if (form) form.requestSubmit();
    else location.reload();
  }

  function show(minutes) {
    last = minutes;
    shown.textContent = words.format(minutes);
    const isUrgent = minutes <= Math.max(...THRESHOLDS);
    shown.parentElement.classList.toggle("tone-care", isUrgent);
    shown.parentElement.classList.toggle("is-urgent", isUrgent);
  }

  function say(text) {
    aloud.textContent = `${text} ${words.format(last)}`;
  }

  // Whether the server was heard. A pause leads to the page that says so; what is not saved yet stays kept on this device.
  async function ask() {
    if (!shown.dataset.clock) return false;
    let told;
    try {
      const answer = await fetch(shown.dataset.clock, { credentials: "same-origin", headers: { Accept: "application/json" } });
      if (!answer.ok) return false;
      told = await answer.json();
    } catch {
      return false; // no connection just now: the time goes on as it was known
    }
    if (told.state !== "open") { location.assign(told.url); return true; }
    const moved = Math.abs(Date.parse(told.deadline) - deadline) > 1000;
    deadline = Date.parse(told.deadline);
    ahead = Date.parse(told.now) - Date.now();
    if (moved) { show(minutesLeft()); say(aloud.dataset.timeMoved); }
    return true;
  }

  async function tick() {
    if (left() < -500 && !((await ask()) && left() > 0)) { close(); return; }
    const minutes = minutesLeft();
    if (minutes < last) {
      const isPassed = THRESHOLDS.some((each) => minutes <= each && each < last); // a device that slept jumps over minutes
      show(minutes);
      if (isPassed) say(aloud.dataset.timeWarning);
    }
    setTimeout(tick, Math.min(1000, Math.max(200, left())));
  }

  tick();
  const look = () => { if (!document.hidden) ask(); };
  setInterval(look, 1000 * ASK_EVERY);
  document.addEventListener("visibilitychange", look);
})();
