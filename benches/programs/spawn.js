// The peer of spawn.py: an async function per turn, awaited.
async function child(n) {
  return n & 1;
}
async function main(n) {
  let total = 0;
  for (let i = 0; i < n; i++) total += await child(i);
  return total;
}
main(300_000).then((total) => console.log(total));
