// Runs before the first paint, so that a dark page never flashes white. src/theme.ts keeps the choice.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem('llavero-theme');
  } catch {
    // Storage may be forbidden; the system's theme is a good answer then.
  }
  var dark = choice ? choice === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.classList.toggle('dark', dark);
})();
