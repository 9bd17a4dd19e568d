// Blocking and tiny: the chosen theme and unit are on the page before it is painted. Also the clock's local times.
(function () {
  "use strict";
  var root = document.documentElement;
  function kept(name) { try { return localStorage.getItem(name); } catch (error) { return null; } }
  function keep(name, value) {
    try { localStorage.setItem(name, value); } catch (error) { /* private mode: the cookie alone remembers */ }
    document.cookie = name + "=" + value + ";path=/;max-age=31536000;samesite=lax";
  }
  root.classList.add("js");
  var theme = kept("theme");
  if (theme === "dark" || theme === "light") { root.dataset.theme = theme; }
  var asked = /[?&]units=(kg|lbs)\b/.exec(location.search);
  if (asked) { keep("units", asked[1]); }
  var units = asked ? asked[1] : kept("units");
  if (units === "kg" || units === "lbs") { root.dataset.units = units; }

  function isDark() { return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches; }
  function label(button) { button.setAttribute("aria-label", isDark() ? "Use the light theme" : "Use the dark theme"); }

  // "Today 20:31", "22 Nov 2026, 20:31": the same words as the server's, in the reader's own zone
  var months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  function two(number) { return (number < 10 ? "0" : "") + number; }
  function said(when) {
    var clock = two(when.getHours()) + ":" + two(when.getMinutes());
    if (when.toDateString() === new Date().toDateString()) { return "Today " + clock; }
    return when.getDate() + " " + months[when.getMonth()] + " " + when.getFullYear() + ", " + clock;
  }
  function localTimes(place) {
    place.querySelectorAll("time[datetime]").forEach(function (element) {
      var when = new Date(element.dateTime);
      if (isNaN(when)) { return; }
      var text = said(when);
      element.textContent = element.dataset.only === "day" ? text.replace(/,.*|Today .*/, "") || when.getDate() + " " + months[when.getMonth()] + " " + when.getFullYear() : text;
    });
  }
  window.pages = { keep: keep, kept: kept, localTimes: localTimes };

  document.addEventListener("DOMContentLoaded", function () {
    localTimes(document);
    document.querySelectorAll("[data-theme-toggle]").forEach(function (button) {
      button.hidden = false;
      label(button);
      button.addEventListener("click", function () {
        root.dataset.theme = isDark() ? "light" : "dark";
        keep("theme", root.dataset.theme);
        label(button);
      });
    });
  });
})();
