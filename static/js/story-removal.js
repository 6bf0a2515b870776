/* Taking a part away: shows who leads there or asks for it in a condition, and asks where those ways go instead. What is asked about is what goes, whatever is chosen meanwhile. */
(function (story) {
  "use strict";

  class Removal {
    constructor(root, editor) {
      this.editor = editor;
      this.store = editor.store;
      this.panel = root.querySelector("[data-removing]");
      this.instead = this.panel.querySelector("[data-instead]");
      this.key = "";
    }

    ask(key) {
      if (!this.store.part(key)) return;
      this.editor.select(key, false);
      this.key = key;
      this.instead.replaceChildren();
      this.draw();
      this.panel.querySelector("[data-do='really-remove']").focus();
    }

    /* As the story stands now; nothing is asked about a part that is gone. */
    draw() {
      const part = this.store.part(this.key);
      this.panel.hidden = !part;
      if (!part) { this.key = ""; return; }
      const { words } = this.editor;
      const ways = this.store.waysTo(this.key);
      this.panel.querySelector("[data-removing-title]").textContent = part.raw.value.title || this.key;
      const told = ways.map((way) => `${way.from.value.title}: ${way.text || words.route}`);
      told.push(...this.store.askersFor(this.key).map((raw) => `${raw.value.title}: ${words.asks}`));
      this.panel.querySelector("[data-removing-ways]").replaceChildren(...told.map((each) => story.made("li", each)));
      // Where nothing leads, nothing is led elsewhere, but for the beginning of the story.
      this.panel.querySelector("[data-removing-lead]").hidden = !told.length;
      this.panel.querySelector("[data-removing-instead]").hidden = !told.length && this.store.start !== this.key;
      const chosen = this.instead.value;
      this.instead.replaceChildren(story.made("option", words.notBuilt, { value: "" }), ...this.editor.options(this.key));
      if (chosen && this.store.part(chosen)) this.instead.value = chosen;
    }

    keep() {
      const { key } = this;
      this.close();
      this.editor.select(key, true);
    }

    really() {
      const { key, store, editor } = this;
      if (!store.part(key)) return;
      const instead = this.instead.value;
      this.close();
      store.remove(key, instead);
      editor.select(store.part(instead)?.raw.value.key || editor.first(), true);
      editor.say(editor.words.removed);
    }

    close() {
      this.key = "";
      this.panel.hidden = true;
    }
  }

  story.Removal = Removal;
})(globalThis.bluehelmStory);
