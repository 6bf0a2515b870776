/* One part's form: Wagtail's own form of its block, outside the page form. Two addresses turn stored values into its state and back. */
(function (story) {
  "use strict";
  const { made } = story;

  const SETTLES = 400; // milliseconds

  async function sent(url, body, token, type) {
    const headers = { "X-CSRFToken": token };
    if (type) headers["Content-Type"] = type;
    const answer = await fetch(url, { method: "POST", body, headers, credentials: "same-origin" });
    return answer.json();
  }

  /* Wagtail’s rich text has a label beside it, but does not say so to a screen reader. */
  function nameRichTexts(place) {
    for (const text of place.querySelectorAll("[role=textbox]:not([aria-labelledby])")) {
      const label = text.closest("[data-contentpath]").querySelector(".w-field__label");
      const field = text.closest("[data-field-input]")?.querySelector("input[id]");
      if (!label || !field) continue;
      label.id ||= `${field.id}-label`;
      text.setAttribute("aria-labelledby", label.id);
    }
  }

  class PartDialog {
    constructor(root, editor) {
      this.editor = editor;
      this.urls = { state: root.dataset.stateUrl, value: root.dataset.valueUrl };
      this.blocks = { scene: root.dataset.sceneBlock, ending: root.dataset.endingBlock };
      const { words } = editor;
      this.element = made("dialog", "", { class: "story-dialog", "aria-labelledby": "story-dialog-title", "aria-modal": "true" });
      this.title = made("h2", "", { id: "story-dialog-title" });
      this.form = made("form", "", { novalidate: "" });
      this.place = made("div", "", { "data-contentpath": "story-part" }); // so that no field here is taken for the page's own
      this.error = made("p", "", { role: "alert", class: "story-error" });
      const actions = made("div", "", { class: "story-dialog-actions" });
      actions.append(made("button", words.keep, { type: "submit", class: "button" }), this.button(words.leave, () => this.leave(true)));
      this.form.append(this.title, this.error, this.place, actions);
      this.element.append(this.form);
      document.body.append(this.element);
      this.form.addEventListener("submit", (event) => { event.preventDefault(); this.keep(); });
      this.choosers = new story.Choosers(this.place, editor);
      new MutationObserver(() => nameRichTexts(this.place)).observe(this.place, { childList: true, subtree: true });
      this.element.addEventListener("keyup", (event) => { if (window.comments?.isCommentShortcut(event)) event.stopPropagation(); }, true);
      // What is typed here is not in the page's own form yet, of which Wagtail takes care when somebody goes.
      window.addEventListener("beforeunload", (event) => { if (this.element.open && this.isChanged) event.preventDefault(); });
      this.element.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.defaultPrevented) this.leave(false); });
    }

    button(text, act) {
      const button = made("button", text, { type: "button", class: "button button-secondary" });
      button.addEventListener("click", act);
      return button;
    }

    /* Without a connection, or signed out, it is said, and what was typed stays. */
    async ask(url, body, type) {
      try {
        return await sent(url, body, this.editor.token, type);
      } catch {
        return { errors: { messages: [this.editor.words.unsent] } };
      }
    }

    async open(part) {
      this.part = part;
      const url = this.urls.state.replace("kind", part.kind);
      const answer = await this.ask(url, JSON.stringify(part.raw.value), "application/json");
      if (!answer.state) { this.editor.say(answer.errors.messages.join(" ")); return; }
      this.title.textContent = part.raw.value.title || part.raw.value.key;
      this.error.textContent = "";
      const placeholder = made("div");
      this.place.replaceChildren(placeholder);
      this.block = window.telepath.unpack(JSON.parse(this.blocks[part.kind])).render(placeholder, "part", answer.state, null);
      this.choosers.enhance();
      this.show();
      this.block.focus();
      // Rich text writes itself into its field a moment after it is drawn; what stands there then is “as it was”.
      setTimeout(() => { if (this.part === part) this.settle(); }, SETTLES);
      this.unchanged = null;
      delete this.form.dataset.settled;
      this.isWarned = false;
    }

    /* Open, and nothing behind it can be reached; choosers of images and links, which come later, can. */
    show() {
      if (this.element.open) return;
      this.element.show();
      this.behind = [...document.body.children].filter((each) => each !== this.element && !each.inert);
      for (const each of this.behind) each.inert = true;
    }

    settle() {
      this.unchanged = this.typed();
      this.form.dataset.settled = "";
    }

    typed() {
      return JSON.stringify([...new FormData(this.form)].map(([name, value]) => [name, typeof value === "string" ? value.replace(/"key":"\w+"/g, "") : value.name]));
    }

    get isChanged() { return this.unchanged !== null && this.typed() !== this.unchanged; }

    /* Nothing that was typed goes unasked: at first it is said, and only the button gives it up. */
    leave(byButton) {
      if (!this.isChanged || (byButton && this.isWarned)) { this.close(); return; }
      this.isWarned = true;
      this.error.textContent = this.editor.words.unsaved;
      this.form.querySelector("[type=submit]").focus();
    }

    async keep() {
      const { id } = this.part.raw;
      const url = this.urls.value.replace("kind", this.part.kind);
      const answer = await this.ask(url, new FormData(this.form));
      const taken = answer.value && this.editor.store.taken(id, answer.value);
      if (taken) { this.error.textContent = this.editor.words.taken.replace("%(key)s", taken); return; }
      if (answer.value) {
        this.editor.store.replace(id, answer.value);
        this.close(answer.value.key);
        return;
      }
      const messages = (answer.errors.messages || []).join(" ");
      this.error.textContent = messages || this.editor.words.mistakes;
      if (!messages) this.block.setError?.(answer.errors);
    }

    close(key) {
      if (!this.element.open) return;
      this.element.close();
      for (const each of this.behind) each.inert = false;
      this.place.replaceChildren();
      this.editor.select(key || this.part.raw.value.key, true);
    }
  }

  story.PartDialog = PartDialog;
  story.sent = sent;
})(globalThis.bluehelmStory);
