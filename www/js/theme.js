// A classic script in the head: the theme is set before the first paint, so a dark lecture hall sees no white flash.
// `system` follows the reader's preferences; a choice is kept for this browser and is no part of the link.
// Everyone else hears of a change by the event `downhill-theme` on the window.
{
  const KEY = "downhill-theme";
  const THEMES = ["light", "dark", "projector"];
  const contrast = matchMedia("(prefers-contrast: more)");
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const remembered = () => {
    try {
      return localStorage.getItem(KEY) ?? "system";
    } catch {
      return "system"; // storage may be forbidden
    }
  };

  let choice = remembered();

  const apply = () => {
    const system = contrast.matches ? "projector" : dark.matches ? "dark" : "light";
    const theme = THEMES.includes(choice) ? choice : system;
    if (document.documentElement.dataset.theme === theme) return;
    document.documentElement.dataset.theme = theme;
    dispatchEvent(new Event("downhill-theme"));
  };

  apply();
  contrast.addEventListener("change", apply);
  dark.addEventListener("change", apply);

  addEventListener("DOMContentLoaded", () => {
    const select = document.getElementById("theme");
    if (!(select instanceof HTMLSelectElement)) return;
    select.value = THEMES.includes(choice) ? choice : "system";
    select.addEventListener("change", () => {
      choice = select.value;
      try {
        localStorage.setItem(KEY, choice);
      } catch {
        // then it lasts as long as the page
      }
      apply();
    });
  });
}
