/**
 * A process that ends between two steps of its work with files: from a certain step on nothing reaches the disk any
 * more. For tests that run one at a time, because it holds for the whole process.
 */
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {Sqlite} from '../../../couch/store/sqlite.ts';

const fileSteps = ['renameSync', 'rmSync', 'writeFileSync', 'copyFileSync', 'fsyncSync'] as const;
const stateSteps = ['run', 'transaction'] as const;

export class SuddenEnd extends Error {
	override readonly name = 'SuddenEnd';
}

/** Does the work up to the step before this one; undefined when it was not over by then. */
export async function endingAt<Value>(step: number, work: () => Promise<Value>): Promise<Value | undefined> {
	let stepCount = 0;
	const restore = [
		...fileSteps.map(name => intercept(fs, name, check)),
		...stateSteps.map(name => intercept(Sqlite.prototype, name, check)),
	];
	syncBuiltinESMExports();
	try {
		return await work();
	} catch (error) {
		if (error instanceof SuddenEnd) return undefined;
		throw error;
	} finally {
		for (const back of restore) back();
		syncBuiltinESMExports();
	}

	function check(name: string): void {
		stepCount++;
		if (stepCount >= step) throw new SuddenEnd(`before step ${stepCount}, ${name}`);
	}
}

function intercept<Name extends string>(
	owner: {[name in Name]: unknown},
	name: Name,
	check: (name: string) => void,
): () => void {
	const stock = owner[name] as (...args: unknown[]) => unknown;
	owner[name] = function (this: unknown, ...args: unknown[]) {
		check(name);
		return stock.apply(this, args);
	};
	return () => {
		owner[name] = stock;
	};
}
