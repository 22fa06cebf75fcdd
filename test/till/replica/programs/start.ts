import {type ChildProcessByStdio, spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import type {Readable} from 'node:stream';
import {fileURLToPath} from 'node:url';

export type Program = ChildProcessByStdio<null, Readable, null>;

/** Starts one of the programs beside this file in a process of its own. */
export function start(name: string, ...args: readonly string[]): Program {
	return spawn(process.execPath, ['--import=tsx', fileOf(name), ...args], {stdio: ['ignore', 'pipe', 'inherit']});
}

/** The same where no file may grow beyond so many bytes, as on a disk that is full. */
export function startCramped(name: string, fileBytesMax: number, ...args: readonly string[]): Program {
	const blocks = Math.floor(fileBytesMax / 512);
	const words = ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath, '--import=tsx', fileOf(name), ...args];
	return spawn('/bin/sh', words, {stdio: ['ignore', 'pipe', 'ignore']});
}

function fileOf(name: string): string {
	return fileURLToPath(new URL(`${name}.ts`, import.meta.url));
}

export function linesOf(program: Program): AsyncIterable<string> {
	return createInterface({input: program.stdout});
}

export async function firstLine(program: Program): Promise<string | undefined> {
	for await (const line of linesOf(program)) return line;
	return undefined;
}
