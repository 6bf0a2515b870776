"use strict";
// form[data-clear]: empties what this browser kept, then lets the submit go (after two seconds at the latest).
(() => {
  async function clearCaches() {
    if (!("caches" in window)) return;
    await Promise.all((await caches.keys()).map((key) => caches.delete(key)));
  }

  function deleteDatabase(name) {
    return new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = request.onerror = request.onblocked = resolve;
    });
  }

  async function clearDatabases() {
    if (!window.indexedDB || !indexedDB.databases) return;
    await Promise.all((await indexedDB.databases()).map(({ name }) => deleteDatabase(name)));
  }

  function clearStorage() {
    sessionStorage.clear();
    localStorage.clear();
  }

  async function clearAll() {
    const late = new Promise((resolve) => { setTimeout(resolve, 2000); });
    const work = [async () => clearStorage(), clearCaches, clearDatabases].map((step) => step());
    await Promise.race([Promise.allSettled(work), late]);
  }

  for (const form of document.querySelectorAll("form[data-clear]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await clearAll();
      HTMLFormElement.prototype.submit.call(form);
    }, { once: true });
  }
})();
