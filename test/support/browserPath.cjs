const { existsSync } = require('node:fs');
const process = require('node:process');

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Said wherever browser tests did not run, so that nobody takes their silence for a pass. */
const NO_BROWSER =
  'Browser tests did NOT run: no Chromium or Chrome was found. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.';

/** The first browser found on this machine, or undefined. */
const browserPath = () => PLACES.find((place) => place && existsSync(place));

module.exports = { browserPath, NO_BROWSER };
