/** Lets at most `limit` events of one name through within `windowMs`. Memory is bounded: old names are forgotten. */
export function createRateBound(limit: number, windowMs: number, now: () => number): (name: string) => boolean {
  const times = new Map<string, number[]>();
  let sweptAt = now();

  const sweep = (at: number): void => {
    for (const [name, seen] of times) if ((seen.at(-1) ?? 0) <= at - windowMs) times.delete(name);
    sweptAt = at;
  };

  return (name) => {
    const at = now();
    if (at - sweptAt > windowMs) sweep(at);
    const recent = (times.get(name) ?? []).filter((time) => time > at - windowMs && time <= at);
    const isWithin = recent.length < limit;
    if (isWithin) recent.push(at);
    times.set(name, recent);
    return isWithin;
  };
}
