"use strict";
// form[data-quiz]: sends each answer as it is given, keeps what is not acknowledged, sends it again.
// Where anything is missing, the form alone does the work. Kept: ids and what was typed, under the attempt's opaque id.
(() => {
  const form = document.querySelector("form[data-quiz]");
  const state = document.querySelector("[data-state]");
  if (!form || !state || !window.fetch || !window.crypto || !crypto.randomUUID) return;

  const OWN = `quiz:${form.dataset.owner}:`; // whose it is, in a word that says it to this site alone
  const KEY = `${OWN}${form.dataset.quiz}`;
  const RETRY = [2, 5, 15, 30, 60]; // seconds
  // {item: [{client_id, response, seen, tried}]}; stale, refused, late, resting: it waits for the learner, or for time that is given back
  const queue = load();
  let busy = null;
  let failures = 0;
  let timer = 0;
  let closed = ""; // where the attempt is closed, its address

  function load() {
    try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; }
  }

  // On a device that many share: what somebody else left behind without finishing is not for whoever sits there now.
  function clearOthers() {
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith("quiz:") && !key.startsWith(OWN)) localStorage.removeItem(key);
    } catch { /* no storage */ }
  }

  function keep() {
    for (const item of Object.keys(queue)) if (!queue[item].length) delete queue[item];
    try {
      if (Object.keys(queue).length) localStorage.setItem(KEY, JSON.stringify(queue));
      else localStorage.removeItem(KEY);
    } catch { /* no storage: the page still holds the answers */ }
  }

  function say(name, link) {
    state.textContent = state.dataset[name];
    state.classList.toggle("tone-right", name === "saved");
    state.classList.toggle("tone-care", name !== "saved" && name !== "saving" && name !== "ready");
    if (!link) return;
    const anchor = document.createElement("a");
    anchor.href = link;
    anchor.textContent = state.textContent;
    state.replaceChildren(anchor);
  }

  const seenInput = (item) => form.elements[`seen-${item}`];
  const controls = (item) => form.querySelectorAll(`[data-item="${item}"] [data-path]`);
  const waits = (message) => message.stale || message.refused || message.late || message.resting;
  const next = () => Object.keys(queue).find((item) => queue[item].length && !waits(queue[item][0]));
  const has = (state) => Object.values(queue).some((messages) => messages.some((each) => each[state]));

  // A control's data-path says where its value stands in the response: text, pairs.3f2a; a list of what is ticked ends in [].
  const isList = (control) => control.dataset.path.endsWith("[]");
  const steps = (control) => control.dataset.path.replace("[]", "").split(".");

  function gather(item) {
    const response = {};
    for (const control of controls(item)) {
      const path = steps(control);
      const last = path.pop();
      const place = path.reduce((at, step) => (at[step] ||= {}), response);
      if (!isList(control)) place[last] = control.value;
      else place[last] = [...(place[last] || []), ...(control.checked ? [control.value] : [])];
    }
    return response;
  }

  function fill(item, response) {
    for (const control of controls(item)) {
      const value = steps(control).reduce((at, step) => at?.[step], response);
      if (isList(control)) control.checked = (value || []).includes(control.value);
      else control.value = value ?? "";
    }
  }

  function note(item, resting = false) {
    const messages = (queue[item] ||= []);
    const last = messages[messages.length - 1];
    const response = gather(item);
    const fresh = { client_id: crypto.randomUUID(), response, ids: [], resting };
    if (last && (!last.tried || last.stale || last.refused)) Object.assign(last, fresh, { refused: false });
    else messages.push({ ...fresh, seen: Number(seenInput(item).value), tried: false });
    keep();
  }

  // A long text goes in pieces, each a message below 1 KB with an id that stays; the last one makes it whole.
  const MOST = 850; // bytes of the text of one message, as JSON
  const size = (text) => new TextEncoder().encode(JSON.stringify(text)).length;
  function pieces({ client_id, response, ids }) {
    if (Object.keys(response).join() !== "text" || size(response.text) <= MOST) return [{ client_id, response }];
    const texts = [""];
    let used = 0;
    for (const sign of response.text) {
      const more = size(sign) - 2;
      if (used + more > MOST - 2) { texts.push(""); used = 0; }
      texts[texts.length - 1] += sign;
      used += more;
    }
    texts.forEach((_, at) => { ids[at] ||= crypto.randomUUID(); });
    const run = client_id.replaceAll("-", "").slice(0, 12);
    return texts.map((text, at) => ({ client_id: ids[at], response: { text, run, part: at + 1, of: texts.length } }));
  }

  function acknowledge(item, sequence) {
    queue[item].shift();
    if (queue[item][0]) queue[item][0].seen = Math.max(queue[item][0].seen, sequence);
    if (seenInput(item)) seenInput(item).value = sequence;
    keep();
  }

  function send(item, { client_id, response }, seen) {
    return fetch(form.dataset.answer, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify({ item: Number(item), response, client_id, seen }),
    });
  }

  // Returns whether the next message may follow at once.
  async function deliver(item) {
    const message = queue[item][0];
    message.tried = true;
    message.ids ||= [];
    const all = pieces(message);
    keep();
    let sequence = 0;
    for (const piece of all) {
      const answer = await send(item, piece, message.seen);
      if (answer.status >= 500 || answer.status === 429) throw new Error("later");
      const body = await answer.json().catch(() => ({}));
      if (answer.ok && !Number.isInteger(body.sequence)) throw new Error("later"); // broken off in the middle
      if (body.error === "closed") closed = body.url; // the server keeps it, and says so
      else if (!answer.ok) return refused(item, body);
      sequence = body.sequence;
    }
    if (closed) return setAside(item, "late");
    acknowledge(item, sequence);
    return true;
  }

  function refused(item, body) {
    if (body.error === "stale") return setAside(item, "stale");
    if (body.error === "refused") return setAside(item, "refused");
    if (body.error === "signed-out") say("signedOut", body.sign_in);
    else if (body.error === "seat") say("seat", body.url);
    else if (body.error === "old-page") say("oldPage", body.url);
    else if (body.error === "paused") location.assign(body.url);
    else say("failed");
    return false;
  }

  // It stays on this device, unless the learner has given another since; the next may follow.
  function setAside(item, state) {
    if (queue[item].length > 1 && state !== "stale") queue[item].shift();
    else queue[item][0][state] = true;
    keep();
    return true;
  }

  async function drain() {
    clearTimeout(timer);
    if (next()) say("saving");
    try {
      for (let item = next(); item; item = next()) if (!(await deliver(item))) return;
      failures = 0;
      if (closed) location.assign(closed);
      else say(has("refused") ? "failed" : has("stale") ? "stale" : "saved");
    } catch {
      say("waiting");
      timer = setTimeout(flush, 1000 * RETRY[Math.min(failures++, RETRY.length - 1)]);
    }
  }

  function flush() {
    busy ||= drain().finally(() => { busy = null; });
    return busy;
  }

  // What was given before this page was loaded stands in its place again.
  function restore() {
    for (const [item, messages] of Object.entries(queue)) {
      const last = messages[messages.length - 1];
      for (const each of messages) { delete each.late; delete each.resting; } // the page is open: more time was given
      if (!seenInput(item) || !last) continue;
      fill(item, last.response);
      seenInput(item).value = Math.min(...messages.map((each) => each.seen));
    }
  }

  // What is typed is sent when the learner rests or goes on, not at every key; a long text, which is kept here at once, more rarely.
  const REST = 3000;
  const REST_OF_A_TEXT = 8000;
  let typing = 0;
  function changed(event) {
    clearTimeout(typing);
    const question = event.target.closest("[data-item]");
    if (!question || !event.target.dataset.path) return;
    const save = () => { note(question.dataset.item); flush(); };
    if (event.type === "change") save();
    else if (event.target.matches("textarea")) { note(question.dataset.item, true); typing = setTimeout(save, REST_OF_A_TEXT); }
    else if (event.target.matches("input:not([type=radio], [type=checkbox])")) typing = setTimeout(save, REST);
  }
  form.addEventListener("change", changed);
  form.addEventListener("input", changed);

  // The form waits for what is under way, so that a page never meets its own answers as strangers.
  let released = false;
  form.addEventListener("submit", async (event) => {
    for (const item of Object.keys(queue)) if (seenInput(item)) queue[item] = queue[item].filter((each) => !each.stale && !each.refused);
    for (const each of Object.values(queue).flat()) delete each.resting;
    keep();
    if (released || !(busy || next())) return;
    event.preventDefault();
    if (!navigator.onLine) { say("waiting"); return; }
    await Promise.race([flush(), new Promise((resolve) => { setTimeout(resolve, 3000); })]);
    released = true;
    form.requestSubmit(event.submitter);
  });
  window.addEventListener("pageshow", () => { released = false; });
  window.addEventListener("online", () => { failures = 0; flush(); });

  // What the form could not save stands on the page again, and is kept like the rest until it is mended.
  function keepFaulty() {
    for (const error of form.querySelectorAll("[data-item] .field-error")) {
      const { item } = error.closest("[data-item]").dataset;
      const message = { client_id: crypto.randomUUID(), response: gather(item), seen: Number(seenInput(item).value), tried: true, refused: true, ids: [] };
      queue[item] = [message];
    }
    keep();
  }

  clearOthers();
  restore();
  keepFaulty();
  say("ready");
  if (has("stale")) say("stale");
  if (has("refused")) say("failed");
  if (next()) flush();
})();
