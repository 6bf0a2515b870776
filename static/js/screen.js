"use strict";
// The keys of a keyboard and of a presenter's clicker press the links that stand on the screen.
const slides = [...document.querySelectorAll(".slide")];
const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
const back = document.documentElement.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
const keys = { [forward]: 1, PageDown: 1, ArrowDown: 1, " ": 1, [back]: -1, PageUp: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

function here() {
  return Math.max(0, slides.findIndex((slide) => `#${slide.id}` === location.hash));
}

document.addEventListener("keydown", (event) => {
  const step = keys[event.key];
  const inside = event.target.closest("a, audio, video");
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || (inside && event.key === " ")) return;
  event.preventDefault();
  const wanted = Math.min(slides.length - 1, Math.max(0, here() + step));
  if (slides[wanted]) location.hash = slides[wanted].id;
});
// A screen reader hears the new screen.
window.addEventListener("hashchange", () => slides[here()] && slides[here()].focus({ preventScroll: true }));
