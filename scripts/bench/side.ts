/**
 * One side of a comparison in a process of its own, so that neither memory nor compiled code of one helps the other.
 *
 *   parent   const side = await startSide<StockSide>('stock');  await side.call('pull', {…});  await side.end();
 *   child    serveSide(stockSide)                               in `sides/stock.ts`
 */
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';

export type SideCalls = Readonly<Record<string, (input: never) => unknown>>;

export interface Side<Calls extends SideCalls> {
	readonly pid: number;
	/** Runs one of the side's functions there; rejects with its error, or when the process ends. */
	call<Name extends keyof Calls & string>(
		name: Name,
		input: Parameters<Calls[Name]>[0],
	): Promise<Awaited<ReturnType<Calls[Name]>>>;
	end(): Promise<void>;
}

interface Question {
	readonly number: number;
	readonly name: string;
	readonly input: unknown;
}

interface Answer {
	readonly number: number;
	readonly value?: unknown;
	readonly failure?: string;
}

const running = new Set<Pick<Side<SideCalls>, 'end'>>();

/** Whatever a benchmark that failed has left running. */
export async function endSides(): Promise<void> {
	for (const side of [...running]) await side.end();
}

/** Starts `sides/<program>.ts`, or the file that was built of it. */
export function startSide<Calls extends SideCalls>(
	program: string,
	{nodeArgs = [], built}: {readonly nodeArgs?: readonly string[]; readonly built?: string} = {},
): Side<Calls> {
	const file = built ?? fileURLToPath(new URL(`./sides/${program}.ts`, import.meta.url));
	const execArgv = [...(built === undefined ? ['--import=tsx'] : []), ...nodeArgs];
	const child = fork(file, {execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc']});
	const open = new Map<number, (answer: Answer) => void>();
	let asked = 0;
	child.on('message', message => {
		const answer = message as Answer;
		open.get(answer.number)?.(answer);
		open.delete(answer.number);
	});
	child.once('exit', (code, signal) => {
		for (const [number, answer] of open) answer({number, failure: `${program} ended with ${signal ?? code}`});
		open.clear();
	});
	const side: Side<Calls> = {
		pid: child.pid ?? 0,
		call(name, input) {
			const number = ++asked;
			return new Promise((resolve, reject) => {
				open.set(number, ({value, failure}) => {
					if (failure === undefined) resolve(value as never);
					else reject(new Error(failure));
				});
				const question: Question = {number, name, input};
				child.send(question, error => {
					if (error !== null) reject(error);
				});
			});
		},
		async end() {
			if (child.exitCode !== null || child.signalCode !== null) return;
			const ended = once(child, 'exit');
			child.disconnect();
			await ended;
		},
	};
	running.add(side);
	child.once('exit', () => running.delete(side));
	return side;
}

/** The child's end: answers the parent's calls, and leaves when the parent does. */
export function serveSide(calls: SideCalls): void {
	process.on('message', message => {
		const {number, name, input} = message as Question;
		run(calls, name, input)
			.then(value => send({number, value}))
			.catch((error: unknown) =>
				send({number, failure: error instanceof Error ? (error.stack ?? error.message) : String(error)}),
			);
	});
	process.once('disconnect', () => process.exit(0));
}

async function run(calls: SideCalls, name: string, input: unknown): Promise<unknown> {
	const call = calls[name];
	if (call === undefined) throw new Error(`this side cannot ${name}`);
	return call(input as never);
}

function send(answer: Answer): void {
	process.send?.(answer);
}
