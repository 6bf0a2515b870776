// Looks again every two seconds, or as many as [data-wait] says, while work goes on; takes no page from under the reader.
const LOOK_EVERY = 1000 * (Number(document.querySelector("[data-wait]").dataset.wait) || 2);

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const bar = page.querySelector("[data-wait]");
    if (!bar) return location.reload();
    document.querySelector("[data-wait]").replaceWith(bar);
    const said = document.querySelector("main [role=status]");
    const now = page.querySelector("main [role=status]");
    if (said.textContent !== now.textContent) said.textContent = now.textContent;
  } catch {
    // No connection just now: ask again.
  }
  setTimeout(look, LOOK_EVERY);
}

setTimeout(look, LOOK_EVERY);
