/** Ends the process with a plain sentence on a Node that is too old for these scripts. */
export function requireNode() {
  if (Number(process.versions.node.split('.')[0]) >= 20) return;
  console.error(
    `This is Node ${process.versions.node}, and Llavero is started by Node 20 or newer: install one from nodejs.org.`,
  );
  process.exit(1);
}
