// Before the first paint, so that a dark page does not flash white; a file of its own, so that the policy allows no inline script.
(function () {
  function stored() {
    try {
      return localStorage.getItem('mantine-color-scheme-value');
    } catch {
      return null; // storage can be switched off
    }
  }
  var scheme = stored();
  var isDark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
})();
