// Comfort for the request form: presets without a round trip, a live summary, a counter, one request for two clicks.
(function () {
  "use strict";
  var form = document.getElementById("request");
  if (!form) { return; }
  var KEPT = "request";
  var live = document.getElementById("live");

  function chosen(name) { return form.querySelector("[name='" + name + "']:checked"); }
  function plural(count, word) { return count + " " + word + (count === 1 ? "" : "s"); }
  function summary() {
    var goal = chosen("goal"), days = chosen("frequency"), weeks = parseInt(form.elements.weeks.value, 10);
    var parts = [goal && goal.dataset.say, days && days.value + " days a week", weeks > 0 && plural(weeks, "week")];
    document.getElementById("summary").textContent = parts.filter(Boolean).join(" · ");
  }
  function units() {
    var unit = chosen("units");
    if (!unit) { return; }
    form.querySelectorAll("#maxima .unit").forEach(function (element) { element.textContent = unit.dataset.unit; });
  }
  function counter() {
    var notes = form.elements.notes, hint = document.getElementById("h-notes");
    var left = Number(hint.dataset.limit) - Array.from(notes.value.trim()).length;
    hint.textContent = left < 0 ? plural(-left, "character") + " too many" : plural(left, "character") + " left";
    hint.className = left < 0 ? "wrong" : "hint";
  }
  function all() { summary(); units(); counter(); }

  form.addEventListener("input", function () { if (form.dataset.sent) { ready(); } all(); });
  form.addEventListener("change", function (event) {
    if (event.target.name === "units") { window.pages.keep("units", event.target.value); }
  });
  form.querySelectorAll("[data-kit]").forEach(function (button) {
    button.addEventListener("click", function (event) {
      event.preventDefault();
      var kit = button.dataset.kit ? button.dataset.kit.split(" ") : [];
      form.querySelectorAll("[name=equipment]").forEach(function (box) { box.checked = kit.indexOf(box.value) >= 0; });
      var more = document.getElementById("more-things");
      if (more.querySelector(":checked")) { more.open = true; }
      live.textContent = button.textContent + ": " + (kit.length ? plural(kit.length, "thing") + " ticked" : "nothing ticked, bodyweight only");
    });
  });

  // going back from the job shows the same answers, though pages are not stored
  function keep() {
    var answers = Array.from(new FormData(form)).filter(function (pair) { return pair[0] !== "key"; });
    try { sessionStorage.setItem(KEPT, JSON.stringify(answers)); } catch (error) { /* private mode */ }
  }
  function restore() {
    var visit = performance.getEntriesByType("navigation")[0], answers = null;
    if (!visit || visit.type !== "back_forward") { return; }
    try { answers = JSON.parse(sessionStorage.getItem(KEPT)); } catch (error) { return; }
    if (!answers) { return; }
    Array.from(form.elements).forEach(function (field) {
      if (!field.name || field.type === "hidden" || field.type === "submit") { return; }
      var given = answers.filter(function (pair) { return pair[0] === field.name; }).map(function (pair) { return pair[1]; });
      if (field.type === "radio" || field.type === "checkbox") { field.checked = given.indexOf(field.value) >= 0; }
      else if (given.length) { field.value = given[0]; }
    });
  }

  var send = document.getElementById("send");
  function ready() { delete form.dataset.sent; send.removeAttribute("aria-disabled"); send.textContent = "Build my program"; }
  form.addEventListener("submit", function (event) {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    send.setAttribute("aria-disabled", "true");
    send.textContent = "Sending…";
    keep();
  });
  window.addEventListener("pageshow", function () { ready(); restore(); all(); });

  var errors = document.querySelector(".summary-err");
  if (errors) {
    errors.focus();
    errors.addEventListener("click", function (event) {
      var link = event.target.closest("a[href^='#']"), target = link && document.getElementById(link.hash.slice(1));
      if (!target) { return; }
      event.preventDefault();
      var field = target.matches("input,select,textarea") ? target : target.querySelector("input,select,textarea");
      target.scrollIntoView({ block: "center" });
      (field || target).focus({ preventScroll: true });
    });
  }
  all();
})();
