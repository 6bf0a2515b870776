"use strict";
// [data-passkey] is served hidden: without JS, or in a browser without passkeys, it would do nothing.
// allauth says on the document what went wrong; the page says it to the reader.
for (const part of document.querySelectorAll("[data-passkey]")) {
  part.hidden = !window.PublicKeyCredential;
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const error of document.querySelectorAll("[data-passkey-error]")) error.hidden = false;
});
