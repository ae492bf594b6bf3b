// Before the first paint: theme and language as they were last chosen, else as
// the system has them. Both pages load it; it is no module, so that it is not late.
(() => {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("raftarium") ?? "{}") ?? {};
  } catch {
    // Storage may be forbidden or hold something else: the system's preferences do.
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const chinese = (navigator.languages ?? [navigator.language])
    .find((l) => /^(zh|en)\b/i.test(l))
    ?.toLowerCase()
    .startsWith("zh");
  const root = document.documentElement;
  root.dataset.theme = kept.theme ?? (dark ? "dark" : "light");
  root.lang = (kept.lang ?? (chinese ? "zh" : "en")) === "zh" ? "zh-Hans" : "en";
})();
