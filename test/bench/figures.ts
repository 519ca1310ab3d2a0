/** One measured figure. `goal` is what it should not exceed; absent where it is only watched. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: number;
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** The share `share` (0 to 1) of the values lies at or below the result. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function table(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures
    .map(({ name, value, unit, goal }) => {
      const verdict = goal === undefined ? '' : value <= goal ? `  (goal ${goal}: met)` : `  (goal ${goal}: MISSED)`;
      return `${name.padEnd(width)}  ${String(value).padStart(10)} ${unit}${verdict}`;
    })
    .join('\n');
}
