/** Many worlds one after the other, and what came of all of them. */
import {type SimulationOptions, simulate, type Tally} from './run.ts';
import {failureWords, type Row, tableOf} from './words.ts';

export interface ManyOptions {
	readonly protocols: readonly string[];
	readonly seeds: readonly number[];
	readonly saleCount: number;
	readonly real: boolean;
	readonly print: (line: string) => void;
}

/** Resolves with the exit code. */
export async function simulateMany({protocols, seeds, saleCount, real, print}: ManyOptions): Promise<number> {
	const rows: Row[] = [];
	for (const protocol of protocols) {
		const begunMs = performance.now();
		let tally = emptyTally;
		for (const seed of seeds) {
			const world = {protocol, seed, saleCount, real};
			// A broken promise inside the till comes from its background: it has to name the world it was broken in.
			const tellWorld = () => print(`Powtórka · Again: ${commandOf(world)}`);
			process.once('uncaughtExceptionMonitor', tellWorld);
			const report = await simulate(world);
			process.removeListener('uncaughtExceptionMonitor', tellWorld);
			if (report.failure !== undefined) {
				print(failureWords(report.failure, {protocol, command: commandOf(world)}));
				return 1;
			}
			tally = addTallies(tally, report.tally);
		}
		rows.push({protocol, tally, seconds: (performance.now() - begunMs) / 1000});
	}
	print(tableOf(rows));
	return 0;
}

function commandOf({protocol, seed, saleCount, real}: SimulationOptions): string {
	const command = `npm run simulate -- --only printing --protocol ${protocol} --seed ${seed} --sales ${saleCount}`;
	return real ? `${command} --real` : command;
}

const emptyTally: Tally = {
	saleCount: 0,
	receiptCount: 0,
	slipCount: 0,
	leftCount: 0,
	abandonedCount: 0,
	killCount: 0,
	questionCount: 0,
	absentCount: 0,
	troubles: new Map(),
};

function addTallies(one: Tally, other: Tally): Tally {
	const troubles = new Map(one.troubles);
	for (const [kind, count] of other.troubles) troubles.set(kind, (troubles.get(kind) ?? 0) + count);
	return {
		saleCount: one.saleCount + other.saleCount,
		receiptCount: one.receiptCount + other.receiptCount,
		slipCount: one.slipCount + other.slipCount,
		leftCount: one.leftCount + other.leftCount,
		abandonedCount: one.abandonedCount + other.abandonedCount,
		killCount: one.killCount + other.killCount,
		questionCount: one.questionCount + other.questionCount,
		absentCount: one.absentCount + other.absentCount,
		troubles,
	};
}
