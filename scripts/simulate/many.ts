/**
 * Many worlds: one after the other in one process, or shared out among several, each with a part of the seeds.
 *
 * The first world that is wrong ends the process it is in; the others finish theirs, and every failure is told.
 *
 * The processes run a program that is built first: read as TypeScript, it names each of its functions at every call.
 */
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {buildPrograms, distDir} from '../build.ts';
import {type SimulationOptions, simulate} from './run.ts';
import {addTallies, emptyTally, type Tally} from './tally.ts';
import {failureWords} from './words.ts';

export interface Share {
	readonly protocol: string;
	readonly firstSeed: number;
	readonly seedCount: number;
	readonly saleCount: number;
	readonly real: boolean;
}

export interface ShareReport {
	readonly tally: Tally;
	/** Sentences about what is wrong, the command that repeats it among them. */
	readonly failures: readonly string[];
}

export async function simulateShare({firstSeed, seedCount, ...shop}: Share): Promise<ShareReport> {
	let tally = emptyTally;
	for (let seed = firstSeed; seed < firstSeed + seedCount; seed++) {
		const world = {...shop, seed};
		// A broken promise inside the till comes from its background: it has to name the world it was broken in.
		const tellWorld = () => console.error(`Powtórka · Again: ${commandOf(world)}`);
		process.once('uncaughtExceptionMonitor', tellWorld);
		const report = await simulate(world);
		process.removeListener('uncaughtExceptionMonitor', tellWorld);
		tally = addTallies(tally, report.tally);
		if (report.failure === undefined) continue;
		return {tally, failures: [failureWords(report.failure, {protocol: shop.protocol, command: commandOf(world)})]};
	}
	return {tally, failures: []};
}

/** In as many processes at once. */
export async function simulateInShares(share: Share, processCount: number): Promise<ShareReport> {
	const count = Math.min(processCount, share.seedCount);
	const firstSeedOf = (place: number) => share.firstSeed + Math.floor((place * share.seedCount) / count);
	const shares = Array.from({length: count}, (_each, place) => ({
		...share,
		firstSeed: firstSeedOf(place),
		seedCount: firstSeedOf(place + 1) - firstSeedOf(place),
	}));
	await buildPrograms(distDir, ['simulate']);
	const reports = await Promise.all(shares.map(inProcess));
	return {
		tally: reports.reduce((sum, {tally}) => addTallies(sum, tally), emptyTally),
		failures: reports.flatMap(({failures}) => failures),
	};
}

function inProcess({protocol, firstSeed, seedCount, saleCount}: Share): Promise<ShareReport> {
	const shared = ['--protocol', protocol, '--from', firstSeed, '--seeds', seedCount, '--sales', saleCount, '--json'];
	const program = join(distDir, 'simulate.mjs');
	const child = spawn(process.execPath, ['--enable-source-maps', program, ...shared.map(String)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let text = '';
	child.stdout.setEncoding('utf8').on('data', (part: string) => {
		text += part;
	});
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', code => {
			if (text !== '') resolve(JSON.parse(text) as ShareReport);
			else resolve({tally: emptyTally, failures: [`${protocol}: ${code}`]});
		});
	});
}

function commandOf({protocol, seed, saleCount, real}: SimulationOptions): string {
	const command = `npm run simulate -- --only printing --protocol ${protocol} --seed ${seed} --sales ${saleCount}`;
	return real ? `${command} --real` : command;
}
