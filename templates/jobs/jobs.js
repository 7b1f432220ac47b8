/** Follows the events of the job that the page shows: the page is loaded again, unless something is being typed. */
(() => {
  const { job, seq } = document.body.dataset;
  const stream = new EventSource(`/jobs/${job}/events`);
  const isTyped = () => [...document.querySelectorAll("textarea")].some((one) => one.value !== one.defaultValue);
  stream.addEventListener("message", ({ lastEventId }) => {
    if (Number(lastEventId) <= Number(seq)) return;
    stream.close();
    if (!isTyped()) {
      location.reload();
      return;
    }
    const news = document.createElement("p");
    news.className = "news";
    news.setAttribute("role", "status");
    const link = document.createElement("a");
    link.href = location.pathname;
    link.textContent = "Load it anew";
    news.append("Something happened to this job since you opened it. ", link, ".");
    document.querySelector("main").append(news);
  });
  addEventListener("pagehide", () => stream.close());
})();
