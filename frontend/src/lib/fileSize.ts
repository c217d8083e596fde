/** How large a file is, in words. Pure. */

const STEPS = ['byte', 'kilobyte', 'megabyte'] as const;

export function formatBytes(bytes: number, language: string): string {
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const options = { style: 'unit', unit: STEPS[step], maximumFractionDigits: step < 2 ? 0 : 1 };
  return new Intl.NumberFormat(language, options as Intl.NumberFormatOptions).format(bytes / 1000 ** step);
}
