/* Comments on one scene or ending: Wagtail's own, each anchored at a line below the map that names its part. */
(function (story) {
  "use strict";
  const { made } = story;
  const STREAMS = { scene: "scenes", ending: "endings" };

  class Comments {
    constructor(root, editor) {
      this.editor = editor;
      this.app = window.comments.commentApp;
      this.lines = new Map();
      this.place = root.querySelector("[data-story-comments]");
      root.closest("[data-contentpath]").after(this.place); // outside, so that a path begins with the stream of the part
      for (const name of Object.values(STREAMS)) this.place.append(made("ul", "", { "data-contentpath": name }));
      root.querySelector("[data-do='comment']").hidden = false;
      this.app.store.subscribe(() => this.draw());
      this.draw();
    }

    path(part) { return `${STREAMS[part.kind]}.${part.raw.id}`; }

    get open() {
      return [...this.app.store.getState().comments.comments.values()].filter((each) => !each.deleted && !each.resolved);
    }

    /* A line for every part that is spoken of; none for one that is gone. */
    draw() {
      const paths = new Set(this.open.map((each) => each.contentpath));
      const parts = new Map(this.editor.store.parts.map((part) => [this.path(part), part]));
      for (const [path, part] of parts) if (paths.has(path)) this.line(part);
      for (const [path, line] of this.lines) {
        const part = parts.get(path);
        line.hidden = !part || !paths.has(path);
        if (part) line.firstChild.textContent = part.raw.value.title || part.raw.value.key;
      }
      this.place.hidden = [...this.lines.values()].every((line) => line.hidden);
    }

    line(part) {
      const path = this.path(part);
      if (!this.lines.has(path)) {
        const line = made("li", "", { "data-contentpath": part.raw.id, class: "story-comment" });
        const add = made("button", "", { type: "button", "data-comment-add": "", hidden: "" });
        line.append(made("span", part.raw.value.title || part.raw.value.key), add);
        this.place.querySelector(`[data-contentpath="${STREAMS[part.kind]}"]`).append(line);
        this.lines.set(path, line);
        window.comments.initAddCommentButton(add);
      }
      return this.lines.get(path);
    }

    /* Begins a comment on the part, or leads to the one that it has. */
    comment(part) {
      const known = this.open.find((each) => each.contentpath === this.path(part));
      if (known) { this.app.activate(); this.app.store.dispatch(this.app.actions.setFocusedComment(known.localId, { updatePinnedComment: true, forceFocus: true })); }
      else this.line(part).querySelector("[data-comment-add]").click();
    }
  }

  story.Comments = Comments;
})(globalThis.bluehelmStory);
