// Before the first paint, so that a dark page does not flash white; a file of its own, so that the policy allows no inline script.
(function () {
  function stored() {
    try {
      return localStorage.getItem('mantine-color-scheme-value');
    } catch {
      return null; // storage can be switched off
    }
  }
  var prefersDark = matchMedia('(prefers-color-scheme: dark)');
  function show() {
    var scheme = stored();
    var isDark = scheme === 'dark' || (scheme !== 'light' && prefersDark.matches);
    document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
  }
  show();
  prefersDark.addEventListener('change', show);
})();
