/* Brings store, map, outline, dialog, check and trying out together, and answers the buttons above the map. */
(function (story) {
  "use strict";

  class Editor {
    constructor(root) {
      this.root = root;
      this.form = root.closest("form");
      this.words = JSON.parse(document.getElementById("story-words").textContent);
      const field = (name) => this.form.querySelector(`[data-stream-json="${name}"]`);
      this.store = new story.Store(field("scenes"), field("endings"), this.form.elements.start);
      this.selected = this.first();
      this.sentences = {};
      this.names = new story.Names(this);
      this.map = new story.StoryMap(root, this);
      this.outline = new story.Outline(root, this);
      this.removal = new story.Removal(root, this);
      this.dialog = new story.PartDialog(root, this);
      const bounds = this.form.querySelector("[data-contentpath='meter_bounds']");
      if (bounds) new story.Choosers(bounds, this);
      this.check = new story.Check(root, this);
      this.tryOut = new story.TryOut(root, this);
      this.live = root.querySelector("[data-said]");
      this.comments = window.comments ? new story.Comments(root, this) : null;
      this.listen();
      this.redraw();
      this.map.begin();
      this.check.run().then(() => this.follow());
      window.addEventListener("hashchange", () => this.follow());
    }

    /* An address may lead to a part of the story (#part-arrival), or to a play to be watched (#play-1:warn,call). */
    follow() {
      let [, kind, rest] = /^#(part|play)-(.*)$/.exec(location.hash) || [];
      try { rest = decodeURIComponent(rest); } catch { return; } // cut off in the middle of a letter
      if (kind === "part" && this.store.part(rest)) { this.root.scrollIntoView(); this.select(rest, true); }
      if (kind === "play") { const [level, keys] = rest.split(":"); this.tryOut.watch(Number(level), keys ? keys.split(",") : []); }
    }

    /* Where the story begins; else whatever there is. */
    first() { return this.store.part(this.store.start) ? this.store.start : this.store.parts[0]?.raw.value.key || ""; }

    get token() { return this.form.elements.csrfmiddlewaretoken.value; }

    listen() {
      this.store.onChange(() => { this.say(""); this.redraw(); this.check.soon(); }); // what was said before is over
      this.form.addEventListener("change", (event) => { if (!this.root.contains(event.target)) this.check.soon(); });
      this.root.addEventListener("click", (event) => {
        const button = event.target.closest("[data-do]");
        if (button) this.act(button.dataset.do);
      });
      this.root.querySelector("[data-find]").addEventListener("keydown", (event) => {
        if (event.key === "Enter") { event.preventDefault(); this.find(event.target.value); }
      });
      this.root.addEventListener("keydown", (event) => {
        const key = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : "";
        if ((key === "z" || key === "y") && !event.target.matches("input, textarea")) {
          event.preventDefault();
          event.stopPropagation();
          if (key === "y" || event.shiftKey) this.store.redo(); else this.store.undo();
        }
      });
      // What was sent and saved is what the next save is compared with; what was typed meanwhile is not.
      // While something stands to be chosen, only the button saves: what comes back then shows what was chosen.
      this.form.addEventListener("w-autosave:save", (event) => {
        if (this.root.querySelector("[data-conflict]")) event.preventDefault();
        else this.sent = event.detail.formData;
      });
      this.form.addEventListener("w-autosave:success", () => this.rebase());
      document.addEventListener("w-dialog:shown", ({ target }) => this.reassure(target));
    }

    /* Wagtail says that saving writes over what somebody else saved. Here it does not: it says so instead, also after each
       look at who else is here, which puts Wagtail's sentence back. */
    reassure(dialog) {
      if (dialog.id !== "w-save-confirmation-dialog" || !document.querySelector("[data-w-session-intercept-value='conflict']")) return;
      const subtitle = dialog.querySelector("#subtitle-w-save-confirmation-dialog");
      const say = () => { if (subtitle.textContent !== this.words.meets) subtitle.textContent = this.words.meets; };
      this.saying ??= new MutationObserver(say);
      this.saying.observe(subtitle, { childList: true, characterData: true, subtree: true });
      say();
    }

    rebase() {
      for (const name of ["scenes", "endings"]) {
        const base = this.form.querySelector(`[data-stream-base="${name}"]`);
        if (base && this.sent?.has(name)) base.value = this.sent.get(name);
      }
      const rest = this.root.querySelector("[data-story-base]");
      const own = (name) => !/^(scenes|endings|story-base|csrfmiddlewaretoken|comments|choice)(-|$)/.test(name);
      if (this.sent) rest.value = JSON.stringify({ entries: [...this.sent].filter(([name, value]) => own(name) && typeof value === "string") });
    }

    act(name) {
      const acts = {
        "add-scene": () => this.add("scene"),
        "add-ending": () => this.add("ending"),
        edit: () => this.edit(this.selected),
        comment: () => { if (this.store.part(this.selected)) this.comments?.comment(this.store.part(this.selected)); },
        duplicate: () => { if (this.store.part(this.selected)) this.select(this.store.duplicate(this.selected, this.words.copy), true); },
        remove: () => this.remove(this.selected),
        begin: () => { if (this.store.part(this.selected)?.kind === "scene") { this.store.begin(this.selected); this.say(this.words.begins); } },
        connect: () => this.connect(this.selected, this.root.querySelector("[data-target]").value),
        undo: () => this.store.undo(),
        redo: () => this.store.redo(),
        "zoom-in": () => this.map.zoom(1.25),
        "zoom-out": () => this.map.zoom(0.8),
        fit: () => this.map.fit(),
        tidy: () => { this.map.tidy(); this.map.fit(); },
        try: () => this.tryOut.open(this.selected),
        "really-remove": () => this.removal.really(),
        "keep-it": () => this.removal.keep(),
      };
      acts[name]?.();
    }

    redraw() {
      const panel = this.root.querySelector("[data-outline-panel]");
      const hadFocus = [this.map.layer, panel].some((place) => place.contains(document.activeElement));
      if (!this.store.part(this.selected)) this.selected = this.first();
      this.map.draw();
      this.outline.draw();
      this.removal.draw();
      this.comments?.draw();
      const target = this.root.querySelector("[data-target]");
      const chosen = target.value;
      target.replaceChildren(...this.options());
      if (chosen && this.store.part(chosen)) target.value = chosen;
      this.showSelected();
      // Where the node that had the focus is gone, the keyboard goes on from what is chosen.
      if (hadFocus && document.activeElement === document.body) this.select(this.selected, true);
    }

    options(without) {
      return this.store.parts.filter(({ raw }) => raw.value.key !== without)
        .map(({ raw }) => story.made("option", raw.value.title || raw.value.key, { value: raw.value.key }));
    }

    problems(key) { return this.check ? this.check.findings.filter((finding) => finding.key === key) : []; }

    /* “2 ways in”, in the form that the author's language has for the number. */
    counted(number, name) {
      this.plural ||= new Intl.PluralRules(document.documentElement.lang || "en");
      return this.words[name][this.plural.select(number)].replace("%(n)s", number);
    }

    /* A part as a screen reader says it: title, kind, ways in and out, problems. */
    describe(part) {
      const { key, title } = part.raw.value;
      const { words } = this;
      const count = (number, name) => this.counted(number, name);
      const said = [title || key, part.kind === "scene" ? words.scene : words.ending];
      if (this.store.start === key) said.push(words.start);
      said.push(count(this.store.waysTo(key).length, "in"));
      if (part.kind === "scene") said.push(count(this.store.ways(part.raw).length, "out"));
      const problems = this.problems(key).length;
      if (problems) said.push(count(problems, "problems"));
      return said.join(words.comma);
    }

    sentence(scene, choice) {
      const said = choice ? this.sentences[`${scene}/${choice}`] : null;
      if (!said) return "";
      return [said.when ? `${this.words.when} ${said.when}` : "", ...said.effects].filter(Boolean).join(this.words.semicolon);
    }

    select(key, withFocus) {
      this.selected = key;
      if (!key && withFocus) this.root.querySelector("[data-do='add-scene']").focus(); // nothing is left
      this.map.mark();
      this.outline.mark();
      this.showSelected();
      if (!withFocus) return;
      if (this.root.querySelector("[data-outline-panel]").open) this.outline.focus(key);
      else this.map.focus(key);
    }

    showSelected() {
      const part = this.store.part(this.selected);
      this.root.querySelector("[data-selected]").textContent = part ? this.describe(part) : this.words.nothing;
    }

    add(kind) {
      const title = kind === "scene" ? this.words.newScene : this.words.newEnding;
      const place = this.map.middle();
      const step = 30 * (this.store.parts.length % 6);
      const key = this.store.add(kind, title, { x: place.x + step, y: place.y + step });
      this.select(key, true);
      this.say(this.words.added);
    }

    edit(key) {
      const part = this.store.part(key);
      if (part) this.dialog.open(part);
    }

    connect(from, to) {
      const part = this.store.part(from);
      if (!part || part.kind !== "scene" || !this.store.part(to)) { this.say(this.words.chooseScene); return; }
      this.store.connect(from, to, this.words.newChoice);
      this.select(from, true);
      this.say(this.words.connected.replace("%(from)s", part.raw.value.title).replace("%(to)s", this.store.part(to).raw.value.title));
    }

    remove(key) { this.removal.ask(key); }

    find(text) {
      const wanted = text.trim().toLowerCase();
      const plain = (raw) => [raw.value.title, raw.value.key, raw.value.body, ...this.store.ways(raw).map((way) => way.text)].join(" ").toLowerCase();
      const keys = this.store.parts.filter(({ raw }) => wanted && plain(raw).includes(wanted)).map(({ raw }) => raw.value.key);
      if (!keys.length) { this.say(this.words.notFound); return; }
      const next = keys[(keys.indexOf(this.selected) + 1) % keys.length];
      this.say("");
      this.select(next, false);
      if (this.root.querySelector("[data-outline-panel]").open) this.outline.focus(next);
      else this.map.focus(next);
    }

    say(text) { this.live.textContent = text; }
  }

  function begin() {
    const root = document.querySelector("[data-story-map]");
    if (root) story.editor = new Editor(root);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})(globalThis.bluehelmStory);
