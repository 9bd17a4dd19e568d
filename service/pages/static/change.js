// Comfort for changing a program in words: an example without a round trip, an answer without losing the place.
(function () {
  "use strict";
  var LIMIT = 500, SEND = "Build the changed program";
  var live = document.getElementById("live"), form = document.getElementById("change-form");
  if (!form) { return; }
  var field = form.elements.sentence, send = document.getElementById("change-send");
  var wrong = document.getElementById("f-sentence-wrong"), hint = document.getElementById("h-sentence"), rule = hint.textContent;

  function refuse(text) {
    // "✕" is a sign for the eye alone, as the server writes it
    wrong.innerHTML = text ? "<span aria-hidden=\"true\">✕</span> " : "";
    wrong.appendChild(document.createTextNode(text));
    if (text) { field.setAttribute("aria-invalid", "true"); field.setAttribute("aria-describedby", "f-sentence-wrong h-sentence"); field.focus(); }
    else { field.removeAttribute("aria-invalid"); field.setAttribute("aria-describedby", "h-sentence"); }
  }
  function ready() {
    delete form.dataset.sent;
    send.removeAttribute("aria-disabled");
    send.textContent = SEND;
  }
  function count() {
    var left = LIMIT - Array.from(field.value.trim()).length;
    hint.textContent = left < 0 ? -left + " characters too many" : left < 100 ? left + " characters left" : rule;
  }
  field.addEventListener("input", function () { if (field.hasAttribute("aria-invalid")) { refuse(""); } count(); });
  form.querySelectorAll("[name=example]").forEach(function (button) {
    button.addEventListener("click", function (event) {
      event.preventDefault();
      field.value = button.value;
      refuse("");
      count();
      field.focus();
      live.textContent = "Filled in: " + button.value;
    });
  });

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (form.dataset.sent) { return; }
    form.dataset.sent = "yes";
    send.setAttribute("aria-disabled", "true");
    send.textContent = "Reading…";
    refuse("");
    live.textContent = "Reading your sentence";
    fetch(location.pathname + location.search, { method: "POST", body: new URLSearchParams(new FormData(form)), cache: "no-store" }).then(function (answer) {
      if (answer.redirected) { live.textContent = "Understood. Your program is being changed."; location.assign(answer.url); return; }
      return answer.text().then(function (text) {
        var there = new DOMParser().parseFromString(text, "text/html"), told = there.getElementById("f-sentence-wrong");
        var key = there.querySelector("#change-form [name=key]"), heading = there.querySelector("main h1");
        ready();
        live.textContent = "";
        if (key) { form.elements.key.value = key.value; }
        refuse(told ? told.textContent.replace(/^[✕\s]+/, "") : heading ? heading.textContent + "." : "That did not work.");
      });
    }).catch(function () {
      ready();
      live.textContent = "";
      refuse("No connection. Your sentence is still here; send it again.");
    });
  });
  // coming back from the job: nothing is on its way any more
  window.addEventListener("pageshow", function () { ready(); });
  if (field.hasAttribute("aria-invalid")) { field.focus(); }
  count();
})();
