"use strict";
// The editor of an item shows only what its kind needs. What is hidden stays as it was and is not looked at.
document.addEventListener("DOMContentLoaded", () => {
  const panels = document.querySelectorAll("[data-item-kinds]");
  const kind = document.querySelector("select[name=kind]");
  if (!kind || !panels.length) return;
  const show = () => {
    for (const panel of panels) {
      const isUsed = panel.dataset.itemKinds.split(" ").includes(kind.value);
      panel.style.display = isUsed ? "" : "none"; // the panels' own display overrules the attribute hidden
    }
  };
  kind.addEventListener("change", show);
  show();
});
