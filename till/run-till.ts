/**
 * A till that was put together, from its start to its end: reads the catalogue, serves the screen, says `ready <url>`,
 * and ends in good order on SIGINT and SIGTERM. The one that sells and the one that trains do this alike.
 */
import {randomBytes} from 'node:crypto';
import type {Till} from './app/till.ts';
import type {Period} from './domain/period.ts';
import type {Replica} from './replica/replica.ts';
import {forgetAddress, keepAddress} from './server/address-file.ts';
import {serveTill} from './server/server.ts';
import type {Link} from './sync/link.ts';

export interface RunParts {
	readonly id: string;
	readonly till: Till;
	readonly link: Link;
	readonly replica: Replica;
	readonly dataDir: string;
	readonly uiDir: string;
	readonly port: number;
	readonly log: (sentence: string) => void;
	/** What ends before the till does. */
	readonly onEnd?: () => void;
}

export async function runTill({id, till, link, replica, dataDir, uiDir, port, log, onEnd}: RunParts): Promise<void> {
	await till.start();
	const token = randomBytes(24).toString('base64url');
	const tools = {
		till: id,
		token,
		resend: (period: Period) => link.resend(period),
		dayAccount: (day: string) => till.dayAccount(day),
	};
	const screen = await serveTill({till, tools, uiDir, port, log});
	keepAddress(dataDir, {url: screen.url, token});
	const end = async () => {
		onEnd?.();
		forgetAddress(dataDir);
		await screen.close();
		await till.stop();
		await link.stop();
		await replica.close();
	};
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			end().then(
				() => process.exit(0),
				(error: unknown) => {
					log(`The till did not end well: ${String(error)}`);
					process.exit(1);
				},
			);
		});
	}
	console.log(`ready ${screen.url}`);
}
