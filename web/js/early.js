// Before the first paint: theme and language as the address says, or as they were
// last chosen, else as the system has them; and whether the page is part of
// another one. Both pages load it; it is no module, so that it is not late.
(() => {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("raftarium") ?? "{}") ?? {};
  } catch {
    // Storage may be forbidden or hold something else: the system's preferences do.
  }
  const said = new URLSearchParams(location.search);
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const chinese = (navigator.languages ?? [navigator.language])
    .find((l) => /^(zh|en)\b/i.test(l))
    ?.toLowerCase()
    .startsWith("zh");
  const root = document.documentElement;
  const theme = /^(light|dark)$/.exec(said.get("theme") ?? "")?.[0];
  const lang = /^(zh|en)\b/i.exec(said.get("lang") ?? "")?.[1].toLowerCase();
  root.dataset.theme = theme ?? kept.theme ?? (dark ? "dark" : "light");
  root.lang = (lang ?? kept.lang ?? (chinese ? "zh" : "en")) === "zh" ? "zh-Hans" : "en";
  if (!said.has("embed")) return;
  const parts = said.get("embed").match(/\b(controls|narration|terminal|inspector|lesson|header)\b/gi) ?? [];
  root.dataset.embed = (parts.length > 0 ? parts : ["controls", "narration"]).join(" ").toLowerCase();
  // What is not seen, or not wanted yet, is not fetched: stage.js waits for this.
  if (said.get("start") !== "now") window.raftariumHold = new Promise((go) => (window.raftariumGo = go));
  document.write('<link rel="stylesheet" href="css/later/embed.css">');
})();
