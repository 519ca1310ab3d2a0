let offset = 0;

/** The service may say its own time (`x-now`, ISO); days until a due date are counted from it, whatever this device's clock says. */
export function learnServiceTime(headers: Headers): void {
  const now = Date.parse(headers.get('x-now') ?? '');
  if (Number.isFinite(now)) offset = Math.abs(now - Date.now()) > 60_000 ? now - Date.now() : 0;
}

export const serviceNow = (): Date => new Date(Date.now() + offset);
