/**
 * One program of the shop as a child process: started, waited for, stopped, or killed.
 *
 * A program says on its standard output, in one line, that it is ready; what it says on standard error is kept for
 * the moment when it fails and passed on as it comes.
 */
import {type ChildProcess, spawn} from 'node:child_process';
import {createInterface} from 'node:readline';

export interface ProgramOptions {
	readonly name: string;
	/** Arguments of `node`. */
	readonly args: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
	/** The line that says it is ready; its first group is what `start` resolves with. */
	readonly ready: RegExp;
	readonly readyTimeoutMs?: number;
	readonly onLine: (name: string, line: string) => void;
	/** It ended although nobody stopped it. */
	readonly onUnexpectedEnd?: (name: string, code: number | null) => void;
}

const stopTimeoutMs = 10_000;

export class Program {
	readonly #options: ProgramOptions;
	#child: ChildProcess | undefined;
	#stopping = false;

	constructor(options: ProgramOptions) {
		this.#options = options;
	}

	get running(): boolean {
		return this.#child !== undefined;
	}

	get pid(): number | undefined {
		return this.#child?.pid;
	}

	/** Resolves with what the ready line says; rejects when the program ends or says nothing in time. */
	start(): Promise<string> {
		const {name, args, env, ready, readyTimeoutMs = 60_000, onLine, onUnexpectedEnd} = this.#options;
		this.#stopping = false;
		const child = spawn(process.execPath, args, {
			env: {...process.env, ...env},
			stdio: ['ignore', 'pipe', 'pipe'],
			// Ctrl-C goes to the whole group of a terminal; the shop stops its programs in their order.
			detached: true,
		});
		this.#child = child;
		const lastWords: string[] = [];
		createInterface({input: child.stderr}).on('line', line => {
			lastWords.push(line);
			if (lastWords.length > 20) lastWords.shift();
			onLine(name, line);
		});
		return new Promise((resolve, reject) => {
			let isReady = false;
			const timer = setTimeout(
				() => reject(new Error(`${name} was not ready in ${readyTimeoutMs / 1000} s`)),
				readyTimeoutMs,
			);
			createInterface({input: child.stdout}).on('line', line => {
				const match = ready.exec(line);
				if (match === null) return onLine(name, line);
				isReady = true;
				clearTimeout(timer);
				resolve(match[1] ?? line);
			});
			child.once('exit', code => {
				clearTimeout(timer);
				this.#child = undefined;
				if (!isReady) reject(new Error([`${name} could not start`, ...lastWords].join('\n')));
				else if (!this.#stopping) onUnexpectedEnd?.(name, code);
			});
		});
	}

	/** In good order; by force when it does not end in time. */
	async stop(): Promise<void> {
		await this.#end('SIGTERM');
	}

	/** As a power cut would. */
	async kill(): Promise<void> {
		await this.#end('SIGKILL');
	}

	async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
		const child = this.#child;
		if (child === undefined) return;
		this.#stopping = true;
		const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
		child.kill(signal);
		const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
		await ended;
		clearTimeout(timer);
	}
}
