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

  /* A key from words, that is not taken: small letters, digits and hyphens. */
  function slug(text, otherwise, taken) {
    const base = (text || "").normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 50).replace(/-+$/, "") || otherwise;
    let key = base;
    for (let number = 2; taken.has(key); number += 1) key = `${base}-${number}`;
    return key;
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

    /* Other scenes whose conditions ask whether it was visited, or for one of its choices. */
    askersFor(key) {
      const asks = (test) => (test.test === "seen" && test.subject === key) || (test.test === "chose" && (test.subject || "").startsWith(`${key}/`));
      return this.scenes.filter((raw) => raw.value.key !== key && tests([raw]).some(asks));
    }

    /* A short name that no scene or ending has. */
    newKey(title) { return slug(title, "scene", new Set(this.parts.map((part) => part.raw.value.key))); }

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

    /* Takes a part away; whatever led to it leads to ``instead``, or nowhere yet. No story begins with an ending. */
    remove(key, instead) {
      this.change(() => {
        for (const way of this.waysTo(key)) way.value.target = instead;
        this.scenes = this.scenes.filter((raw) => raw.value.key !== key);
        this.endings = this.endings.filter((raw) => raw.value.key !== key);
        const begins = this.scenes.some((raw) => raw.value.key === instead) ? instead : "";
        return this.start === key ? begins : undefined;
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

    /* Which of these keys another part of the same kind of name has already: that of another part, or twice within the scene. */
    taken(id, value) {
      const choices = items(value.choices).map((choice) => choice.key).filter(Boolean);
      const twice = choices.find((key, number) => choices.indexOf(key) !== number);
      return this.parts.some(({ raw }) => raw.id !== id && value.key && raw.value.key === value.key) ? value.key : twice || "";
    }

    /* The value of a part anew. New keys of it and of its choices are taken over wherever the old ones were meant. */
    replace(id, value) {
      this.change(() => {
        const part = this.parts.find((each) => each.raw.id === id);
        const old = part.raw.value.key;
        const choices = renamed(part.raw.value.choices, value.choices);
        part.raw.value = value;
        repairWithin(value, choices);
        this.repairChoices(old, choices);
        if (old && value.key && old !== value.key) {
          this.rename(old, value.key);
          return this.start === old ? value.key : undefined;
        }
        return undefined;
      });
    }

    rename(old, key) {
      for (const way of this.waysTo(old)) way.value.target = key;
      for (const test of tests(this.scenes)) {
        if (test.test === "seen" && test.subject === old) test.subject = key;
        if (test.test === "chose" && (test.subject || "").startsWith(`${old}/`)) test.subject = key + test.subject.slice(old.length);
      }
    }

    repairChoices(scene, choices) {
      for (const test of tests(this.scenes)) {
        const [of, choice] = (test.subject || "").split("/");
        if (test.test === "chose" && of === scene && choices.has(choice)) test.subject = `${scene}/${choices.get(choice)}`;
      }
    }

    /* A meter or a flag is called otherwise. It stands outside the map, so that undoing does not bring its old key back: what
       can be undone speaks of it by its new key as well. */
    renameSubject(kind, old, key) {
      for (const state of [...this.done, ...this.undone]) {
        const scenes = JSON.parse(state.scenes || "[]");
        if (repairSubject(scenes, kind, old, key)) state.scenes = JSON.stringify(scenes);
      }
      if (repairSubject(this.scenes, kind, old, key)) this.write(JSON.stringify(this.scenes), this.fields.endings.value, this.start);
    }
  }

  const groups = (when) => (when ? [when, ...items(when.groups)] : []);
  const conditions = (scenes) => scenes.flatMap(({ value }) => [...items(value.choices), ...items(value.routes)].map((way) => way.when));
  const tests = (scenes) => conditions(scenes).flatMap(groups).flatMap((group) => items(group.tests));

  /* Old key → new key of the choices that are called otherwise now. They are known by the ids of their list items, or by
     their order where the list has none. */
  function renamed(before, after) {
    const old = (before || []).map((item, number) => [isPlain([item]) ? number : item.id, items([item])[0].key]);
    const now = new Map((after || []).map((item, number) => [isPlain([item]) || isPlain(before) ? number : item.id, items([item])[0].key]));
    const isSame = isPlain(before || []) ? (before || []).length === (after || []).length : true;
    const pairs = isSame ? old.map(([id, key]) => [key, now.get(id)]).filter(([key, to]) => key && to && key !== to) : [];
    return new Map(pairs);
  }

  /* What the scene's own form still says by an old key; a key that another choice has now is meant as that one. */
  function repairWithin(value, choices) {
    const now = new Set(items(value.choices).map((choice) => choice.key));
    const meant = (key) => (choices.has(key) && !now.has(key) ? choices.get(key) : key);
    if (value.timeout_choice) value.timeout_choice = meant(value.timeout_choice);
    for (const choice of items(value.choices)) if (choice.better) choice.better = meant(choice.better);
  }

  /* ``kind``: meters or flags. Whether anything was said of it. */
  function repairSubject(scenes, kind, old, key) {
    const isFlag = (name) => /flag/.test(name || "");
    const effects = scenes.flatMap(({ value }) => items(value.choices)).flatMap((choice) => items(choice.effects));
    const said = [...effects.map((each) => [each, each.effect]), ...tests(scenes).filter(({ test }) => /^(meter|flag)-/.test(test)).map((each) => [each, each.test])];
    const meant = said.filter(([each, name]) => each.subject === old && isFlag(name) === (kind === "flags"));
    for (const [each] of meant) each.subject = key;
    return meant.length > 0;
  }

  root.bluehelmStory = { Store, items, pushItem, slug };
})(globalThis);
