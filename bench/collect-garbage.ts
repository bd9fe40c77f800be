// Loaded before a measured process (`node --expose-gc --import …`): SIGUSR2 makes it collect garbage, so that what is
// read afterwards is what it holds, not what it has not yet thrown away.

process.on('SIGUSR2', () => {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
});
