"use strict";
// The editor of an item shows only what its kind needs. What is hidden stays as it was and is not looked at.
(() => {
  const panels = document.querySelectorAll("[data-item-kinds]");
  const kind = document.querySelector("select[name=kind]");
  if (!kind || !panels.length) return;
  const show = () => {
    for (const panel of panels) panel.hidden = !panel.dataset.itemKinds.split(" ").includes(kind.value);
  };
  kind.addEventListener("change", show);
  show();
})();
