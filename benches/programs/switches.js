// The peer of switches.py: a hundred async functions that give way a million times in all.
async function spin(n) {
  for (let i = 0; i < n; i++) await null;
  return n;
}
async function main() {
  const tasks = Array.from({ length: 100 }, () => spin(10_000));
  let total = 0;
  for (const task of tasks) total += await task;
  return total;
}
main().then((total) => console.log(total));
