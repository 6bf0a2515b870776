"use strict";
// The sign on the slip carries "#name/code", which no browser sends to a server: fill it in, then take it out of the address.
(() => {
  const [name, code] = decodeURIComponent(location.hash.slice(1)).split("/");
  const form = document.querySelector("form[data-claim]");
  if (!form || !name || !code) return;
  form.elements.name.value = name;
  form.elements.code.value = code.replace(/(.{4})(?=.)/g, "$1-");
  history.replaceState(null, "", location.pathname);
})();
