// A classic script in the head: the theme is set before the first paint, so a dark lecture hall sees no white flash.
// `system` follows the reader's preferences; a choice is kept for this browser and is no part of the link.
// Everyone else hears of a change by the event `downhill-theme` on the window. Like failure.js it keeps to old JavaScript.
//
// Here, too, the page learns that it is an embed, `?embed`, and takes the styles and the script that only an embed has: written
// into the head, so that nothing is painted before the styles apply, and the script hears the first message of the page around.
// Its theme is that of `?embed&theme=dark`, where there is one; what is chosen in an embed is not kept.
(function () {
  var KEY = "downhill-theme";
  var THEMES = ["light", "dark", "projector"];
  var contrast = matchMedia("(prefers-contrast: more)");
  var dark = matchMedia("(prefers-color-scheme: dark)");
  var page = document.documentElement;
  // The page as one file has no embeds: what they need lies beside it.
  var embedded = !page.hasAttribute("data-one-file") && /[?&]embed(?=[=&]|$)/.test(location.search);
  if (embedded) {
    page.setAttribute("data-embed", "");
    document.write('<link rel="stylesheet" href="embed/frame.css"><script type="module" src="embed/frame.js"></' + "script>");
  }

  // The poster is the surface of the opening lesson.
  if (/(?:[#&]|%26)(lesson|surface|formula|view)(?:[=.]|%3D)/i.test(location.hash)) page.setAttribute("data-elsewhere", "");

  function remembered() {
    try {
      return localStorage.getItem(KEY) || "system";
    } catch (forbidden) {
      return "system";
    }
  }

  var asked = /[?&]theme=(\w+)/.exec(location.search);
  var choice = embedded ? (asked && asked[1]) || "" : remembered();

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
        if (!embedded) localStorage.setItem(KEY, choice);
      } catch (forbidden) {
        // then it lasts as long as the page
      }
      apply();
    });
  });
})();
