"use strict";
// [data-order]: steps are moved by buttons or dragged; the lists beside them, which the form sends, always say the same.
document.querySelectorAll("[data-order]").forEach((list) => {
  const steps = () => [...list.children];
  const select = (step) => step.querySelector("select");
  const status = list.parentElement.querySelector("[data-order-status]");
  const help = list.previousElementSibling;
  if (help?.dataset.help) help.textContent = help.dataset.help;
  let isMoving = false;

  // The order on the page becomes the places in the lists; one event, so that one answer is saved.
  function settle(step) {
    isMoving = true;
    steps().forEach((each, index) => { select(each).value = String(index + 1); });
    select(step).dispatchEvent(new Event("change", { bubbles: true }));
    isMoving = false;
    const text = step.querySelector("label").textContent;
    status.textContent = list.dataset.moved.replace("%(step)s", text).replace("%(place)s", select(step).value);
  }

  function moveTo(step, index) {
    const others = steps().filter((each) => each !== step);
    list.insertBefore(step, others[index] || null);
    settle(step);
  }

  // Answers of an earlier visit: once every step has a place of its own, they stand in that order.
  function arrange() {
    const places = steps().map((step) => Number(select(step).value));
    if (new Set(places).size < places.length || places.includes(0)) return;
    steps().sort((a, b) => select(a).value - select(b).value).forEach((step) => list.append(step));
  }
  window.addEventListener("load", arrange);

  list.addEventListener("change", (event) => {
    if (isMoving || !event.target.value) return;
    event.stopPropagation();
    moveTo(event.target.closest("li"), Number(event.target.value) - 1);
    event.target.focus();
  });

  function drag(handle, step) {
    handle.addEventListener("pointerdown", (start) => {
      if (start.button) return;
      start.preventDefault();
      step.classList.add("is-dragged");
      const before = steps().indexOf(step);
      const move = (event) => {
        const over = steps().find((each) => {
          const box = each.getBoundingClientRect();
          return each !== step && event.clientY > box.top && event.clientY < box.bottom;
        });
        if (!over) return;
        const box = over.getBoundingClientRect();
        list.insertBefore(step, event.clientY < box.top + box.height / 2 ? over : over.nextSibling);
      };
      const end = () => {
        document.removeEventListener("pointermove", move);
        document.removeEventListener("pointerup", end);
        document.removeEventListener("pointercancel", end);
        step.classList.remove("is-dragged");
        if (steps().indexOf(step) !== before) settle(step);
      };
      // On the document: a step that moves on the page lets go of a pointer that it had caught.
      document.addEventListener("pointermove", move);
      document.addEventListener("pointerup", end);
      document.addEventListener("pointercancel", end);
    });
  }

  for (const step of steps()) {
    const handle = document.createElement("span");
    handle.className = "drag-handle";
    handle.setAttribute("aria-hidden", "true"); // the list beside it does the same by keyboard
    handle.textContent = "⠿";
    step.prepend(handle);
    drag(handle, step);
  }
});
