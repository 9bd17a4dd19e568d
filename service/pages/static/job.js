// Shows a running job live; falls back to asking every second when the stream is refused.
(function () {
  "use strict";
  var box = document.getElementById("job");
  if (!box || box.dataset.running !== "yes") { return; }
  var address = "/api/ai/jobs/" + encodeURIComponent(box.dataset.job);
  var finals = ["completed", "failed", "cancelled"];
  function show(job) {
    if (finals.indexOf(job.status) >= 0) { location.reload(); return true; }
    document.getElementById("message").textContent = job.progress.message || "Waiting for a worker.";
    document.getElementById("percent").value = job.progress.percent;
    return false;
  }
  function poll() {
    fetch(address, { headers: { Accept: "application/json" } })
      .then(function (answer) { return answer.json(); })
      .then(function (job) { if (!show(job)) { setTimeout(poll, 1000); } })
      .catch(function () { setTimeout(poll, 3000); });
  }
  if (!window.EventSource) { poll(); return; }
  var stream = new EventSource(address + "/events");
  stream.addEventListener("progress", function (event) { show(JSON.parse(event.data)); });
  stream.addEventListener("done", function () { stream.close(); location.reload(); });
  stream.onerror = function () { if (stream.readyState === EventSource.CLOSED) { poll(); } };
})();
