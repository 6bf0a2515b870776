/* Meters and flags as the page form holds them now. Whoever gives one another key has it changed wherever it was meant. */
(function (story) {
  "use strict";
  const KEY = /^(meters|flags)-(\d+)-value-key$/;
  const RIGHT = /^[a-z0-9][a-z0-9-]*$/;

  class Names {
    constructor(editor) {
      this.editor = editor;
      this.form = editor.form;
      this.known = new WeakMap(); // the key under which a field's meter or flag is meant elsewhere
      for (const field of this.keys("meters").concat(this.keys("flags"))) this.known.set(field, field.value);
      this.form.addEventListener("focusin", ({ target }) => { if (KEY.test(target.name || "") && !this.known.has(target)) this.known.set(target, target.value); });
      this.form.addEventListener("change", ({ target }) => { if (KEY.test(target.name || "")) this.rename(target); });
    }

    /* The key fields of those that are not taken away. */
    keys(kind) {
      return [...this.form.querySelectorAll(`input[name^="${kind}-"][name$="-value-key"]`)].filter((field) => KEY.test(field.name) && this.form.elements[field.name.replace("value-key", "deleted")]?.value !== "1");
    }

    /* Key and name of each. */
    all(kind) {
      return this.keys(kind).filter((field) => field.value).map((field) => ({ key: field.value, name: this.form.elements[field.name.replace(/key$/, "name")]?.value || field.value }));
    }

    bounds() { return [...this.form.querySelectorAll('input[name^="meter_bounds-"][name$="-value-subject"]')]; }

    rename(field) {
      const kind = KEY.exec(field.name)[1];
      const old = this.known.get(field);
      const key = field.value;
      const isTaken = this.keys(kind).some((other) => other !== field && other.value === key);
      field.setCustomValidity("");
      if (isTaken) {
        field.value = old || "";
        field.setCustomValidity(this.editor.words.taken.replace("%(key)s", key));
        field.reportValidity();
        field.addEventListener("input", () => field.setCustomValidity(""), { once: true });
        return;
      }
      if (!RIGHT.test(key)) return; // told when it is saved; until then the old key holds
      this.known.set(field, key);
      if (!old || old === key) return;
      this.editor.store.renameSubject(kind, old, key);
      if (kind === "meters") for (const bound of this.bounds()) if (bound.value === old) { bound.value = key; bound.dispatchEvent(new Event("change", { bubbles: true })); }
    }
  }

  story.Names = Names;
})(globalThis.bluehelmStory);
