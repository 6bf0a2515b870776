"use strict";
// [data-picture]: pressing a place on the picture chooses it in the list below, and the other way round.
document.querySelectorAll("[data-picture]").forEach((picture) => {
  const scope = picture.parentElement;
  const control = (region) => scope.querySelector(`input[value="${region.dataset.region}"]`);
  const regions = [...picture.querySelectorAll("[data-region]")];
  const show = () => regions.forEach((region) => region.classList.toggle("is-chosen", control(region).checked));
  for (const region of regions) region.addEventListener("click", () => control(region).click());
  scope.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  picture.classList.add("is-live");
});
