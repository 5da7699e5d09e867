// Runs before the first paint, so that a reload never flashes the other theme.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem("tocsin.theme");
  } catch {
    // storage may be switched off; the system's preference still holds
  }
  const light =
    choice === "light" || (choice !== "dark" && matchMedia("(prefers-color-scheme: light)").matches);
  document.documentElement.dataset.theme = light ? "light" : "dark";
})();
