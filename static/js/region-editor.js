"use strict";
// The editor of a picture with places: [data-board] shows the picture with them. A place is drawn or moved with the pointer, or by keyboard:
// arrows move it, with Shift they size it. The number fields below say the same and stay the form.
document.addEventListener("DOMContentLoaded", () => {
  const panel = document.querySelector("[data-board]");
  const image = document.querySelector("input[name=image]");
  if (!panel || !image) return;
  const SIDES = ["left", "top", "width", "height"];
  const { namespaceURI } = document.createRange().createContextualFragment("<svg></svg>").firstChild;
  const make = (name) => document.createElementNS(namespaceURI, name);
  const board = document.createElement("div");
  const help = document.createElement("p");
  const frame = document.createElement("div");
  const picture = document.createElement("img");
  const layer = make("svg");
  let chosen = "";

  function build() {
    help.textContent = panel.dataset.boardHelp;
    help.className = "help";
    frame.style.cssText = "position: relative; display: inline-block; max-width: 100%; touch-action: none;";
    picture.alt = "";
    picture.draggable = false;
    picture.style.cssText = "display: block; max-width: 100%; user-select: none;";
    layer.setAttribute("viewBox", "0 0 100 100");
    layer.setAttribute("preserveAspectRatio", "none");
    layer.setAttribute("role", "group");
    layer.setAttribute("aria-label", panel.dataset.board);
    layer.style.cssText = "position: absolute; inset: 0; width: 100%; height: 100%; cursor: crosshair;";
    frame.append(picture, layer);
    board.append(help, frame);
    panel.prepend(board);
  }

  const field = (place, name) => panel.querySelector(`[name="regions-${place}-value-${name}"]`);
  const places = () => [...panel.querySelectorAll("[name^=regions-][name$=-value-left]")]
    .map((input) => input.name.split("-")[1])
    .filter((place) => panel.querySelector(`[name="regions-${place}-deleted"]`)?.value !== "1");
  const sides = (place) => SIDES.map((side) => Number(field(place, side).value) || 0);
  const round = (value) => String(Math.round(value * 10) / 10);

  // Within the picture, and never without a size.
  function set(place, [left, top, width, height]) {
    const size = [width, height].map((each) => Math.min(100, Math.max(1, each)));
    const corner = [left, top].map((each, n) => Math.min(100 - size[n], Math.max(0, each)));
    [...corner, ...size].forEach((value, n) => {
      const input = field(place, SIDES[n]);
      input.value = round(value);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function draw() {
    board.hidden = !image.value;
    const address = image.value && panel.dataset.preview.replace("/0/", `/${image.value}/`);
    if (address && picture.getAttribute("src") !== address) picture.src = address;
    const focused = document.activeElement?.dataset?.place;
    layer.replaceChildren(...places().map((place, n) => rectangle(place, n + 1)));
    if (focused) layer.querySelector(`[data-place="${focused}"]`)?.focus();
  }

  function rectangle(place, number) {
    const rect = make("rect");
    const [x, y, width, height] = sides(place);
    const isChosen = place === chosen;
    const looks = { x, y, width, height, fill: isChosen ? "rgb(10 92 143 / 35%)" : "rgb(255 255 255 / 15%)", stroke: isChosen ? "#0a5c8f" : "#14212b" };
    Object.entries(looks).forEach(([name, value]) => rect.setAttribute(name, value));
    rect.setAttribute("stroke-width", "3");
    rect.setAttribute("vector-effect", "non-scaling-stroke");
    rect.setAttribute("tabindex", "0");
    rect.setAttribute("role", "button");
    rect.setAttribute("aria-label", `${number}. ${field(place, "text").value}`);
    rect.dataset.place = place;
    return rect;
  }

  function at(event) {
    const box = frame.getBoundingClientRect();
    return [100 * (event.clientX - box.left) / box.width, 100 * (event.clientY - box.top) / box.height];
  }

  // On a place: moves it. Beside: draws the chosen one anew, else the first that has no size yet.
  layer.addEventListener("pointerdown", (start) => {
    const under = start.target.dataset.place;
    const all = places();
    chosen = under || (all.includes(chosen) ? chosen : all.find((place) => !sides(place)[2]) || "");
    if (!chosen || start.button) return;
    start.preventDefault();
    const from = at(start);
    const before = sides(chosen);
    const move = (event) => {
      const to = at(event);
      if (under) set(chosen, [before[0] + to[0] - from[0], before[1] + to[1] - from[1], before[2], before[3]]);
      else set(chosen, [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])]);
    };
    const end = () => {
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", end);
      document.removeEventListener("pointercancel", end);
      layer.querySelector(`[data-place="${chosen}"]`)?.focus();
    };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", end);
    document.addEventListener("pointercancel", end);
    draw();
  });

  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  layer.addEventListener("keydown", (event) => {
    const { place } = event.target.dataset;
    const step = STEPS[event.key];
    if (!place || !step) return;
    event.preventDefault();
    const [left, top, width, height] = sides(place);
    if (event.shiftKey) set(place, [left, top, width + step[0], height + step[1]]);
    else set(place, [left + step[0], top + step[1], width, height]);
  });

  // The place whose fields have the focus is the chosen one.
  panel.addEventListener("focusin", (event) => {
    const place = event.target.dataset.place || /^regions-(\d+)-/.exec(event.target.name || "")?.[1];
    if (!place || place === chosen) return;
    chosen = place;
    draw();
  });
  panel.addEventListener("input", draw);
  image.addEventListener("change", draw);
  new MutationObserver((changes) => { if (changes.some((each) => !board.contains(each.target))) draw(); }).observe(panel, { childList: true, subtree: true });
  build();
  draw();
});
