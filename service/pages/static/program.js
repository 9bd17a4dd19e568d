// Comfort for a program: one week at a time, the unit switched without a round trip, the last week remembered.
(function () {
  "use strict";
  var box = document.getElementById("program");
  if (!box) { return; }
  var root = document.documentElement, live = document.getElementById("live"), weeks = document.getElementById("weeks");
  var links = Array.from(document.querySelectorAll("[data-week]"));
  var kept = "week-" + box.dataset.program, current = "";

  function link(number) { return links.filter(function (one) { return one.dataset.week === number; })[0]; }
  function mark(number) {
    links.forEach(function (one) { if (one.dataset.week === number) { one.setAttribute("aria-current", "true"); } else { one.removeAttribute("aria-current"); } });
    var here = link(number), bar = here && here.parentElement;
    if (here) { bar.scrollLeft = here.offsetLeft - (bar.clientWidth - here.offsetWidth) / 2; }
  }
  function open(number, moves) {
    var week = document.getElementById("w" + number);
    if (!weeks || !week) { return; }
    weeks.querySelectorAll(".week").forEach(function (one) { one.classList.toggle("open", one === week); });
    mark(number);
    current = number;
    rememberWeek(number);
    if (moves) { week.querySelector("h3").focus({ preventScroll: true }); document.getElementById("workouts").scrollIntoView(); }
  }
  function rememberWeek(number) { try { localStorage.setItem(kept, number); } catch (error) { /* private mode */ } }
  function fromAddress() {
    var found = /^#w(\d+)(d\d+)?$/.exec(location.hash);
    if (!found) { return false; }
    open(found[1], false);
    var target = document.getElementById(location.hash.slice(1));
    if (found[2] && target) { target.scrollIntoView(); }
    else if (target) { document.getElementById("workouts").scrollIntoView(); target.querySelector("h3").focus({ preventScroll: true }); }
    return true;
  }
  if (weeks) {
    window.addEventListener("hashchange", fromAddress);
    if (!fromAddress()) { var last = window.pages.kept(kept); open(last && document.getElementById("w" + last) ? last : links[0].dataset.week, false); }
  } else {
    var here = links.filter(function (one) { return one.hasAttribute("aria-current"); })[0];
    if (here) { current = here.dataset.week; mark(current); }
  }

  document.addEventListener("keydown", function (event) {
    var step = { "[": -1, "]": 1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input,textarea,select")) { return; }
    var next = link(String(Number(current) + step));
    if (!next) { return; }
    if (weeks) { open(next.dataset.week, true); history.replaceState(null, "", next.hash); } else { next.click(); }
  });

  // the instant switch needs both units on the page
  var both = document.querySelector(".u-kg");
  function units() {
    document.querySelectorAll("[data-unit]").forEach(function (one) {
      if (one.dataset.unit === root.dataset.units) { one.setAttribute("aria-current", "true"); } else { one.removeAttribute("aria-current"); }
    });
  }
  document.querySelectorAll("[data-unit]").forEach(function (one) {
    one.addEventListener("click", function (event) {
      window.pages.keep("units", one.dataset.unit);
      if (!both) { return; }
      event.preventDefault();
      root.dataset.units = one.dataset.unit;
      units();
      live.textContent = "Loads in " + (one.dataset.unit === "kg" ? "kilograms" : "pounds");
    });
  });
  if (both) { units(); }

  var print = document.getElementById("print");
  if (print) { print.hidden = false; print.addEventListener("click", function () { window.print(); }); }
})();
