import type { Changes, Clock, Log } from '../useCases/ports';

/** Tells listeners which rows changed, and remembers when somebody last looked. */
export class ChangesHub implements Changes {
  private readonly listeners = new Set<(noun: string, keys: readonly string[]) => void>();
  // Begins with the time, so that a page which kept a revision over a restart never takes an old picture for the new.
  private count: number;
  private touchedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.count = clock.now().getTime();
  }

  get revision(): number {
    return this.count;
  }

  touch(): void {
    this.touchedAt = this.clock.now().getTime();
  }

  /** Whether somebody looked within so many milliseconds. */
  wasTouchedWithin(milliseconds: number): boolean {
    return Math.abs(this.clock.now().getTime() - this.touchedAt) <= milliseconds;
  }

  onChange(listener: (noun: string, keys: readonly string[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(noun: string, keys: readonly string[]): void {
    if (keys.length === 0) return;
    this.count += 1;
    for (const listener of this.listeners) {
      try {
        listener(noun, keys);
      } catch (error) {
        // One listener's bug may not stop the feed or a save.
        this.log.error({ err: error, noun }, 'A listener to changes failed.');
      }
    }
  }
}
