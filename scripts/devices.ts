/**
 * `npm run devices`: simulated devices alone, for whoever writes a driver or tries one.
 *
 *   npm run devices                                      all of them, on free ports
 *   npm run devices -- posnet:6666 thermal:/tmp/thermal  one on a port, one as a serial port
 *   npm run devices -- posnet --memory ./fiscal          its fiscal memory outlives this program
 *   npm run devices -- posnet --paper ./paper            each slip is a picture as well
 *
 * What is typed, or comes by a pipe, makes things go wrong: `posnet lose-answer-of close` (`devices/order.ts`).
 */
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {Command} from 'commander';
import {faultNames} from '../till/api/printer-desk.ts';
import {paperImage} from '../till/devices/simulated/paper-image.ts';
import {deviceNames, openStand, type Place} from './devices/stand.ts';
import {readWholeNumber} from './options/whole-number.ts';

interface Options {
	readonly memory?: string;
	readonly paper?: string;
	readonly printMs: number;
}

const command = new Command('npm run devices --')
	.description('Symulowane drukarki, waga i skaner · Simulated printers, a scale and a scanner')
	.argument('[devices...]', `NAZWA[:PORT|:ŚCIEŻKA] · NAME[:PORT|:PATH]; ${deviceNames.join(', ')}`)
	.option('--memory <folder>', 'pamięci fiskalne · fiscal memories')
	.option('--paper <folder>', 'wydruki jako obrazy SVG · slips as SVG pictures')
	.option('--print-ms <number>', 'jak długo trwa drukowanie · how long a printing command takes', readWholeNumber, 15)
	.addHelpText('after', `\nUsterki · Faults: ${faultNames.join(', ')}`)
	.parse();

try {
	await run(command.args, command.opts<Options>());
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}

async function run(args: readonly string[], {memory, paper, printMs}: Options): Promise<void> {
	for (const folder of [memory, paper]) if (folder !== undefined) mkdirSync(folder, {recursive: true});
	const stand = await openStand({
		devices: (args.length > 0 ? args : deviceNames).map(readDevice),
		...(memory !== undefined && {memoryDir: memory}),
		printMs,
		onSlip: (name, slip) => {
			const end = slip.state === 'cancelled' ? ['*** ANULOWANY · CANCELLED ***'] : [];
			console.log(['', `── ${name}`, ...slip.lines, ...end].join('\n'));
			if (paper === undefined) return;
			const file = `${name}-${new Date().toISOString().replaceAll(':', '-')}-${slip.id}.svg`;
			writeFileSync(join(paper, file), paperImage(slip));
		},
	});
	for (const {name, place} of stand.places) console.log(`${name.padEnd(16)} ${place}`);
	const typed = createInterface({input: process.stdin});
	typed.on('line', line => {
		if (line.trim() === '') return;
		const obeyed = stand.obey(line);
		console.log(obeyed.ok ? `ok: ${line.trim()}` : obeyed.fault);
	});
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			typed.close();
			void stand.stop().then(() => process.exit(0));
		});
	}
}

function readDevice(text: string): {readonly name: string; readonly place: Place} {
	const [, name = '', where = '0'] = /^([^:]+)(?::(.+))?$/.exec(text) ?? [];
	const place: Place = /^\d+$/.test(where) ? {kind: 'tcp', port: Number(where)} : {kind: 'serial', path: where};
	return {name, place};
}
