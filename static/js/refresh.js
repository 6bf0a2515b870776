// [data-refresh]: what it holds is looked up again every ten seconds; the focus stays where it was.
const LOOK_EVERY = 10000;

function renew(part) {
  const here = document.getElementById(part.id);
  const focused = here.contains(document.activeElement) ? document.activeElement.id : "";
  here.replaceWith(part);
  if (focused) document.getElementById(focused)?.focus();
}

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.querySelector("[data-refresh]");
    if (!part || answer.redirected) return location.reload();
    renew(part);
    if (part.dataset.refresh === "off") return location.reload();
  } catch {
    // No connection just now: ask again.
  }
  setTimeout(look, LOOK_EVERY);
}

setTimeout(look, LOOK_EVERY);
