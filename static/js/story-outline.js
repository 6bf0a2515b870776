/* The outline: the same parts as a list, for whoever would rather read than look. The buttons above act on what is chosen here too. */
(function (story) {
  "use strict";

  function made(name, text, attributes) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    return element;
  }

  class Outline {
    constructor(root, editor) {
      this.editor = editor;
      this.store = editor.store;
      this.list = root.querySelector("[data-outline]");
      this.list.addEventListener("click", (event) => {
        const go = event.target.closest("[data-go]");
        const key = event.target.closest("[data-part]");
        if (go) editor.select(go.dataset.go, true);
        else if (key) editor.select(key.dataset.part, false);
      });
      this.list.addEventListener("dblclick", (event) => { const key = event.target.closest("[data-part]"); if (key) editor.edit(key.dataset.part); });
      this.list.addEventListener("keydown", (event) => {
        const key = event.target.dataset.part;
        if (key && event.key === "Enter") { event.preventDefault(); editor.edit(key); }
        if (key && event.key === "Delete") { event.preventDefault(); editor.remove(key); }
      });
    }

    draw() {
      const { part, way } = this.list.contains(document.activeElement) ? document.activeElement.dataset : {};
      this.list.replaceChildren(...this.store.parts.map((each) => this.item(each)));
      if (part) this.focus(part);
      if (way) this.list.querySelector(`[data-way="${CSS.escape(way)}"]`)?.focus();
    }

    item(part) {
      const { key, title } = part.raw.value;
      const item = made("li");
      const button = made("button", title || key, { type: "button", "data-part": key, class: "story-part", "aria-label": this.editor.describe(part) });
      button.setAttribute("aria-pressed", String(this.editor.selected === key));
      item.append(button);
      const ways = part.kind === "scene" ? this.store.ways(part.raw) : [];
      if (ways.length) {
        const list = made("ul");
        ways.forEach((way, number) => list.append(this.way(key, way, number)));
        item.append(list);
      }
      return item;
    }

    way(from, way, number) {
      const { words } = this.editor;
      const item = made("li", `${way.text || words.route} ${words.arrow} `);
      const target = this.store.part(way.target);
      const said = this.editor.sentence(from, way.value.key);
      item.append(target ? made("button", target.raw.value.title || way.target, { type: "button", "data-go": way.target, "data-way": `${from}/${number}`, class: "story-way" }) : made("span", way.target || words.notBuilt, { class: "story-broken" }));
      if (said) item.append(made("span", ` ${said}`, { class: "story-said" }));
      return item;
    }

    mark() {
      for (const button of this.list.querySelectorAll("[data-part]")) button.setAttribute("aria-pressed", String(this.editor.selected === button.dataset.part));
    }

    focus(key) { this.list.querySelector(`[data-part="${CSS.escape(key)}"]`)?.focus(); }
  }

  story.Outline = Outline;
  story.made = made;
})(globalThis.bluehelmStory);
