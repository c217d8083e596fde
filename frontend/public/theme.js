// The chosen light, before the first paint: a room in the morning must not begin as a black window. See src/lib/theme.ts.
try {
  if (localStorage.getItem('hearth.theme') === 'light') document.documentElement.dataset.theme = 'light';
} catch {
  // storage is forbidden: night
}
