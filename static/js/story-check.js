/* The check at every edit: asks the server half a second after the last change, lists what was found, and mends what one click can. */
(function (story) {
  "use strict";
  const { made, sent, items } = story;
  const WAIT = 500; // milliseconds
  const BEST_FIRST = ["right", "acceptable", "wrong", "unlawful"];

  const MENDS = {
    "always-true": (store, raw, finding) => {
      for (const choice of items(raw.value.choices)) if (finding.where.endsWith(`“${choice.text || choice.key}”`)) choice.when = { combine: "all", tests: [], groups: [] };
    },
    "start-missing": (store) => store.scenes[0]?.value.key,
    "start-unknown": (store) => store.scenes[0]?.value.key,
    "timer-without-choice": (store, raw) => { raw.value.seconds = null; raw.value.timeout_choice = ""; },
    "timer-choice-unknown": (store, raw) => { raw.value.seconds = null; raw.value.timeout_choice = ""; },
    "better-missing": nameBetter,
    "better-unknown": nameBetter,
    "better-not-better": nameBetter,
  };

  function nameBetter(store, raw) {
    const choices = items(raw.value.choices);
    const rank = (choice) => BEST_FIRST.indexOf(choice.quality);
    const best = choices.filter((choice) => rank(choice) >= 0).sort((one, other) => rank(one) - rank(other))[0];
    for (const choice of choices) if (best && choice !== best && choice.quality !== "right") choice.better = best.key;
  }

  class Check {
    constructor(root, editor) {
      this.editor = editor;
      this.url = root.dataset.checkUrl;
      this.list = root.querySelector("[data-findings]");
      this.status = root.querySelector("[data-check-status]");
      this.findings = [];
      this.asked = 0;
    }

    soon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.run(), WAIT);
    }

    async run() {
      const turn = (this.asked += 1);
      let answer;
      try {
        answer = await sent(this.url, new FormData(this.editor.form), this.editor.token);
      } catch {
        return; // offline, or leaving the page: the next edit asks again
      }
      if (turn !== this.asked || !answer.findings) return;
      this.findings = answer.findings;
      this.editor.document = answer.document;
      this.editor.sentences = answer.sentences;
      this.draw();
      this.editor.redraw();
    }

    draw() {
      const { words } = this.editor;
      const errors = this.findings.filter((finding) => finding.severity === "error").length;
      this.status.textContent = this.findings.length ? words.found.replace("%(errors)s", this.editor.counted(errors, "errors")).replace("%(findings)s", this.editor.counted(this.findings.length, "findings")) : words.sound;
      this.list.replaceChildren(...this.findings.map((finding) => this.item(finding)));
    }

    item(finding) {
      const { words, store } = this.editor;
      const item = made("li", "", { class: `story-finding story-finding--${finding.severity}` });
      item.append(made("strong", `${finding.severity === "error" ? words.error : words.warning} `));
      const isPart = store.part(finding.key);
      item.append(isPart ? made("button", finding.where, { type: "button", class: "story-way", "data-go-finding": finding.key }) : made("span", finding.where), made("span", ` ${finding.message} `));
      if (isPart) item.querySelector("button").addEventListener("click", () => this.editor.select(finding.key, true));
      if (finding.mend) {
        const mend = made("button", finding.mend, { type: "button", class: "button button-small button-secondary" });
        mend.addEventListener("click", () => this.mend(finding));
        item.append(mend);
      }
      return item;
    }

    mend(finding) {
      if (finding.code === "unreachable") { this.editor.remove(finding.key); return; }
      const part = this.editor.store.part(finding.key);
      this.editor.store.change((store) => MENDS[finding.code]?.(store, part?.raw, finding));
    }
  }

  story.Check = Check;
})(globalThis.bluehelmStory);
