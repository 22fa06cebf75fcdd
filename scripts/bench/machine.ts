/** The machine and the commit a figure belongs to. */
import {execFileSync} from 'node:child_process';
import {cpus, loadavg, totalmem} from 'node:os';

export interface Machine {
	readonly node: string;
	readonly cores: number;
	readonly commit: string;
	readonly processor: string;
	readonly memoryGb: number;
}

export function readMachine(): Machine {
	const processors = cpus();
	return {
		node: process.version,
		cores: processors.length,
		commit: readCommit(),
		processor: processors[0]?.model.trim() ?? 'unknown',
		memoryGb: Math.round(totalmem() / 2 ** 30),
	};
}

/** Work waiting for a processor, the mean of the last minute. */
export function readLoad(): number {
	return Math.round((loadavg()[0] ?? 0) * 10) / 10;
}

/** A sentence when something else uses the processors. */
export function loadWarning(load: number, cores: number): string | undefined {
	if (load <= cores * 0.5) return undefined;
	return `The load average is ${load} on ${cores} cores: figures are lower than they could be, ratios hold better.`;
}

function readCommit(): string {
	try {
		return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {encoding: 'utf8', stdio: 'pipe'}).trim();
	} catch {
		// An unpacked archive has no history.
		return 'unknown';
	}
}
