/* The map: a button for every scene and ending, lines for their ways, groups behind them. Every node can be focused and moved by keys. */
(function (story) {
  "use strict";
  const WIDTH = 168;
  const HEIGHT = 64;
  const READABLE = 0.7; // of the full size
  let namespace = ""; // of the drawing that stands in the page
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function drawn(name, attributes) {
    const element = document.createElementNS(namespace, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  /* Places by dagre for all parts: left to right, as the story runs. */
  function tidied(store) {
    const graph = new dagre.graphlib.Graph();
    graph.setGraph({ rankdir: "LR", nodesep: 24, ranksep: 70, marginx: 24, marginy: 24 });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const { raw } of store.parts) graph.setNode(raw.value.key, { width: WIDTH, height: HEIGHT });
    for (const raw of store.scenes) {
      for (const way of store.ways(raw)) if (graph.hasNode(way.target)) graph.setEdge(raw.value.key, way.target);
    }
    dagre.layout(graph);
    return new Map(graph.nodes().map((key) => [key, { x: graph.node(key).x - WIDTH / 2, y: graph.node(key).y - HEIGHT / 2 }]));
  }

  class StoryMap {
    constructor(root, editor) {
      this.editor = editor;
      this.store = editor.store;
      this.view = root.querySelector("[data-map-view]");
      this.layer = root.querySelector("[data-map-layer]");
      this.lines = root.querySelector("[data-map-lines]");
      namespace = this.lines.namespaceURI;
      this.nodes = new Map();
      this.scale = 1;
      this.layer.addEventListener("pointerdown", (event) => this.grab(event));
      this.layer.addEventListener("keydown", (event) => this.key(event));
      this.layer.addEventListener("focusin", (event) => { if (event.target.dataset.key) editor.select(event.target.dataset.key, false); });
      this.layer.addEventListener("dblclick", (event) => { const node = event.target.closest("[data-key]"); if (node) editor.edit(node.dataset.key); });
      this.view.addEventListener("wheel", (event) => { if (event.ctrlKey) { event.preventDefault(); this.zoom(event.deltaY < 0 ? 1.1 : 0.9); } }, { passive: false });
    }

    /* Where everything stands: as stored, else as tidying up would put it, without storing that. */
    placed() {
      const stored = new Map(this.store.parts.map(({ raw }) => [raw.value.key, { x: raw.value.x, y: raw.value.y }]));
      const isLost = (place) => !Number.isFinite(place.x) || !Number.isFinite(place.y);
      if (![...stored.values()].some(isLost)) return stored;
      const auto = tidied(this.store);
      return new Map([...stored].map(([key, place]) => [key, isLost(place) ? auto.get(key) : place]));
    }

    draw() {
      const focused = document.activeElement && this.layer.contains(document.activeElement) ? document.activeElement.dataset.key : null;
      this.places = this.placed();
      const known = [...this.places.values()];
      this.origin = { x: Math.min(0, ...known.map((place) => place.x)) - 40, y: Math.min(0, ...known.map((place) => place.y)) - 40 };
      this.size = { x: Math.max(...known.map((place) => place.x), 0) + WIDTH + 80 - this.origin.x, y: Math.max(...known.map((place) => place.y), 0) + HEIGHT + 80 - this.origin.y };
      this.lines.replaceChildren();
      this.lines.setAttribute("width", this.size.x);
      this.lines.setAttribute("height", this.size.y);
      this.nodes = new Map();
      this.drawGroups();
      this.drawLines();
      const buttons = this.store.parts.map((part) => this.node(part));
      this.layer.replaceChildren(this.lines, ...buttons);
      this.apply();
      if (focused && this.nodes.has(focused)) this.nodes.get(focused).focus({ preventScroll: true });
    }

    at(key) {
      const place = this.places.get(key);
      return { x: place.x - this.origin.x, y: place.y - this.origin.y };
    }

    drawGroups() {
      const groups = new Map();
      for (const raw of this.store.scenes) {
        if (raw.value.group) groups.set(raw.value.group, [...(groups.get(raw.value.group) || []), this.at(raw.value.key)]);
      }
      for (const [name, places] of groups) {
        const x = Math.min(...places.map((place) => place.x)) - 16;
        const y = Math.min(...places.map((place) => place.y)) - 30;
        const width = Math.max(...places.map((place) => place.x)) + WIDTH + 16 - x;
        const height = Math.max(...places.map((place) => place.y)) + HEIGHT + 16 - y;
        this.lines.append(drawn("rect", { x, y, width, height, rx: 8, class: "story-group" }));
        const label = drawn("text", { x: x + 10, y: y + 19, class: "story-group-name" });
        label.textContent = name;
        this.lines.append(label);
      }
    }

    drawLines() {
      for (const raw of this.store.scenes) {
        for (const way of this.store.ways(raw)) {
          if (this.places.has(way.target)) this.lines.append(drawn("path", { d: this.curve(raw.value.key, way.target), class: `story-line story-line--${way.kind}` }));
        }
      }
    }

    curve(from, to) {
      const a = this.at(from);
      const b = this.at(to);
      const start = { x: a.x + WIDTH, y: a.y + HEIGHT / 2 };
      const end = { x: b.x, y: b.y + HEIGHT / 2 };
      const bend = Math.max(40, Math.abs(end.x - start.x) / 2);
      return `M${start.x},${start.y} C${start.x + bend},${start.y} ${end.x - bend},${end.y} ${end.x},${end.y} m-7,-4 l7,4 l-7,4`;
    }

    node(part) {
      const { key, title } = part.raw.value;
      const button = document.createElement("button");
      const problems = this.editor.problems(key);
      button.type = "button";
      button.dataset.key = key;
      button.className = `story-node story-node--${part.kind}`;
      button.classList.toggle("has-errors", problems.some((finding) => finding.severity === "error"));
      button.classList.toggle("has-warnings", problems.length > 0);
      button.classList.toggle("is-start", this.store.start === key);
      button.setAttribute("aria-pressed", String(this.editor.selected === key));
      button.setAttribute("aria-label", this.editor.describe(part));
      const name = document.createElement("span");
      name.textContent = title || key;
      button.append(name);
      if (problems.length) {
        const count = document.createElement("span");
        count.className = "story-count";
        count.textContent = problems.length;
        button.append(count);
      }
      if (part.kind === "scene") {
        const handle = document.createElement("span");
        handle.className = "story-handle";
        handle.dataset.handle = key;
        button.append(handle);
      }
      const place = this.at(key);
      button.style.transform = `translate(${place.x}px, ${place.y}px)`;
      this.nodes.set(key, button);
      return button;
    }

    mark() {
      for (const [key, node] of this.nodes) node.setAttribute("aria-pressed", String(this.editor.selected === key));
    }

    focus(key) {
      const node = this.nodes.get(key);
      if (!node) return;
      node.focus();
      node.scrollIntoView({ block: "nearest", inline: "nearest" });
    }

    // --- Zoom ------------------------------------------------------------------------------------

    apply() {
      this.layer.style.transform = `scale(${this.scale})`;
      this.layer.style.inlineSize = `${this.size.x}px`;
      this.layer.style.blockSize = `${this.size.y}px`;
    }

    zoom(by) {
      this.scale = Math.min(2, Math.max(0.15, this.scale * by));
      this.apply();
    }

    fit() {
      this.scale = Math.min(1, Math.max(0.15, Math.min(this.view.clientWidth / this.size.x, this.view.clientHeight / this.size.y)));
      this.apply();
      this.view.scrollTo(0, 0);
    }

    /* At first: all of it, but no smaller than can be read; then from the first scene on. */
    begin() {
      this.fit();
      if (this.scale >= READABLE) return;
      this.scale = READABLE;
      this.apply();
      if (!this.places.has(this.editor.selected)) return;
      const place = this.at(this.editor.selected);
      this.view.scrollTo(place.x * READABLE - 40, (place.y + HEIGHT / 2) * READABLE - this.view.clientHeight / 2);
    }

    tidy() { this.store.move(tidied(this.store)); }

    /* The middle of what is in sight, for what is added. */
    middle() {
      const x = (this.view.scrollLeft + this.view.clientWidth / 2) / this.scale + this.origin.x - WIDTH / 2;
      const y = (this.view.scrollTop + this.view.clientHeight / 2) / this.scale + this.origin.y - HEIGHT / 2;
      return { x, y };
    }

    // --- Pointer ---------------------------------------------------------------------------------

    grab(event) {
      const handle = event.target.closest("[data-handle]");
      const node = event.target.closest("[data-key]");
      if (!node || event.button) return;
      const begun = { x: event.clientX, y: event.clientY };
      const place = this.at(node.dataset.key);
      const line = handle ? this.lines.appendChild(drawn("path", { class: "story-line is-new" })) : null;
      let isMoved = false;
      const move = (moved) => {
        const by = { x: (moved.clientX - begun.x) / this.scale, y: (moved.clientY - begun.y) / this.scale };
        if (Math.hypot(by.x, by.y) > 4) isMoved = true;
        if (!isMoved) return;
        if (line) line.setAttribute("d", `M${place.x + WIDTH},${place.y + HEIGHT / 2} L${place.x + WIDTH + by.x},${place.y + HEIGHT / 2 + by.y}`);
        else node.style.transform = `translate(${place.x + by.x}px, ${place.y + by.y}px)`;
        node.lastMove = by;
      };
      const drop = (dropped) => {
        document.removeEventListener("pointermove", move);
        document.removeEventListener("pointerup", drop);
        document.removeEventListener("pointercancel", drop);
        if (line) line.remove();
        if (!isMoved || dropped.type === "pointercancel") return;
        if (!line) { this.store.move([[node.dataset.key, this.snapped(place, node.lastMove)]]); return; }
        const target = document.elementFromPoint(dropped.clientX, dropped.clientY)?.closest("[data-key]");
        if (target && this.layer.contains(target)) this.editor.connect(node.dataset.key, target.dataset.key);
      };
      document.addEventListener("pointermove", move);
      document.addEventListener("pointerup", drop);
      document.addEventListener("pointercancel", drop);
    }

    snapped(place, by) {
      const whole = (number) => Math.round(number / 10) * 10;
      return { x: whole(place.x + by.x + this.origin.x), y: whole(place.y + by.y + this.origin.y) };
    }

    // --- Keys ------------------------------------------------------------------------------------

    key(event) {
      const key = event.target.dataset.key;
      if (!key) return;
      const direction = ARROWS[event.key];
      if (direction && event.altKey) {
        const place = this.places.get(key);
        this.store.move([[key, { x: place.x + direction[0] * 20, y: place.y + direction[1] * 20 }]]);
      } else if (direction) this.focusNear(key, direction);
      else if (event.key === "Enter") this.editor.edit(key);
      else if (event.key === "Delete") this.editor.remove(key);
      else return;
      event.preventDefault();
    }

    /* The nearest node on that side; what lies straight ahead counts for more than what lies beside. */
    focusNear(key, [dx, dy]) {
      const here = this.places.get(key);
      let best = null;
      for (const [other, place] of this.places) {
        const along = (place.x - here.x) * dx + (place.y - here.y) * dy;
        const across = Math.abs((place.x - here.x) * dy) + Math.abs((place.y - here.y) * dx);
        if (other !== key && along > 0 && (!best || along + 2 * across < best.far)) best = { other, far: along + 2 * across };
      }
      if (best) this.focus(best.other);
    }
  }

  story.StoryMap = StoryMap;
})(globalThis.bluehelmStory);
