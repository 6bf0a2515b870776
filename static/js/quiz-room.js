"use strict";
// textarea[data-most]: says for how many words there is room still, as a text grows; aloud at thresholds alone.
document.querySelectorAll("textarea[data-most]").forEach((area) => {
  const THRESHOLDS = [50, 20, 5, 0]; // words
  const FEW = 10; // of them say nothing yet of how long words are here
  const room = document.getElementById(area.dataset.room);
  const aloud = document.getElementById(`${area.dataset.room}-aloud`);
  if (!room || !aloud || !window.TextEncoder) return;
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const usual = Number(area.dataset.most) / Number(area.dataset.words); // bytes a word
  let last = Infinity;

  function left() {
    const used = new TextEncoder().encode(JSON.stringify(area.value)).length - 2;
    const words = area.value.split(/\s+/).filter(Boolean).length;
    return Math.floor((Number(area.dataset.most) - used) / (words < FEW ? usual : used / words));
  }

  function show() {
    const words = left();
    const text = (words < 0 ? room.dataset.over : room.dataset.left).replace("%(words)s", number.format(Math.abs(words)));
    room.textContent = text;
    room.classList.toggle("tone-care", words <= THRESHOLDS[0]);
    if (THRESHOLDS.some((each) => words <= each && last > each) || (words < 0 && last >= 0)) aloud.textContent = text;
    last = words;
  }
  area.addEventListener("input", show);
  window.addEventListener("load", show);
});
