/* In a scene's form: whatever refers to something else is chosen by its name. The field with the key stays behind the list. */
(function (story) {
  "use strict";
  const { made } = story;
  const LEVEL = "level-at-least";

  class Choosers {
    /* ``place``: where fields of forms come and go; ``editor`` knows the story, ``form`` what is being written now. */
    constructor(place, editor) {
      this.place = place;
      this.editor = editor;
      new MutationObserver(() => this.enhance()).observe(place, { childList: true, subtree: true });
      place.addEventListener("focusin", () => this.fill());
      place.addEventListener("change", (event) => { this.nameChoice(event.target); this.fill(); });
      this.enhance();
    }

    field(name) { return this.place.querySelector(`[name="${CSS.escape(name)}"]`); }

    enhance() {
      for (const field of this.place.querySelectorAll("input[name]:not([data-chosen])")) {
        const options = this.source(field.name);
        if (options) this.replace(field, options);
      }
    }

    /* What may be chosen there, as a function, asked anew each time: lists of [label, options]. */
    source(name) {
      if (/-target$/.test(name)) return () => this.targets();
      if (/^part-choices-\d+-value-better$/.test(name)) return () => [["", this.choices(name.replace(/better$/, ""))]];
      if (name === "part-timeout_choice") return () => [["", this.choices("")]];
      if (/^meter_bounds-\d+-value-subject$/.test(name)) return () => [["", this.editor.names.all("meters")]];
      if (/-tests-\d+-value-subject$/.test(name)) return () => this.asked(this.field(name.replace(/subject$/, "test"))?.value);
      if (/-effects-\d+-value-subject$/.test(name)) return () => [["", this.editor.names.all(/flag/.test(this.field(name.replace(/subject$/, "effect"))?.value) ? "flags" : "meters")]];
      if (/-tests-\d+-value-number$/.test(name)) return () => (this.field(name.replace(/number$/, "test"))?.value === LEVEL ? [["", this.levels()]] : null);
      return null;
    }

    replace(field, options) {
      field.dataset.chosen = "";
      const list = made("select", "", { id: `${field.id}-list`, "data-for": field.name });
      const label = field.id && this.place.querySelector(`label[for="${CSS.escape(field.id)}"]`);
      field.label_ = label;
      const help = field.closest("[data-field]")?.querySelector(".help");
      if (help && !/-number$/.test(field.name)) help.hidden = true; // it speaks of keys
      list.addEventListener("change", () => {
        field.value = list.value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      });
      field.before(list);
      field.list_ = list;
      field.options_ = options;
      this.show(field);
    }

    fill() { for (const field of this.place.querySelectorAll("[data-chosen]")) this.show(field); }

    show(field) {
      const groups = field.options_();
      const isList = groups !== null;
      if (field.label_) field.label_.htmlFor = isList ? field.list_.id : field.id; // it names whichever is shown
      if (!isList) { field.hidden = false; field.list_.hidden = true; return; }
      field.hidden = true;
      field.list_.hidden = false;
      const wanted = JSON.stringify([field.value, groups]);
      if (field.list_.told === wanted) return;
      field.list_.told = wanted;
      const { words } = this.editor;
      const known = groups.flatMap(([, options]) => options).some(({ key }) => String(key) === field.value);
      const first = [made("option", /-target$/.test(field.name) ? words.notBuilt : words.chooseOne, { value: "" })];
      if (field.value && !known) first.push(made("option", words.unknownKey.replace("%(key)s", field.value), { value: field.value }));
      field.list_.replaceChildren(...first, ...groups.flatMap(([label, options]) => this.group(label, options)));
      field.list_.value = field.value;
    }

    group(label, options) {
      const drawn = options.map(({ key, name }) => made("option", name || key, { value: key }));
      if (!label || !drawn.length) return drawn;
      const group = made("optgroup", "", { label });
      group.append(...drawn);
      return [group];
    }

    // --- What there is ---------------------------------------------------------------------------

    /* The part that is open counts as it is written now. */
    named(raw) {
      const { part } = this.editor.dialog;
      const written = part && raw.id === part.raw.id && this.field("part-title");
      return { key: raw.value.key, name: (written ? written.value : raw.value.title) || raw.value.key };
    }

    scenes() { return this.editor.store.scenes.map((raw) => this.named(raw)); }

    targets() {
      const { store, words } = this.editor;
      return [[words.scenes, this.scenes()], [words.endings, store.endings.map((raw) => this.named(raw))]];
    }

    /* Choices of the scene as they are written now; without the one that begins with ``own``. */
    choices(own) {
      const keys = [...this.place.querySelectorAll('[name^="part-choices-"][name$="-value-key"]')].filter((field) => /^part-choices-\d+-value-key$/.test(field.name));
      return keys.filter((field) => field.value && field.name !== `${own}key` && this.field(field.name.replace("value-key", "deleted"))?.value !== "1")
        .map((field) => ({ key: field.value, name: this.field(field.name.replace(/key$/, "text"))?.value }));
    }

    asked(test) {
      const { names, store, words } = this.editor;
      if (test === LEVEL) return null;
      if (/^flag-/.test(test)) return [["", names.all("flags")]];
      if (test === "seen") return [["", this.scenes()]];
      if (test === "chose") return store.scenes.map((raw) => [raw.value.title || raw.value.key, story.items(raw.value.choices).map((choice) => ({ key: `${raw.value.key}/${choice.key}`, name: choice.text || choice.key }))]);
      return [[/^meter-/.test(test) ? "" : words.meters, names.all("meters")]];
    }

    levels() { return this.editor.words.levels.map((name, number) => ({ key: number + 1, name })); }

    /* A choice without a key gets one from its text, so that nobody has to think of one. */
    nameChoice(field) {
      if (!/^part-choices-\d+-value-text$/.test(field.name || "")) return;
      const key = this.field(field.name.replace(/text$/, "key"));
      if (!key || key.value) return;
      const taken = new Set(this.choices("").map((choice) => choice.key));
      key.value = story.slug(field.value, "choice", taken);
      key.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  story.Choosers = Choosers;
})(globalThis.bluehelmStory);
