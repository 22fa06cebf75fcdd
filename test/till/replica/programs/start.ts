import {type ChildProcessByStdio, spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import type {Readable} from 'node:stream';
import {fileURLToPath} from 'node:url';

export type Program = ChildProcessByStdio<null, Readable, null>;

/** Starts one of the programs beside this file in a process of its own. */
export function start(name: string, ...args: readonly string[]): Program {
	const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
	return spawn(process.execPath, ['--import=tsx', file, ...args], {stdio: ['ignore', 'pipe', 'inherit']});
}

export function linesOf(program: Program): AsyncIterable<string> {
	return createInterface({input: program.stdout});
}

export async function firstLine(program: Program): Promise<string | undefined> {
	for await (const line of linesOf(program)) return line;
	return undefined;
}
