// The chosen light, size of type and motion, before the first paint: a room in the morning must not begin as a black
// window. See src/lib/pageSettings.ts, which does the same for as long as the page lives.
try {
  const root = document.documentElement.dataset;
  const theme = localStorage.getItem('hearth.theme');
  const motion = localStorage.getItem('hearth.motion');
  const byDay = theme === 'system' && matchMedia('(prefers-color-scheme: light)').matches;
  if (theme === 'light' || theme === 'day' || byDay) root.theme = 'light';
  root.textSize = localStorage.getItem('hearth.textSize') ?? 'normal';
  const calm =
    motion !== 'full' && (motion === 'calm' || matchMedia('(prefers-reduced-motion: reduce)').matches);
  if (calm) root.motion = 'less';
} catch {
  // storage is forbidden: night
}
