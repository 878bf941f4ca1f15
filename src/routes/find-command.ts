import type { CommandDef, Definition } from './define.js';

/** Finds the command that a POST to an address runs, as the router would: the first whose pattern fits. */
export function commandFinder(site: readonly Definition[]): (address: string) => CommandDef | undefined {
  const patterns = site.filter((def) => def.kind === 'command').map((def) => [new RegExp(`^${def.path.replace(/:\w+/gu, '[^/]+')}$`, 'u'), def] as const);
  return (address) => {
    const path = address.split(/[?#]/u)[0]!;
    return patterns.find(([pattern]) => pattern.test(path))?.[1];
  };
}
