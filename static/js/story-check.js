/* The check at every edit: asks the server half a second after the last change, lists what was found, and mends what one click can. */
(function (story) {
  "use strict";
  const { made, sent, items } = story;
  const WAIT = 500; // milliseconds
  const BEST_FIRST = ["right", "acceptable", "wrong", "unlawful"];

  const choiceOf = (raw, finding) => items(raw.value.choices).find((choice) => choice.key === finding.part);
  const noCondition = () => ({ combine: "all", tests: [], groups: [] });

  /* Each answers whether it could do anything, so that no button is shown that does nothing. */
  const MENDS = {
    "always-true": (store, raw, finding) => {
      const number = /^route-(\d+)$/.exec(finding.part);
      const part = number ? items(raw.value.routes)[number[1] - 1] : choiceOf(raw, finding);
      if (!part) return false;
      part.when = noCondition();
      if (!number) part.unmet_reason = ""; // it is always open
      if (number) raw.value.routes.length = Number(number[1]);
      return true;
    },
    "start-missing": first,
    "start-unknown": first,
    "timer-without-choice": noTimer,
    "timer-choice-unknown": noTimer,
    "better-missing": nameBetter,
    "better-unknown": nameBetter,
    "better-not-better": nameBetter,
  };

  /* One that no other leads to, if there is such a scene. */
  function first(store) {
    const leads = (key) => store.waysTo(key).some((way) => way.from.value.key !== key);
    return (store.scenes.find((raw) => !leads(raw.value.key)) || store.scenes[0])?.value.key;
  }

  function noTimer(store, raw) {
    raw.value.seconds = null;
    raw.value.timeout_choice = "";
    return true;
  }

  function nameBetter(store, raw, finding) {
    const rank = (choice) => BEST_FIRST.indexOf(choice.quality);
    const best = items(raw.value.choices).filter((choice) => rank(choice) >= 0).sort((one, other) => rank(one) - rank(other))[0];
    const choice = choiceOf(raw, finding);
    if (!choice || !best || rank(best) >= rank(choice)) return false;
    choice.better = best.key;
    return true;
  }

  class Check {
    constructor(root, editor) {
      this.editor = editor;
      this.url = root.dataset.checkUrl;
      this.list = root.querySelector("[data-findings]");
      this.status = root.querySelector("[data-check-status]");
      this.status.tabIndex = -1;
      this.findings = [];
      this.asked = 0;
    }

    soon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.run(), WAIT);
    }

    /* The form as it stands, but for what it was loaded with. */
    ask(extra = {}) {
      const body = new FormData(this.editor.form);
      for (const name of ["scenes-base", "endings-base", "story-base"]) body.delete(name);
      for (const [name, value] of Object.entries(extra)) body.set(name, value);
      return sent(this.url, body, this.editor.token);
    }

    /* The whole story as it would be played now; null where it cannot be read. */
    async story() {
      try {
        return (await this.ask({ document: "1" })).document || null;
      } catch {
        return null; // offline, or signed out
      }
    }

    async run() {
      const turn = (this.asked += 1);
      let answer;
      try {
        answer = await this.ask();
      } catch {
        if (turn === this.asked) this.status.textContent = this.editor.words.unchecked; // offline, or signed out
        return;
      }
      if (turn !== this.asked) return;
      if (!answer.findings) { this.refused(answer); return; }
      this.findings = answer.findings;
      this.editor.sentences = answer.sentences;
      this.draw();
      this.editor.redraw();
    }

    /* What was found before is no longer true of what stands there now. */
    refused(answer) {
      this.findings = [];
      this.list.replaceChildren();
      this.status.textContent = answer.errors?.messages?.join(" ") || this.editor.words.unchecked;
      this.editor.redraw();
    }

    draw() {
      const { words } = this.editor;
      const errors = this.findings.filter((finding) => finding.severity === "error").length;
      this.status.textContent = this.findings.length ? words.found.replace("%(errors)s", this.editor.counted(errors, "errors")).replace("%(findings)s", this.editor.counted(this.findings.length, "findings")) : words.sound;
      const number = [...this.list.children].findIndex((item) => item.contains(document.activeElement));
      this.list.replaceChildren(...this.findings.map((finding) => this.item(finding)));
      if (number >= 0) this.focusNear(number);
    }

    /* Who worked through the list by keys goes on at the same place of it; after the last one, where it says that nothing is left. */
    focusNear(number) {
      const next = [...this.list.children].slice(0, number + 1).reverse().map((item) => item.querySelector("button")).find(Boolean);
      (next || this.status).focus();
    }

    item(finding) {
      const { words, store } = this.editor;
      const item = made("li", "", { class: `story-finding story-finding--${finding.severity}` });
      item.append(made("strong", `${finding.severity === "error" ? words.error : words.warning} `));
      const isPart = store.part(finding.key);
      item.append(isPart ? made("button", finding.where, { type: "button", class: "story-way", "data-go-finding": finding.key }) : made("span", finding.where), made("span", ` ${finding.message} `), made("code", finding.code), made("span", " "));
      if (isPart) item.querySelector("button").addEventListener("click", () => this.editor.select(finding.key, true));
      if (finding.mend && this.canMend(finding)) {
        const mend = made("button", finding.mend, { type: "button", class: "button button-small button-secondary" });
        mend.addEventListener("click", () => this.mend(finding));
        item.append(mend);
      }
      return item;
    }

    /* Tried on a copy. */
    canMend(finding) {
      const { store } = this.editor;
      const part = store.part(finding.key);
      if (finding.code === "unreachable") return Boolean(part) && this.isIdle(part);
      if (finding.key && !part) return false; // a meter or a flag
      return Boolean(MENDS[finding.code]?.(store, part && structuredClone(part.raw), finding));
    }

    /* Nothing asks for it, and it is not the only ending: taking it away leaves no new fault. */
    isIdle(part) {
      const { store } = this.editor;
      return !store.askersFor(part.raw.value.key).length && !(store.endings.length === 1 && store.endings[0] === part.raw);
    }

    mend(finding) {
      if (finding.code === "unreachable") { this.editor.remove(finding.key); return; }
      const { store } = this.editor;
      store.change(() => MENDS[finding.code](store, store.part(finding.key)?.raw, finding));
    }
  }

  story.Check = Check;
})(globalThis.bluehelmStory);
