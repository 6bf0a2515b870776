/* Trying out: from any scene, with chosen values, each effect shown before and after. Nothing is kept. */
(function (story) {
  "use strict";
  const { made } = story;

  class TryOut {
    constructor(root, editor) {
      this.editor = editor;
      this.panel = root.querySelector("[data-try]");
      this.setup = root.querySelector("[data-try-setup]");
      this.stage = root.querySelector("[data-try-stage]");
      root.querySelector("[data-try-start]").addEventListener("click", () => this.begin());
    }

    /* The story as the form holds it at this moment. Whether it could be read. */
    async read() {
      this.told = await this.editor.check.story();
      if (!this.told) this.editor.say(this.editor.words.unchecked);
      return Boolean(this.told);
    }

    async open(key) {
      if (!await this.read()) return;
      const { told } = this;
      this.from = told.scenes.some((each) => each.key === key) ? key : told.start;
      const { words } = this.editor;
      const scene = made("select", "", { "data-try-scene": "" });
      for (const each of told.scenes) scene.append(made("option", each.title || each.key, { value: each.key }));
      scene.value = this.from;
      const level = made("select", "", { "data-try-level": "" });
      words.levels.forEach((name, number) => level.append(made("option", name, { value: number + 1 })));
      const meters = told.meters.map((meter) => this.labelled(meter.name || meter.key, made("input", "", { type: "number", min: meter.minimum, max: meter.maximum, value: String(meter.start), "data-try-meter": meter.key })));
      this.setup.replaceChildren(this.labelled(words.scene, scene), this.labelled(words.level, level), ...meters);
      this.stage.replaceChildren();
      this.panel.hidden = false;
      scene.focus();
    }

    /* A play from the beginning, choice by choice, as it was found or recorded. */
    async watch(level, keys) {
      await this.open("");
      if (!this.told) return;
      this.setup.querySelector("[data-try-scene]").value = this.told.start;
      this.setup.querySelector("[data-try-level]").value = String(level);
      await this.begin();
      for (const key of keys) this.stage.lastElementChild?.querySelector(`[data-choice="${CSS.escape(key)}"]:not(:disabled)`)?.click();
      this.panel.scrollIntoView();
    }

    /* A number within the meter's range; what is no number is its start. */
    value(field) {
      const number = field.value === "" ? NaN : Math.round(Number(field.value));
      const value = Number.isFinite(number) ? Math.min(Number(field.max), Math.max(Number(field.min), number)) : Number(field.defaultValue);
      field.value = value;
      return value;
    }

    labelled(text, field) {
      const label = made("label", `${text} `);
      label.append(field);
      return label;
    }

    async begin() {
      if (!await this.read()) return;
      const engine = globalThis.scenarioEngine;
      const { told } = this;
      this.level = Number(this.setup.querySelector("[data-try-level]").value);
      const meters = Object.fromEntries([...this.setup.querySelectorAll("[data-try-meter]")].map((field) => [field.dataset.tryMeter, this.value(field)]));
      const state = { scene: "", meters, flags: [], visited: [], chosen: [], through: [] };
      this.stage.replaceChildren();
      try {
        this.show(engine.arrive(told, state, this.setup.querySelector("[data-try-scene]").value, this.level), []);
      } catch (error) {
        this.stage.replaceChildren(made("p", this.editor.words.cannotGoOn));
      }
    }

    show(state, changes) {
      const engine = globalThis.scenarioEngine;
      const { told } = this;
      const part = [...told.scenes, ...told.endings].find((each) => each.key === state.scene);
      const box = made("section", "", { class: "story-try-scene" });
      for (const change of changes) box.append(made("p", change, { class: "story-change" }));
      // What routes led through is told before where they lead, as in play.
      for (const key of state.through) this.tell(box, told.scenes.find((each) => each.key === key));
      const title = this.tell(box, part);
      for (const offer of engine.offers(told, state, this.level)) box.append(this.choice(state, offer));
      if (engine.hasEnded(told, state)) box.append(made("p", this.editor.words.ended));
      this.stage.append(box);
      title.focus();
    }

    tell(box, part) {
      const title = made("h4", part.title || part.key, { tabindex: "-1" });
      box.append(title, made("p", new DOMParser().parseFromString(part.body || "", "text/html").body.textContent));
      return title;
    }

    choice(state, offer) {
      const button = made("button", offer.choice.text || offer.choice.key, { type: "button", class: "button button-secondary", "data-choice": offer.choice.key });
      button.disabled = !offer.isOpen;
      if (offer.reason) button.textContent += ` (${offer.reason})`;
      button.addEventListener("click", () => {
        button.parentElement.querySelectorAll("button").forEach((each) => { each.disabled = true; });
        try {
          const after = globalThis.scenarioEngine.choose(this.told, state, offer.choice.key, this.level);
          this.show(after, this.changes(state, after, offer.choice));
        } catch (error) {
          this.stage.append(made("p", this.editor.words.cannotGoOn));
        }
      });
      return button;
    }

    /* Each meter and flag that differs, before → after. */
    changes(before, after, choice) {
      const { told } = this;
      const { arrow } = this.editor.words;
      const meters = told.meters.filter((meter) => before.meters[meter.key] !== after.meters[meter.key])
        .map((meter) => `${meter.name || meter.key}: ${before.meters[meter.key]} ${arrow} ${after.meters[meter.key]}`);
      const has = (state, flag) => (state.flags.includes(flag.key) ? "✓" : "–");
      const flags = told.flags.filter((flag) => has(before, flag) !== has(after, flag)).map((flag) => `${flag.name || flag.key}: ${has(before, flag)} ${arrow} ${has(after, flag)}`);
      const consequence = new DOMParser().parseFromString(choice.consequence || "", "text/html").body.textContent.trim();
      return [`${choice.text || choice.key}`, ...(consequence ? [consequence] : []), ...meters, ...flags];
    }
  }

  story.TryOut = TryOut;
})(globalThis.bluehelmStory);
