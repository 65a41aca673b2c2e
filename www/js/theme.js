// A classic script in the head: the theme is set before the first paint, so a dark lecture hall sees no white flash.
// `system` follows the reader's preferences; a choice is kept for this browser and is no part of the link.
// Everyone else hears of a change by the event `downhill-theme` on the window. Like failure.js it keeps to old JavaScript.
(function () {
  var KEY = "downhill-theme";
  var THEMES = ["light", "dark", "projector"];
  var contrast = matchMedia("(prefers-contrast: more)");
  var dark = matchMedia("(prefers-color-scheme: dark)");
  var page = document.documentElement;

  function remembered() {
    try {
      return localStorage.getItem(KEY) || "system";
    } catch (forbidden) {
      return "system";
    }
  }

  var choice = remembered();

  function apply() {
    var system = contrast.matches ? "projector" : dark.matches ? "dark" : "light";
    var theme = THEMES.indexOf(choice) >= 0 ? choice : system;
    if (page.getAttribute("data-theme") === theme) return;
    page.setAttribute("data-theme", theme);
    dispatchEvent(new Event("downhill-theme"));
  }

  apply();
  contrast.onchange = apply;
  dark.onchange = apply;

  addEventListener("DOMContentLoaded", function () {
    var select = document.getElementById("theme");
    if (!(select instanceof HTMLSelectElement)) return;
    var list = select;
    list.value = THEMES.indexOf(choice) >= 0 ? choice : "system";
    list.addEventListener("change", function () {
      choice = list.value;
      try {
        localStorage.setItem(KEY, choice);
      } catch (forbidden) {
        // then it lasts as long as the page
      }
      apply();
    });
  });
})();
