/* The story as the page form holds it: two streams as JSON, and the key of the first scene. Every change can be undone. */
(function (root) {
  "use strict";
  const MOST_UNDO = 50;

  /* The values of a list as Wagtail stores it, in either of its two forms. */
  const items = (list) => (list || []).map((item) => (item && item.type === "item" && "value" in item ? item.value : item));
  const isPlain = (list) => list.length > 0 && !(list[0] && list[0].type === "item" && "value" in list[0]);
  function pushItem(list, value) {
    list.push(isPlain(list) ? value : { type: "item", value, id: crypto.randomUUID() });
  }

  class Store {
    constructor(scenes, endings, start) {
      this.fields = { scenes, endings, start };
      this.undone = [];
      this.done = [];
      this.listeners = [];
      this.read();
    }

    read() {
      this.scenes = JSON.parse(this.fields.scenes.value || "[]");
      this.endings = JSON.parse(this.fields.endings.value || "[]");
    }

    get start() { return this.fields.start ? this.fields.start.value : ""; }

    get parts() {
      return [...this.scenes.map((raw) => ({ kind: "scene", raw })), ...this.endings.map((raw) => ({ kind: "ending", raw }))];
    }

    part(key) { return this.parts.find((part) => part.raw.value.key === key); }

    /* Every way on of a scene, as {target, text, list, value}. */
    ways(raw) {
      const choices = items(raw.value.choices).map((value) => ({ target: value.target || "", text: value.text || "", value, kind: "choice" }));
      const routes = items(raw.value.routes).map((value) => ({ target: value.target || "", text: "", value, kind: "route" }));
      return [...routes, ...choices];
    }

    waysTo(key) {
      return this.scenes.flatMap((raw) => this.ways(raw).filter((way) => way.target === key).map((way) => ({ ...way, from: raw })));
    }

    /* A short name that no scene or ending has. */
    newKey(title) {
      const base = (title || "scene").normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 50) || "scene";
      const taken = new Set(this.parts.map((part) => part.raw.value.key));
      let key = base;
      for (let number = 2; taken.has(key); number += 1) key = `${base}-${number}`;
      return key;
    }

    onChange(listener) { this.listeners.push(listener); }

    snapshot() {
      return { scenes: this.fields.scenes.value, endings: this.fields.endings.value, start: this.start };
    }

    /* One step that can be undone. ``change`` may alter scenes, endings, and return a new first scene. */
    change(change) {
      const before = this.snapshot();
      const start = change(this);
      const after = { scenes: JSON.stringify(this.scenes), endings: JSON.stringify(this.endings), start: typeof start === "string" ? start : this.start };
      const same = (text, other) => text === other || JSON.stringify(JSON.parse(text || "[]")) === other;
      if (same(before.scenes, after.scenes) && same(before.endings, after.endings) && before.start === after.start) return;
      this.done.push(before);
      if (this.done.length > MOST_UNDO) this.done.shift();
      this.undone = [];
      this.write(after.scenes, after.endings, after.start);
    }

    undo() { this.swap(this.done, this.undone); }

    redo() { this.swap(this.undone, this.done); }

    swap(from, to) {
      const state = from.pop();
      if (!state) return;
      to.push(this.snapshot());
      this.write(state.scenes, state.endings, state.start);
      this.read();
    }

    write(scenes, endings, start) {
      for (const [name, value] of Object.entries({ scenes, endings, start })) {
        const field = this.fields[name];
        if (!field || field.value === value) continue;
        field.value = value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
      this.read();
      this.listeners.forEach((listener) => listener());
    }

    // --- Changes ---------------------------------------------------------------------------------

    add(kind, title, place) {
      const key = this.newKey(title);
      const value = { key, title, x: Math.round(place.x), y: Math.round(place.y) };
      const raw = { type: kind, id: crypto.randomUUID(), value: kind === "scene" ? { ...value, choices: [], routes: [] } : value };
      this.change(() => {
        this[kind === "scene" ? "scenes" : "endings"].push(raw);
        return kind === "scene" && !this.start ? key : undefined;
      });
      return key;
    }

    duplicate(key, suffix) {
      const part = this.part(key);
      const raw = structuredClone(part.raw);
      raw.id = crypto.randomUUID();
      raw.value.title = [...`${raw.value.title} ${suffix}`].slice(0, 120).join(""); // by whole characters
      raw.value.key = this.newKey(raw.value.title);
      if (raw.value.x !== null && raw.value.x !== undefined) { raw.value.x += 40; raw.value.y += 60; }
      this.change(() => { this[part.kind === "scene" ? "scenes" : "endings"].push(raw); });
      return raw.value.key;
    }

    connect(from, to, text) {
      this.change(() => {
        const value = this.part(from).raw.value;
        value.choices = value.choices || [];
        const taken = new Set(items(value.choices).map((choice) => choice.key));
        let key = "choice";
        for (let number = 2; taken.has(key); number += 1) key = `choice-${number}`;
        // The only choice there is cannot be a wrong one; how good a further one is, the author says.
        pushItem(value.choices, { key, text, target: to, quality: taken.size ? "" : "right" });
      });
    }

    /* Takes a part away; whatever led to it leads to ``instead``, or nowhere yet. */
    remove(key, instead) {
      this.change(() => {
        for (const way of this.waysTo(key)) way.value.target = instead;
        this.scenes = this.scenes.filter((raw) => raw.value.key !== key);
        this.endings = this.endings.filter((raw) => raw.value.key !== key);
        return this.start === key ? instead : undefined;
      });
    }

    move(places) {
      this.change(() => {
        for (const [key, place] of places) {
          const part = this.part(key);
          if (part) { part.raw.value.x = Math.round(place.x); part.raw.value.y = Math.round(place.y); }
        }
      });
    }

    begin(key) { this.change(() => key); }

    /* The value of a part anew. A new key is taken over wherever the old one was meant. */
    replace(id, value) {
      this.change(() => {
        const part = this.parts.find((each) => each.raw.id === id);
        const old = part.raw.value.key;
        part.raw.value = value;
        if (old && value.key && old !== value.key) {
          this.rename(old, value.key);
          return this.start === old ? value.key : undefined;
        }
        return undefined;
      });
    }

    rename(old, key) {
      const conditions = this.scenes.flatMap((raw) => this.ways(raw).map((way) => way.value.when).filter(Boolean));
      for (const way of this.waysTo(old)) way.value.target = key;
      for (const when of conditions) {
        const groups = [when, ...items(when.groups)];
        for (const test of groups.flatMap((group) => items(group.tests))) {
          if (test.test === "seen" && test.subject === old) test.subject = key;
          if (test.test === "chose" && test.subject.startsWith(`${old}/`)) test.subject = key + test.subject.slice(old.length);
        }
      }
    }
  }

  root.bluehelmStory = { Store, items, pushItem };
})(globalThis);
