// Open menus (details with data-menu) close at Escape, at a tap outside, and when another one opens.
const menus = () => [...document.querySelectorAll("details[data-menu][open]")];

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  // Innermost first: a language list inside "More" closes alone.
  const menu = menus().pop();
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
