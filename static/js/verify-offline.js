// Verifies the claim of a QR code on a saved page, without a network. credentials/badges/claims.py writes what is read here.
// The page that carries this file carries the Ed25519 of static/vendor/noble-ed25519-2.3.0 before it, which gives `verify` and `etc`.

// --- SHA-512 (FIPS 180-4), on every browser and from every address ---------------------------------
const WORD = (1n << 64n) - 1n;
const PRIMES = [];
for (let n = 2; PRIMES.length < 80; n++) if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);

// The first 64 bits behind the point of a root.
function fraction(n, power) {
  const target = BigInt(n) << (64n * power);
  let low = 0n, high = 1n << 70n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** power <= target) low = middle; else high = middle;
  }
  return low & WORD;
}

const ROUNDS = PRIMES.map((prime) => fraction(prime, 3n));
const START = PRIMES.slice(0, 8).map((prime) => fraction(prime, 2n));
const turn = (word, by) => ((word >> by) | (word << (64n - by))) & WORD;

function padded(parts) {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = new Uint8Array(Math.ceil((length + 17) / 128) * 128);
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  whole[length] = 128;
  new DataView(whole.buffer).setBigUint64(whole.length - 8, BigInt(length) * 8n);
  return whole;
}

function compress(state, view, offset) {
  const w = [];
  for (let t = 0; t < 16; t++) w.push(view.getBigUint64(offset + 8 * t));
  for (let t = 16; t < 80; t++) {
    const near = turn(w[t - 2], 19n) ^ turn(w[t - 2], 61n) ^ (w[t - 2] >> 6n);
    const far = turn(w[t - 15], 1n) ^ turn(w[t - 15], 8n) ^ (w[t - 15] >> 7n);
    w.push((near + w[t - 7] + far + w[t - 16]) & WORD);
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 80; t++) {
    const one = h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (~e & WORD & g)) + ROUNDS[t] + w[t];
    const two = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
    [a, b, c, d, e, f, g, h] = [(one + two) & WORD, a, b, c, (d + one) & WORD, e, f, g];
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) & WORD);
}

function sha512(...parts) {
  const whole = padded(parts), view = new DataView(whole.buffer);
  let state = START;
  for (let offset = 0; offset < whole.length; offset += 128) state = compress(state, view, offset);
  const digest = new DataView(new ArrayBuffer(64));
  state.forEach((word, i) => digest.setBigUint64(8 * i, word));
  return new Uint8Array(digest.buffer);
}
etc.sha512Sync = sha512;

// --- Reading ---------------------------------------------------------------------------------------
const DAY = 86400000, EPOCH = Date.UTC(2000, 0, 1), HEAD = 15, SOON = 60;
const known = JSON.parse(document.getElementById("known").textContent);
const text = (value) => new TextEncoder().encode(value);

