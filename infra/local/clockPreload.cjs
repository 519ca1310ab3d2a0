// Shifts `Date` in this process by the number of milliseconds in the file TRUSTLANE_CLOCK_FILE, and follows the file.
// Load it first: node -r ./clock.cjs program.js. Without the variable it does nothing.
const fs = require('node:fs');

const file = process.env.TRUSTLANE_CLOCK_FILE;

if (file) {
  const RealDate = globalThis.Date;
  const realNow = RealDate.now.bind(RealDate);
  globalThis[Symbol.for('trustlane.realNow')] = realNow;

  let offset = 0;
  let seen = '';

  const read = () => {
    try {
      const stat = fs.statSync(file);
      const stamp = `${stat.mtimeMs}:${stat.ino}:${stat.size}`;
      if (stamp === seen) return;
      const value = Number(fs.readFileSync(file, 'utf8').trim());
      if (!Number.isFinite(value)) return;
      offset = value;
      seen = stamp;
    } catch (error) {
      if (error.code === 'ENOENT') {
        offset = 0;
        seen = '';
      }
    }
  };

  read();
  setInterval(read, 100).unref();

  const now = () => realNow() + offset;

  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  // A value made before or after the shift must be an instance of the one Date that programs see.
  RealDate.prototype.constructor = globalThis.Date;
}
