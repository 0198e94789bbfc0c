// Leave quickly: one tap to a neutral site, and this page is not behind the Back button.
// Without this script the link still leads there.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-exit]");
  if (!link) return;
  event.preventDefault();
  document.documentElement.hidden = true;
  window.location.replace(link.href);
});

// A phone may show a kept copy of the page when somebody goes back: ask for it anew.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