function bytes(base64url) {
  if (!/^[\w-]*$/.test(base64url)) throw new Error("This is no base64url.");
  return Uint8Array.from(atob(base64url.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
}

const number = (part) => part.reduce((sum, byte) => sum * 256 + byte, 0);

function isSigned(message, signature, key) {
  try { return verify(bytes(signature), message, bytes(key), { zip215: false }); } catch { return false; }
}

// The parts of a claim, or null. {code, payload, signature, key, issued, until, list, index, level, initials, title}
function read(typed) {
  const found = /\/v\/([0-9A-Z]{26})\/?#([\w-]+)\.([\w-]{86})\s*$/.exec(typed);
  if (!found) return null;
  try {
    const payload = bytes(found[2]), ends = HEAD + payload[14];
    if (payload.length < HEAD || payload[0] !== 1) return null;
    const day = (from) => number(payload.slice(from, from + 2)), words = new TextDecoder("utf-8", { fatal: true });
    return {
      code: found[1], payload, signature: found[3], key: number(payload.slice(1, 3)), issued: day(3), until: day(5),
      list: number(payload.slice(7, 10)), index: number(payload.slice(10, 13)), level: payload[13],
      initials: words.decode(payload.slice(HEAD, ends)), title: words.decode(payload.slice(ends)),
    };
  } catch { return null; }
}

// Whether a place stands in packed lists. Places of one list: the gaps between them, each in groups of seven bits, the lowest first.
function isListed(lists, list, index) {
  let at = -1, gap = 0, shift = 0;
  for (const byte of bytes(lists[list] || "")) {
    gap += (byte & 127) * 2 ** shift;
    shift += 7;
    if (byte < 128) { at += gap + 1; gap = shift = 0; if (at === index) return true; }
  }
  return false;
}

function rows(lists, before) {
  return Object.keys(lists).map(Number).sort((a, b) => a - b).map((n) => `${before}${n}:${lists[n]}`);
}

// Two signatures: what was revoked, and what ends earlier than its claim says.
function isGoodList(list) {
  if (!(list.key in known.keys) || !Array.isArray(list.ended)) return false;
  const ended = list.ended.flatMap((part) => rows(part.lists, `${part.why}:${part.day}:`));
  const isOurs = (what, lines, signature) => isSigned(text(`bluehelm ${what} 1\n` + [list.made_at, ...lines].join("\n")), signature, known.keys[list.key]);
  return isOurs("revoked", rows(list.lists, ""), list.signature) && isOurs("ended", ended, list.ended_signature);
}

// What the list says of a claim: {isReplaced, due: its last day by a call for renewal, or Infinity}.
function ends(claim) {
  const parts = known.list.ended.filter((part) => isListed(part.lists, claim.list, claim.index));
  return { isReplaced: parts.some((part) => part.why === "replaced"), due: Math.min(...parts.map((part) => part.day).filter(Boolean), Infinity) };
}

function today() {
  const now = new Date();
  return Math.floor((Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - EPOCH) / DAY);
}

function judge(claim) {
  if (!claim) return "unreadable";
  if (!(claim.key in known.keys)) return "unknown-key";
  const message = joined(text(`bluehelm claim 1\n${claim.code}\n`), claim.payload);
  if (!isSigned(message, claim.signature, known.keys[claim.key])) return "forged";
  if (!isGoodList(known.list)) return "damaged";
  if (today() < Math.floor((Date.parse(known.list.made_at) - EPOCH) / DAY) - 1 || today() < claim.issued - 1) return "clock";
  if (isListed(known.list.lists, claim.list, claim.index)) return "revoked";
  const { isReplaced, due } = ends(claim);
  if (isReplaced) return "superseded";
  if (today() > due) return "renewal-required";
  claim.until = Math.min(claim.until || Infinity, due);
  if (claim.until === Infinity) claim.until = 0;
  if (claim.until && today() > claim.until) return "expired";
  return claim.until && claim.until - today() <= SOON ? "expiring" : "valid";
}

// --- Showing ---------------------------------------------------------------------------------------
const inWords = new Intl.DateTimeFormat({ en: "en-GB", ar: "ar-u-nu-latn" }[document.documentElement.lang] || document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
const say = (days) => inWords.format(new Date(EPOCH + days * DAY));
const TOLD = new Set(["valid", "expiring", "expired", "revoked", "superseded", "renewal-required"]);

function show(state, claim) {
  const verdict = document.getElementById("verdict");
  verdict.replaceChildren(document.getElementById(`is-${state}`).content.cloneNode(true));
  verdict.dataset.state = state;
  const card = document.getElementById("card");
  card.hidden = !TOLD.has(state);
  if (card.hidden) return;
  const shown = {
    title: claim.title, initials: claim.initials, level: known.levels[claim.level] || "", issued: say(claim.issued),
    until: claim.until ? say(claim.until) : known.endless, code: claim.code.match(/.{1,4}/g).join(" "),
  };
  for (const place of document.querySelectorAll("[data-say]")) place.textContent = shown[place.dataset.say];
}

function tellList() {
  const made = new Date(known.list.made_at);
  document.getElementById("made").textContent = inWords.format(made);
  document.getElementById("old").hidden = Date.now() - made < 30 * DAY;
}

document.getElementById("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const claim = read(document.getElementById("scanned").value.trim());
  show(judge(claim), claim);
});

document.getElementById("newer").addEventListener("change", async (event) => {
  const told = document.getElementById("list-told");
  let list = null;
  try { list = JSON.parse(await event.target.files[0].text()); } catch { /* told below */ }
  const isGood = list && list.lists && isGoodList(list);
  if (isGood && list.made_at > known.list.made_at) known.list = list;
  event.target.value = ""; // so that choosing the same name again is a change
  told.textContent = told.dataset[isGood ? "taken" : "refused"];
  tellList();
});

tellList();
