// The side of ticker.js that lives in a worker.
const timers = new Map();
onmessage = ({ data }) => {
  if (data.start !== undefined)
    timers.set(
      data.start,
      setInterval(() => postMessage(data.start), data.ms),
    );
  else clearInterval(timers.get(data.stop));
};
