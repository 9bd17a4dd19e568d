// The list of jobs while one of them runs: one conditional request every five seconds, and only while the tab is seen.
(function () {
  "use strict";
  var rows = document.getElementById("job-rows"), etag = "", PAUSE_MS = 5000;
  if (!rows || !rows.querySelector("[data-open]")) { return; }
  function again() { setTimeout(look, PAUSE_MS); }
  function look() {
    if (document.hidden) { again(); return; }
    fetch("/jobs" + location.search, { cache: "no-store", headers: etag ? { "If-None-Match": etag } : {} }).then(function (answer) {
      etag = answer.headers.get("ETag") || etag;
      return answer.status === 200 ? answer.text() : "";
    }).then(function (text) {
      var fresh = text && new DOMParser().parseFromString(text, "text/html").getElementById("job-rows");
      var focus = document.activeElement, href = focus && focus.getAttribute("href");
      if (fresh) {
        rows.innerHTML = fresh.innerHTML;
        window.pages.localTimes(rows);
        var same = href && rows.querySelector("[href='" + href + "']");
        if (same && focus !== document.activeElement) { same.focus({ preventScroll: true }); }
      }
      if (rows.querySelector("[data-open]")) { again(); }
    }).catch(again);
  }
  again();
})();
