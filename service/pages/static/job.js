// A running job, live: one stream while the tab is seen, asking now and then when the stream fails. The page itself is
// what is shown: whenever the job moves on, its parts are fetched anew, so that live, reloaded and scriptless agree.
(function () {
  "use strict";
  var box = document.getElementById("job");
  if (!box || box.dataset.open !== "yes") { return; }
  var address = "/api/ai/jobs/" + encodeURIComponent(box.dataset.job);
  var FINAL = ["completed", "failed", "cancelled"];
  // an origin has six connections over HTTP/1.1: windows that are seen at once share this many streams, the rest ask
  var MOST_STREAMS = 4, release = null, isTaking = false;
  var QUIET_MS = 20000, AGAIN_MS = 60000, SLOW_MS = 60000, PAUSES = [5000, 10000, 30000];
  var LINES = {
    live: "● Live", lost: "○ Connection lost, checking every 5 s", offline: "○ You are offline. The job goes on.",
    paused: "Paused while this tab was hidden", signin: "Sign in again to see this job.", gone: "This job is not here any more."
  };
  var live = document.getElementById("live");
  var source = null, heard = Date.now(), failures = 0, timer = 0, closedUntil = 0, etag = "", ended = false, last = "", shown = box.dataset.version;
  var attempt = -1, percent = 0, moved = Date.now(), state = "", fetching = false, stale = false;
  // the server's clock against this one; later corrected by the Date of every answer
  var ahead = new Date(box.dataset.now) - Date.now();

  function byId(name) { return document.getElementById(name); }
  function line(name) {
    if (ended) { return; }
    var place = byId("line");
    if (place) { place.textContent = LINES[name]; }
    if (name !== state && name !== "live") { live.textContent = LINES[name].replace(/^[●○] /, ""); }
    if (name === "live" && (state === "lost" || state === "offline")) { live.textContent = "Live again"; }
    state = name;
  }
  function tick() {
    var clock = byId("clock"), since = clock && clock.dataset.since;
    if (!since) { return; }
    var whole = Math.max(0, Math.floor((Date.now() + ahead - new Date(since)) / 1000)), seconds = whole % 60;
    var minutes = Math.floor(whole / 60) % 60, hours = Math.floor(whole / 3600);
    clock.textContent = (hours ? hours + ":" + (minutes < 10 ? "0" : "") : "") + minutes + ":" + (seconds < 10 ? "0" : "") + seconds;
    byId("slow").hidden = Date.now() - moved < SLOW_MS;
  }
  function bar(job) {
    if (job.attempt !== attempt) { attempt = job.attempt; percent = 0; }
    percent = Math.max(percent, job.progress.percent);
    byId("bar").value = percent;
    byId("bar").setAttribute("aria-valuetext", byId("bar").getAttribute("aria-valuetext").replace(/^\d+/, percent));
    byId("pct").textContent = percent + "%";
    document.title = document.title.replace(/^\d+%/, percent + "%");
  }

  function swap(text) {
    var fresh = new DOMParser().parseFromString(text, "text/html"), there = fresh.getElementById("job");
    if (!there) { return; }
    var before = document.querySelector("[data-part=headline] h1").textContent, focus = document.activeElement;
    document.querySelectorAll("[data-part]").forEach(function (part) {
      var other = there.querySelector("[data-part='" + part.dataset.part + "']");
      if (other && other.innerHTML !== part.dataset.last) {
        part.dataset.last = other.innerHTML;
        part.innerHTML = other.innerHTML;
        window.pages.localTimes(part);
      }
    });
    document.title = fresh.title;
    shown = there.dataset.version;
    var heading = document.querySelector("[data-part=headline] h1").textContent;
    if (heading !== before) { live.textContent = heading; }
    if (focus !== document.activeElement) { (focus.id && byId(focus.id) || box).focus({ preventScroll: true }); }
    if (there.dataset.open === "no") { end(); } else { line(state || "live"); tick(); }
  }
  function render() {
    if (fetching) { stale = true; return; }
    fetching = true;
    fetch(location.href, { cache: "no-store" }).then(function (answer) {
      if (!answer.ok) { throw new Error(answer.status); }
      return answer.text();
    }).then(swap).catch(function () { last = ""; }).then(function () {
      fetching = false;
      if (stale && !ended) { stale = false; render(); }
    });
  }
  function show(job) {
    heard = Date.now();
    failures = 0;
    line("live");
    bar(job);
    var version = [job.status, job.attempt, job.progress.stage].join("|");
    var now = [version, job.progress.message, job.model, job.inputTokens, job.cost].join("|");
    if (version !== shown) { moved = Date.now(); }
    if (now !== last && (last || version !== shown) || FINAL.indexOf(job.status) >= 0) { render(); }
    last = now;
  }
  function end() {
    ended = true;
    shut();
    clearTimeout(timer);
  }

  function shut() {
    if (source) { source.close(); source = null; }
    if (release) { release(); release = null; }
  }
  function isNeedless() { return source || ended || document.hidden || !window.EventSource || Date.now() < closedUntil; }
  function stream() {
    if (isNeedless() || isTaking) { return; }
    if (navigator.locks) { isTaking = true; take(0); } else { open(); }
  }
  function take(number) {
    if (number === MOST_STREAMS) { isTaking = false; ask(last ? PAUSES[0] : 0); return; }
    navigator.locks.request("job-stream-" + number, { ifAvailable: true }, function (lock) {
      if (!lock) { take(number + 1); return undefined; }
      isTaking = false;
      if (isNeedless()) { return undefined; }
      return new Promise(function (done) { release = done; open(); });
    });
  }
  function open() {
    source = new EventSource(address + "/events");
    function event(message) { show(JSON.parse(message.data)); }
    source.addEventListener("progress", event);
    source.addEventListener("done", function (message) { shut(); event(message); });
    source.onopen = function () { heard = Date.now(); line("live"); };
    source.onerror = function () {
      line(navigator.onLine ? "lost" : "offline");
      if (!source || source.readyState === EventSource.CLOSED) { shut(); closedUntil = Date.now() + AGAIN_MS; }
      ask(PAUSES[0]);
    };
  }
  function ask(pause) { clearTimeout(timer); timer = setTimeout(poll, pause); }
  function poll() {
    if (ended || document.hidden) { return; }
    fetch(address, { cache: "no-store", headers: etag ? { "If-None-Match": etag } : {} }).then(function (answer) {
      ahead = new Date(answer.headers.get("Date") || Date.now() + ahead) - Date.now();
      if (answer.status === 401) { shut(); line("signin"); return; }
      if (answer.status === 404) { shut(); line("gone"); return; }
      if (answer.status !== 304 && !answer.ok) { throw new Error(answer.status); }
      var again = Math.max(1000 * Number(answer.headers.get("Retry-After") || 0), PAUSES[0]);
      etag = answer.headers.get("ETag") || etag;
      heard = Date.now();
      line("live");
      if (!source) { ask(again); stream(); }
      return answer.status === 304 ? undefined : answer.json().then(show);
    }).catch(function () {
      line(navigator.onLine ? "lost" : "offline");
      ask(PAUSES[Math.min(failures++, PAUSES.length - 1)]);
    });
  }

  byId("cancel-form").addEventListener("submit", function (event) {
    var button = byId("cancel");
    if (button.getAttribute("aria-disabled") === "true") { event.preventDefault(); return; }
    button.setAttribute("aria-disabled", "true");
    button.textContent = "Cancelling…";
  });
  document.addEventListener("visibilitychange", function () {
    if (ended) { return; }
    if (document.hidden) { shut(); clearTimeout(timer); line("paused"); } else { poll(); stream(); }
  });
  window.addEventListener("pagehide", shut);
  window.addEventListener("pageshow", function (event) { if (event.persisted && !ended) { poll(); stream(); } });
  window.addEventListener("online", poll);
  window.addEventListener("offline", function () { line("offline"); });
  setInterval(function () {
    tick();
    if (!ended && !document.hidden && Date.now() - heard > QUIET_MS) { heard = Date.now(); poll(); }
  }, 1000);
  stream();
  if (!window.EventSource) { poll(); }
})();
