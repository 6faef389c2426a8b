// From one high water to the next it takes 12 hours and 25 minutes.
const PERIOD = (12 * 60 + 25) * 60 * 1000;

function tideAt(time) {
  const phase = (2 * Math.PI * (time % PERIOD)) / PERIOD;
  return { level: (1 + Math.cos(phase)) / 2, rising: Math.sin(phase) < 0 };
}
